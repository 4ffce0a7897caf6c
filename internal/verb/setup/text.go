package setup

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/cargo-nw/cargo-nw/internal/printable"
	"github.com/cargo-nw/cargo-nw/internal/report"
)

// Text writes what is to be changed, for a person.
func (p Plan) Text(w io.Writer, style report.Style) error {
	var b strings.Builder
	for _, f := range p.Changes {
		fmt.Fprintf(&b, "%s: %s\n", style.Path(f.Path), f.What)
		for _, item := range f.Items {
			fmt.Fprintf(&b, "    %s\n", printable.Text(item))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Patch is the files as a unified diff that `git apply` and `patch -p1` take in
// the directory base.
func Patch(base string, files []File) string {
	var b strings.Builder
	for _, f := range files {
		name := f.Path
		if rel, err := filepath.Rel(base, f.Path); err == nil {
			name = filepath.ToSlash(rel)
		}
		if strings.Contains(name, " ") {
			name += "\t" // else a patch program takes the first word
		}
		from := "a/" + name
		if !f.Exists {
			from = "/dev/null"
		}
		b.WriteString(udiff.Unified(from, "b/"+name, string(f.Old), string(f.New)))
	}
	return b.String()
}
