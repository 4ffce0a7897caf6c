package layers_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

var everything = []string{"leaf@1.0.0", "maker@1.0.0", "namesake@1.0.0", "built@1.0.0", "stands@1.0.0"}

// layouts are the words before the subcommand that select each layout of the
// build directory: today's, and with a nightly that of cargo 1.100.
func layouts(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{"today": nil}
	if exec.CommandContext(t.Context(), "cargo", "+nightly", "--version").Run() == nil {
		found["new"] = []string{"+nightly", "-Z", "build-dir-new-layout"}
	}
	return found
}

// TestLayers copies and builds a skeleton, then the sources over it, whose files
// are older than what was built, as old, or newer. No third-party crate is
// compiled again, no stand-in is linked, and none is left.
func TestLayers(t *testing.T) {
	t.Parallel()
	for name, words := range layouts(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, tree)
			if words != nil {
				w.World = w.Plain()
			}
			build := func(more ...string) []string {
				return slices.Concat(words, []string{"build", "--workspace", "--all-targets", "--locked", "--offline", "--message-format=json"}, more)
			}
			w.skeleton()
			if words == nil {
				w.Cargo("app", "build", "--offline").Status(0) // not by us: nothing is removed
				if o := w.Run("app", w.Path("app/target/debug/app")).Status(101); !strings.HasPrefix(o.Stderr, "this is a stand-in made by cargo nw skeleton") {
					o.Fail("it does not say what it is")
				}
				if o := w.NWIn("app", "skeleton", "--scrub", "-n").Status(0); !strings.Contains(o.Stdout, "target/debug/app\n") || !w.Exists("app/target/debug/app") {
					o.Fail("it is not listed, or removed by a dry run")
				}
				w.NWIn("app", "skeleton", "--scrub", "target").Status(0).Says("removed")
				if left := w.programs("app"); left != nil {
					t.Errorf("stand-ins are left: %q", left)
				}
			}
			all := slices.Clone(everything)
			if words == nil {
				all = []string{"leaf@1.0.0", "stands@1.0.0"} // the rest was compiled by cargo above
			}
			slices.Sort(all)
			compiles(w.NWIn("app", build()...), all...)
			if left := w.programs("app"); left != nil {
				t.Errorf("stand-ins are left: %q", left)
			}
			if left := w.Find("app/target", "*nw-skeleton*"); left != nil {
				t.Errorf("files of stand-ins are left: %q", left)
			}
			w.save()
			built := w.builtAt()
			for _, c := range []struct {
				name string
				at   time.Time
			}{{"old", old}, {"equal", built}, {"newer", time.Now().Add(time.Hour)}} {
				if words != nil && c.name != "old" {
					continue
				}
				w.restore()
				w.copied("src", "app", c.at)
				o := compiles(w.NWIn("app", build()...)).Silent("third-party")
				w.prints("app", says)
				for _, path := range w.Find("app/target", "libplug.so") {
					if text, err := os.ReadFile(path); err != nil || !strings.Contains(string(text), "the real plug") {
						t.Errorf("%s: %s is not the real library (%v)", c.name, path, err)
					}
				}
				if t.Failed() {
					o.Fail("sources that are " + c.name)
				}
			}
		})
	}
}

// save keeps the image as it is, and restore brings it back, with all times.
func (w world) save() {
	w.T.Helper()
	w.Run(".", "cp", "-a", "app", "saved").Status(0)
}

func (w world) restore() {
	w.T.Helper()
	w.Remove("app")
	w.Run(".", "cp", "-a", "saved", "app").Status(0)
}

// builtAt is when the first unit was compiled.
func (w world) builtAt() (at time.Time) {
	w.T.Helper()
	for _, path := range w.Find("app", "invoked.timestamp") {
		if info, err := os.Stat(path); err == nil && (at.IsZero() || info.ModTime().Before(at)) {
			at = info.ModTime()
		}
	}
	return at
}

// TestMixture leaves parts of the sources out of the second copy.
func TestMixture(t *testing.T) {
	t.Parallel()
	for _, left := range []string{"plug", "a", "namesake", "b"} {
		t.Run(left, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, tree)
			w.skeleton()
			w.copied("src", "app", old, left)
			for _, argv := range [][]string{{"build", "--offline"}, {"-n", "build"}} {
				w.NWIn("app", argv...).Status(3).Once("`" + left + "/Cargo.toml` is still the skeleton's")
			}
			if left := w.Find("app", "CACHEDIR.TAG"); left != nil {
				t.Error("cargo ran")
			}
		})
	}
}

// TestAnotherCommand builds the skeleton by another command than the sources,
// which says so, and by the same one, which says nothing.
func TestAnotherCommand(t *testing.T) {
	t.Parallel()
	w := newWorld(t, tree)
	w.skeleton("--only", "a")
	w.NWIn("app", "--only", "a", "check", "--offline").Status(0)
	w.copied("src", "app", old)
	compiles(w.NWIn("app", "--only", "a", "build", "--offline", "--message-format=json"), "leaf@1.0.0").
		Last(1).Says("cargo-nw: note: 1 third-party crate was compiled: the skeleton was built by another command")
	compiles(w.NWIn("app", "--only", "a", "build", "--offline", "--message-format=json")).Silent("third-party")
}

// TestScrubArguments refuses what makes no sense.
func TestScrubArguments(t *testing.T) {
	t.Parallel()
	w := newWorld(t, tree)
	for _, argv := range [][]string{
		{"skeleton", "--scrub", "--digest"},
		{"skeleton", "--scrub", "b/leaf/src"},
		{"skeleton", "--scrub", "--", "build"},
		{"skeleton", "--digest", "--", "build"},
		{"skeleton", "--"},
		{"skeleton", "-n"},
		{"skeleton", "build"},
		{"skeleton", "--", "build", "--target-dir", "x"},
	} {
		if o := w.NWIn("src", argv...).Status(2); strings.Count(o.Stderr, "error:") != 1 {
			o.Fail("not one error")
		}
	}
	w.NWIn("src", "skeleton", "--scrub").Status(0)
	w.NWIn("src", "skeleton", "--scrub", "b").Status(0)
	if harness.Limit == 0 || filepath.Separator != '/' {
		t.Skip("no more here")
	}
}
