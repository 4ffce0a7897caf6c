package sharing_test

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/store"
	"github.com/cargo-nw/cargo-nw/internal/stub"
	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// TestOff has the variable that switches sharing off.
func TestOff(t *testing.T) {
	t.Parallel()
	w := newWorld(t, leaves).with("CARGO_NW_SHARE=0")
	w.same(w.compiled("build"), "top lib", "leaf lib", "leaf lib", "app bin", "app bin")
	if w.Exists("target/nw-store") {
		t.Error("there is a store")
	}
}

// TestSymlinkedTarget has a target directory elsewhere.
func TestSymlinkedTarget(t *testing.T) {
	t.Parallel()
	w := newWorld(t, leaves)
	if err := os.MkdirAll(w.Path("elsewhere"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("../elsewhere", filepath.Join(w.Dir, "a", "target")); err != nil {
		t.Skip(err)
	}
	w.nw("--only", "b", "build")
	w.same(w.compiled("--only", "a", "build"), "app bin")
	w.prints("a", "a leaf")
}

// TestOtherFileSystem has a build directory on another file system. Copies work
// there, too, and one note says that they need disk space.
func TestOtherFileSystem(t *testing.T) {
	t.Parallel()
	w := newWorld(t, leaves)
	shm, err := os.MkdirTemp("/dev/shm", "cargo-nw-sharing") //nolint:usetesting // it has to be another file system
	if err != nil {
		t.Skip("there is no other file system:", err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(shm) })
	w.write("-- b/.cargo/config.toml --\n[build]\ntarget-dir = '" + shm + "'\n")
	w.nw("--only", "a", "build")
	probe := filepath.Join(shm, "probe")
	if err := os.Link(w.Path("Cargo.toml"), probe); err == nil {
		t.Skip("/dev/shm is the same file system")
	}
	res := w.noted("--only", "b", "build", "--message-format=json")
	w.same(witness(t, res.Stdout), "app bin")
	if strings.Count(res.Stderr, "sharing: ") != 1 || !strings.Contains(res.Stderr, "is on another file system than "+shm) {
		t.Errorf("stderr: %s", res.Stderr)
	}
	w.same(w.compiled("build"), "top lib")
	if got := w.verb(0).Stdout; !strings.Contains(got, "b: builds in "+shm+", which is on another file system than the store") {
		t.Errorf("the report lacks it:\n%s", got)
	}
}

// TestRestored has a store that was in an archive, without any target directory, in
// a clone elsewhere: as in CI, where the store alone is cached.
func TestRestored(t *testing.T) {
	t.Parallel()
	first, second := newWorld(t, both), newWorld(t, both)
	first.nw("--only", "a", "build")
	second.Write(harness.Files{"target/.keep": ""})
	first.Run("target", "tar", "cf", "store.tar", "nw-store").Status(0)
	second.Run("target", "tar", "xf", first.Path("target/store.tar")).Status(0)
	second.same(second.compiled("--only", "b", "build"), "app bin")
	second.prints("b", "b leaf 7 5 42")
}

// TestHashedBuildDirectory has build directories with names that only cargo
// knows, away from the target directories.
func TestHashedBuildDirectory(t *testing.T) {
	t.Parallel()
	w := newWorld(t, leaves+"-- .cargo/config.toml --\n[build]\nbuild-dir = \"built/{workspace-path-hash}\"\n")
	w.same(w.compiled("build"), "top lib", "leaf lib", "app bin", "app bin")
	w.prints("a", "a leaf")
	w.prints("b", "b leaf")
}

// TestTwoFromCold has two calls at once that both compile everything. The next
// one finds that it is the same, and keeps one of each.
func TestTwoFromCold(t *testing.T) {
	t.Parallel()
	w := newWorld(t, leaves)
	var wait sync.WaitGroup
	for _, name := range []string{"a", "b"} {
		wait.Go(func() {
			if res := w.Run(".", "cargo-nw", "nw", "--only", name, "build"); res.Code != 0 {
				t.Error(res.Stderr)
			}
		})
	}
	wait.Wait()
	w.same(w.compiled("build"), "top lib")
	w.same(w.compiled("build"))
	w.merged()
	w.prints("a", "a leaf")
	w.prints("b", "b leaf")
}

// TestOneDirectory has a target directory for all workspaces, as some CIs set it:
// cargo itself compiles everything once there, and sharing does no harm.
func TestOneDirectory(t *testing.T) {
	t.Parallel()
	w := newWorld(t, strings.Replace(leaves, `name = "app"`, `name = "first"`, 1))
	one := w.with("CARGO_TARGET_DIR=" + w.Path("one"))
	w.same(one.compiled("build"), "top lib", "leaf lib", "first bin", "app bin")
	w.same(one.compiled("build"))
	if !w.Exists("one/nw-store") {
		t.Error("the store is not in the target directory")
	}
	if got := one.verb(0).Stdout; !strings.Contains(got, "so everything is shared there already") {
		t.Errorf("the report lacks it:\n%s", got)
	}
}

// merged checks that what a and b have compiled apart is the store's now: one
// file, or, where blocks are shared, two of its time.
func (w *world) merged() {
	w.T.Helper()
	var infos [2]os.FileInfo
	for i, name := range []string{"a", "b"} {
		found := w.glob(name + "/target/debug/deps/libleaf-*.rlib")
		if len(found) != 1 {
			w.T.Fatalf("%s has %q", name, found)
		}
		info, err := os.Stat(found[0])
		if err != nil {
			w.T.Fatal(err)
		}
		infos[i] = info
	}
	if clones := !store.In(w.Path("target")).Links(); !os.SameFile(infos[0], infos[1]) && (!clones || !infos[0].ModTime().Equal(infos[1].ModTime())) {
		w.T.Error("they are two files")
	}
}

// TestParallelFromCold has workspaces run at once: what they have in common is
// compiled by one of them.
func TestParallelFromCold(t *testing.T) {
	t.Parallel()
	w := newWorld(t, leaves)
	w.lock("a", "b")
	w.same(w.compiled("-j", "2", "build"), "top lib", "leaf lib", "app bin", "app bin")
}

// TestSubcommands shares the units of check and build separately, and those for a
// platform; clean removes nothing of another workspace.
func TestSubcommands(t *testing.T) {
	t.Parallel()
	w := newWorld(t, leaves)
	w.same(w.compiled("check"), "top lib", "leaf lib", "app bin", "app bin")
	w.same(w.compiled("build"), "top lib", "leaf lib", "app bin", "app bin")
	w.same(w.compiled("build", "--target", realcargo.HostTriple(t)), "top lib", "leaf lib", "app bin", "app bin")
	w.nw("--only", "a", "clean")
	w.same(w.compiled("build"), "app bin")
	w.nw("--only", "b", "clean", "-p", "leaf")
	w.same(w.compiled("build"))
	w.prints("a", "a leaf")
	w.prints("b", "b leaf")
}

// TestDirect has plain cargo reach the workspaces through build scripts, one of
// them below another one: all of them share in the store of the first. With
// `rerun = "changed"` a second call has nothing to do.
func TestDirect(t *testing.T) {
	t.Parallel()
	table := "[package.metadata.nested_workspace]\nroots = [\"c\"]\n"
	w := newWorld(t, strings.Replace(leaves, "share = true", "share = true\nrerun = \"changed\"", 1)+workspace("b/c", "leaf = \"1\"", `format!("c {}", leaf::say())`))
	w.write("-- build.rs --\n" + stub.BuildScript + "-- b/build.rs --\n" + stub.BuildScript + "-- b/Cargo.toml --\n" +
		strings.Replace(w.Read("b/Cargo.toml"), "[workspace]", table+"[workspace]", 1))
	w.lock("a", "b", "b/c")
	res := w.Cargo(".", "build", "--offline", "-vv")
	if res.Code != 0 || strings.Count(res.Stderr, "Compiling leaf") != 1 || strings.Contains(res.Stderr, "sharing: ") {
		t.Errorf("status %d, stderr %s", res.Code, res.Stderr)
	}
	if got := w.stored(); len(got) != 1 || got[0] != "leaf-1.0.0" {
		t.Errorf("stored %q", got)
	}
	for _, name := range []string{"a", "b", "b/c"} {
		if found := w.glob(name + "/target/debug/deps/libleaf-*.rlib"); len(found) != 1 || !old(t, found[0]) {
			t.Errorf("%q is not the store's", found)
		}
		w.prints(name, path.Base(name)+" leaf")
	}
	if res := w.Cargo(".", "build", "--offline", "-vv"); res.Code != 0 || strings.Contains(res.Stderr, "Compiling") {
		t.Errorf("again: status %d, stderr %s", res.Code, res.Stderr)
	}
}
