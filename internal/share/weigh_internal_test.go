//go:build unix

package share

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
)

// TestUnitSize counts a file with two names once, and as linked only if there is
// another name outside the unit.
func TestUnitSize(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, "debug", name) }
	if err := os.Mkdir(at(""), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at("build_script_build-1"), []byte("program"), 0o644); err != nil {
		t.Fatal(err)
	}
	link := func(name string) {
		if err := os.Link(at("build_script_build-1"), at(name)); err != nil {
			t.Fatal(err)
		}
	}
	link("build-script-build")
	u := units.Unit{Profile: "debug", Kind: units.BuildScript, Files: []units.File{
		{Path: "build-script-build", Role: units.Compiled, Size: 7},
		{Path: "build_script_build-1", Role: units.Compiled, Size: 7},
		{Path: "build_script_build-1.d", Role: units.Written, Size: 2},
	}}
	for i, want := range []int64{0, 7} {
		if i == 1 {
			link("elsewhere")
		}
		v, p := surveying{copies: map[copied]*copies{}}, Place{}
		v.unit(&p, units.Directory{Path: dir}, u)
		if p.Shared != 9 || p.Linked != want || len(v.copies) != 1 {
			t.Errorf("shareable %d, linked %d, %d files", p.Shared, p.Linked, len(v.copies))
		}
	}
}
