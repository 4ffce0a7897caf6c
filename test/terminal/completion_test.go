package terminal_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// TestPaths checks that the workspaces are offered as `cargo nw list` prints
// them, from the current directory.
func TestPaths(t *testing.T) {
	t.Parallel()
	w := harness.New(t, harness.Archive(`
-- outer/Cargo.toml --
[package]
name = "outer"
[package.metadata.nested_workspace]
roots = ["inner", "a b"]
-- outer/inner/Cargo.toml --
[package]
name = "one"
-- outer/a b/Cargo.toml --
[package]
name = "spaced"
`))
	for _, tt := range []struct{ stand, manifest, want string }{
		{"outer", "", ".=outer inner=one a b=spaced"},
		{".", "outer/Cargo.toml", "outer=outer outer/inner=one outer/a b=spaced"},
		{".", filepath.Join(w.Dir, "outer", "Cargo.toml"), "outer=outer outer/inner=one outer/a b=spaced"},
		{"outer/inner", "../Cargo.toml", "..=outer .=one ../a b=spaced"},
		{".", "", ""},
		{".", "no/Cargo.toml", ""},
	} {
		words := []string{"completion", "--candidates", "--only", "."}
		if tt.manifest != "" {
			words = slices.Insert(words, 2, "--manifest-path", tt.manifest)
		}
		answer := strings.Split(strings.TrimSuffix(w.NWIn(tt.stand, words...).Stdout, "\n"), "\n")[1:]
		if got := strings.ReplaceAll(strings.Join(answer, " "), "\t", "="); got != tt.want {
			t.Errorf("%+v: got %q", tt, got)
		}
	}
}
