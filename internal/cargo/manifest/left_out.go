package manifest

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/printable"
)

const excludeHint = `write exclude = ["path", "pattern/*"]`

// leftOut reads the key exclude of a nested_workspace table: directories and
// patterns, relative to the manifest, that are no business of cargo-nw.
func (d *decoder) leftOut(table map[string]any, keys []string) ([]Root, *Error) {
	keys = append(slices.Clone(keys), "exclude")
	texts, err := d.texts(table, keys...)
	if err != nil {
		return nil, err.hint(excludeHint)
	}
	var list []Root
	for i, text := range texts {
		at := append(slices.Clip(keys), index(i))
		switch {
		case text == "":
			return nil, d.fail(at, "the path is empty").hint(excludeHint)
		case filepath.Clean(text) == ".":
			return nil, d.fail(at, "`%s` would leave out everything", printable.Text(text)).hint("write a directory below this one")
		case strings.ContainsRune(text, 0):
			return nil, d.fail(at, "the path contains a NUL character").hint("remove it")
		}
		list = append(list, Root{Path: text, Line: d.places.find(at).line})
	}
	return list, nil
}
