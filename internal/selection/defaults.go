package selection

import (
	"fmt"
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Configure sets the options that neither the command line nor a variable has
// set, as the nested_workspace table of the workspace that the call starts in
// says. Options that the verb does not have do not matter. An error is about a
// value, or about two tables that both have defaults. A workspace that cannot be
// read sets nothing: whatever needs it reports that.
func (s *Scope) Configure(c command.Call, r *manifest.Reader) error {
	if s.Plain {
		return nil
	}
	dir, err := s.Directory(c)
	if err != nil {
		return err
	}
	table, err := defaults(r, dir)
	if err != nil || table.Manifest == "" {
		return err
	}
	base := filepath.Dir(table.Manifest)
	for _, d := range table.Nested.Defaults {
		o, ok := command.Find(c.Open, d.Option)
		if !ok {
			continue
		}
		for _, value := range d.Values {
			if d.Option == "--only" || d.Option == "--exclude" {
				value = rebased(c.Dir, base, value)
			}
			if err := o.SetFromManifest(value); err != nil {
				return &manifest.Error{Path: table.Manifest, Line: d.Line, Key: d.Key, Message: err.Error(), Hint: "correct it, or remove the key"}
			}
		}
	}
	return nil
}

// defaults is the table with defaults of the workspace that dir is in. It has no
// manifest if there is none.
func defaults(r *manifest.Reader, dir string) (found nested.Table, err error) {
	path, err := manifest.Find(dir)
	if err != nil {
		return nested.Table{}, nil //nolint:nilerr // reported by the code that needs one
	}
	root, err := r.Root(path)
	if err != nil {
		return nested.Table{}, nil //nolint:nilerr // the same
	}
	tables, err := nested.Tables(r, nested.Workspace{Manifest: root})
	if err != nil {
		return nested.Table{}, nil //nolint:nilerr // the same
	}
	for _, table := range tables {
		switch {
		case len(table.Nested.Defaults) == 0:
		case found.Manifest != "":
			return nested.Table{}, &manifest.Error{
				Path: table.Manifest, Line: table.Nested.Defaults[0].Line, Key: "nested_workspace.defaults",
				Message: fmt.Sprintf("there are defaults in %s, too", paths.Shown(filepath.Dir(table.Manifest), found.Manifest)),
				Hint:    "keep those of one table of a workspace",
			}
		default:
			found = table
		}
	}
	return found, nil
}

// rebased is a pattern relative to base as it is typed in cwd.
func rebased(cwd, base, pattern string) string {
	rel, err := filepath.Rel(cwd, base)
	if err != nil || rel == "." || paths.Rooted(pattern) {
		return pattern
	}
	return Literal(filepath.ToSlash(rel)) + "/" + pattern
}
