package sharing_test

import (
	"slices"
	"testing"
)

// both are the workspaces a and b, which need the same packages.
var both = top + workspace("a", "built = \"1\"\nnative = \"1\"", `format!("a {} {}", built::text(), native::answer())`) +
	workspace("b", "built = \"1\"\nnative = \"1\"", `format!("b {} {}", built::text(), native::answer())`)

// third are the units of these packages that other workspaces can use.
var third = []string{
	"build-script-build custom-build", "build-script-build custom-build", "built lib", "leaf lib", "maker proc-macro", "native lib",
}

// TestRun compiles once what two workspaces need: libraries, a procedural macro,
// build scripts, C code.
func TestRun(t *testing.T) {
	t.Parallel()
	for name, flags := range layouts(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, both).in(name)
			build := slices.Concat(flags, []string{"build"})
			w.same(w.compiled(build...), append([]string{"top lib", "app bin", "app bin"}, third...)...)
			w.prints("a", "a leaf 7 5 42")
			w.prints("b", "b leaf 7 5 42")
			w.same(w.compiled(build...))
			if got := len(w.entries()); got != 8 {
				t.Errorf("the store has %d entries, want 8: %v", got, w.stored())
			}
		})
	}
}

// TestAboveSeeded compiles a crate on top of the run of a build script that came
// from another workspace, whose OUT_DIR that run has written down: it is shared
// all the same.
func TestAboveSeeded(t *testing.T) {
	t.Parallel()
	for layout, flags := range layouts(t) {
		if layout != today && !*all {
			continue
		}
		t.Run(layout, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, top+workspace("a", `built = "1"`, "built::text()")+workspace("b", `built = "1"`, "built::text()")).in(layout)
			w.nw(append(flags, "--only", "a", "build")...)
			w.same(w.compiled(append(flags, "--only", "b", "check")...), "leaf lib", "built lib", "app bin")
			w.same(w.compiled(append(flags, "--only", "a", "check")...), "app bin")
		})
	}
}
