package sharing_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// leaves are two workspaces that need one small crate.
var leaves = top + workspace("a", "leaf = \"1\"", `format!("a {}", leaf::say())`) + workspace("b", "leaf = \"1\"", `format!("b {}", leaf::say())`)

// state is what is in all files with a text in their names, but for times.
func (w *world) state(dir, text string) map[string]string {
	w.T.Helper()
	found := map[string]string{}
	for _, path := range w.find(dir, text) {
		data, err := os.ReadFile(path)
		if err != nil {
			w.T.Fatal(err)
		}
		found[path] = string(data)
	}
	return found
}

func (w *world) remove(paths ...string) {
	w.T.Helper()
	if len(paths) == 0 {
		w.T.Fatal("there is nothing to remove")
	}
	for _, path := range paths {
		if err := os.RemoveAll(path); err != nil {
			w.T.Fatal(err)
		}
	}
}

func (w *world) glob(pattern string) []string {
	w.T.Helper()
	list, err := filepath.Glob(filepath.Join(w.Dir, pattern))
	if err != nil {
		w.T.Fatal(err)
	}
	return list
}

// TestForcedRebuild has one workspace compile everything again over its links:
// the files of the other workspace and of the store stay as they are. Where there
// is mold, the same is done with it: it writes into programs that are there.
func TestForcedRebuild(t *testing.T) {
	t.Parallel()
	_, missing := exec.LookPath("mold")
	for layout, flags := range layouts(t) {
		for linker, config := range map[string]string{"default": "", "mold": "-- .cargo/config.toml --\n[target.'cfg(unix)']\nrustflags = ['-Clink-arg=-fuse-ld=mold']\n"} {
			if linker == "mold" && missing != nil || linker == "default" && layout != today && !*all {
				continue
			}
			t.Run(layout+" "+linker, func(t *testing.T) {
				t.Parallel()
				newWorld(t, both+config).in(layout).rebuildsByForce(flags)
			})
		}
	}
}

func (w *world) rebuildsByForce(flags []string) {
	w.T.Helper()
	w.nw(append(flags, "build")...)
	before := w.state("b/target/debug", "")
	if flags == nil {
		w.remove(w.glob("a/target/debug/.fingerprint/*")...)
	} else {
		w.remove(w.glob("a/target/debug/build/*/*/fingerprint")...)
	}
	res := w.Cargo("a", append(flags, "build", "--message-format=json")...)
	if got := len(witness(w.T, res.Stdout)); got < 6 {
		w.T.Fatalf("only %d units were compiled again: %s", got, res.Stderr)
	}
	for path, text := range before {
		if now, err := os.ReadFile(path); err != nil || string(now) != text {
			w.T.Errorf("%s has changed (%v)", path, err)
		}
	}
	w.verb(0, "--check", "--deep")
	w.same(w.compiled(append(flags, "build")...))
	w.prints("a", "a leaf 7 5 42")
	w.prints("b", "b leaf 7 5 42")
	if got := len(w.entries()); got != 8 {
		w.T.Errorf("the store has %d entries, want 8", got)
	}
}

// TestHalfASeed has what a killed call leaves: outputs without a fingerprint,
// which the next call completes.
func TestHalfASeed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, both)
	w.nw("build")
	for _, half := range []string{"leaf", "maker", "built", "native"} {
		w.remove(w.glob("b/target/debug/.fingerprint/" + half + "-*")...)
	}
	if err := os.MkdirAll(w.Path("b/target/debug/.cargo-nw-123/deps"), 0o755); err != nil {
		t.Fatal(err)
	}
	w.same(w.compiled("build"))
	w.prints("b", "b leaf 7 5 42")
	if left := w.glob("b/target/debug/.cargo-nw-*"); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

// TestForeignOutput has a file where a seed would go. It is not replaced by us;
// cargo makes it anew.
func TestForeignOutput(t *testing.T) {
	t.Parallel()
	w := newWorld(t, leaves)
	w.nw("build")
	rlib := w.glob("b/target/debug/deps/libleaf-*.rlib")
	w.remove(w.glob("b/target/debug/.fingerprint/leaf-*")...)
	w.remove(rlib...)
	if err := os.WriteFile(rlib[0], []byte("something else"), 0o644); err != nil {
		t.Fatal(err)
	}
	w.same(w.compiled("build"), "leaf lib", "app bin")
	w.prints("b", "b leaf")
	w.prints("a", "a leaf")
}

// TestDeletedOutput has an output deleted: cargo makes it again, and what needs
// it; the other workspace is not concerned.
func TestDeletedOutput(t *testing.T) {
	t.Parallel()
	w := newWorld(t, leaves)
	w.nw("build")
	w.remove(w.glob("b/target/debug/deps/libleaf-*.rlib")...)
	w.same(w.compiled("build"), "leaf lib", "app bin")
	w.prints("b", "b leaf")
	w.same(w.compiled("build"))
}

// TestBrokenSeal has a stored file changed in the store: it is dropped with a
// note, not used, and stored again.
func TestBrokenSeal(t *testing.T) {
	t.Parallel()
	w := newWorld(t, leaves)
	w.nw("--only", "a", "build")
	for _, path := range w.glob("target/nw-store/v1/*/debug/leaf-*/*/[0-9]*") {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(data), "!<arch>") {
			continue
		}
		w.remove(path) // not in place: a has the file, too
		if err := os.WriteFile(path, []byte(strings.Replace(string(data), "leaf", "fael", 1)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	res := w.noted("--only", "b", "build")
	if !strings.Contains(res.Stderr, "note: sharing: a stored file was dropped: ") || !strings.Contains(res.Stderr, "Compiling leaf") {
		t.Errorf("stderr: %s", res.Stderr)
	}
	w.prints("b", "b leaf")
	w.Remove("a/target")
	w.same(w.compiled("build"), "app bin", "top lib")
}

// TestRefused has a cargo that does not use what is there. That is noted once,
// and then nothing is given to it until `share --fill`.
func TestRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, leaves).cargo(`rm -rf target/debug/.fingerprint; exec "$REAL" "$@"`)
	w.nw("--only", "a", "build")
	w.noted("--only", "b", "build").Once("switched off").Once("cargo compiled 1 of 1 units again")
	w.prints("b", "b leaf")
	w.Remove("b/target")
	w.nw("--only", "b", "build")
	if links := w.glob("b/target/debug/deps/libleaf-*.rlib"); len(links) != 1 || old(t, links[0]) {
		t.Error("it was seeded all the same")
	}
	w.verb(4, "--check").Once("sharing is switched off for rustc ")
	w.Remove("b/target")
	w.verb(0, "--fill").Says("b: 1 unit placed")
	w.verb(0, "--check")
}

// TestUnknownLayout has a cargo that keeps its fingerprints elsewhere. That is
// noted once, and nothing of it is shared.
func TestUnknownLayout(t *testing.T) {
	t.Parallel()
	w := newWorld(t, leaves).cargo(`"$REAL" "$@"; s=$?; mv target/debug/.fingerprint target/debug/.prints; exit $s`)
	w.noted("--only", "a", "build").Once("switched off").Once("not known")
	w.nw("--only", "b", "build")
	w.prints("a", "a leaf")
	w.prints("b", "b leaf")
	if got := w.stored(); len(got) > 0 {
		t.Errorf("stored %q", got)
	}
	if got := w.verb(0).Stdout; !strings.Contains(got, "b: was built by a cargo whose layout") {
		t.Errorf("the report lacks it:\n%s", got)
	}
}

// cargo is the world with a script in place of cargo, which starts the real one
// as $REAL.
func (w *world) cargo(script string) *world {
	w.T.Helper()
	w.Write(harness.Files{"bin/cargo": "#!/bin/sh\n" + script + "\n"})
	return &world{w.With("REAL=" + realcargo.Program(w.T, "cargo")).WithPath("bin")}
}

// old says that a file has the time of one of the store's.
func old(t *testing.T, path string) bool {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return time.Since(info.ModTime()) > time.Hour
}
