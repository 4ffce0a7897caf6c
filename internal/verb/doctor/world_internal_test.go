package doctor

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/cargo-nw/cargo-nw/internal/cargo/collision"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/report"
)

// row is what one rule finds in one world.
type row struct {
	name    string
	archive string // files; package NAME stands for a manifest's usual first lines
	with    func(e *examination)
	want    string // findings, one a line: severity check path[:line]: message; … for the rest of a line
}

// outer is a first workspace that lists a and b.
const outer = "-- Cargo.toml --\n[workspace]\nexclude = [\"a\", \"b\"]\npackage outer\n[package.metadata.nested_workspace]\nroots = [\"a\", \"b\"]\n"

// inner is a nested workspace with one package.
func inner(name string, more ...string) string {
	return "-- " + name + "/Cargo.toml --\n[workspace]\npackage " + name + "\n" + strings.Join(more, "")
}

// look lays out the archive and reads its tree, as every examination begins.
// Other programs say nothing but which manifests there are.
func look(t *testing.T, archive string) *examination {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err = os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err = os.WriteFile(path, []byte(packages(string(f.Data))), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	p := Patient{Env: []string{"CARGO_HOME=" + filepath.Join(dir, "home")}, Dir: dir, Style: report.Style{Cwd: dir}}
	e, err := p.begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	e.answers = answers{
		manifests:  manifestsBelow,
		worktrees:  func() ([]string, error) { return nil, errors.New("no repository") },
		ignored:    func([]string) map[string]bool { return nil },
		toolchains: func() (toolchain.Store, bool) { return toolchain.Store{}, false },
		rustup:     func() (toolchain.Version, error) { return toolchain.Version{}, errors.New("no rustup") },
		cargo:      func(string) collision.Cargo { return collision.Cargo{Version: toolchain.Version{Major: 1, Minor: 95}} },
	}
	return e
}

// packages writes out the lines `package NAME`.
func packages(text string) string {
	var out strings.Builder
	for line := range strings.Lines(text) {
		if name, ok := strings.CutPrefix(line, "package "); ok && !strings.Contains(line, "=") {
			line = fmt.Sprintf("[package]\nname = %q\nversion = \"0.1.0\"\nedition = \"2021\"\n", strings.TrimSpace(name))
		}
		out.WriteString(line)
	}
	return out.String()
}

func manifestsBelow(dir string) (found []string, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == manifest.FileName {
			found = append(found, path)
		}
		return err
	})
	slices.SortStableFunc(found, func(a, b string) int {
		return cmp.Compare(strings.Count(a, string(filepath.Separator)), strings.Count(b, string(filepath.Separator)))
	})
	return found, err
}

// examine checks what one rule finds, row by row.
func examine(t *testing.T, rule func(e *examination) error, rows []row) {
	t.Helper()
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			e := look(t, r.archive)
			if err := e.discover(); err != nil {
				t.Fatal(err)
			}
			e.found = nil
			if r.with != nil {
				r.with(e)
			}
			if err := rule(e); err != nil {
				t.Fatal(err)
			}
			got, want := shown(e), slices.Collect(strings.Lines(r.want))
			if !slices.EqualFunc(got, want, likeness) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), r.want)
			}
		})
	}
}

// likeness says whether a line is the one that is wanted.
func likeness(got, want string) bool {
	want = strings.TrimSuffix(want, "\n")
	beginning, open := strings.CutSuffix(want, "…")
	return got == want || open && strings.HasPrefix(got, beginning)
}

// shown are the findings, one a line. Each has a hint.
func shown(e *examination) []string {
	var lines []string
	for _, f := range e.found {
		where := filepath.ToSlash(e.Style.Relative(f.Path))
		if f.Line > 0 {
			where = fmt.Sprintf("%s:%d", where, f.Line)
		}
		line := fmt.Sprintf("%s %s %s: %s", f.Severity, f.Check, where, strings.ReplaceAll(f.Message, filepath.ToSlash(e.Dir), "@"))
		if f.Hint == "" {
			line += " (no hint)"
		}
		lines = append(lines, line)
	}
	return lines
}
