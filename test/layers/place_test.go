package layers_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// TestInPlace builds the dependencies in the target directories of the sources,
// as a job of CI does that has no cache yet, and then the sources: in the same
// job, and in another one, with a fresh checkout and the cache.
func TestInPlace(t *testing.T) {
	t.Parallel()
	w := newWorld(t, tree)
	command := []string{"build", "--workspace", "--locked", "--offline", "--message-format=json"}
	all := slices.Clone(everything)
	slices.Sort(all)
	compiles(w.NWIn("src", slices.Concat([]string{"skeleton", "--"}, command)...), all...)
	if left := w.programs("src"); left != nil {
		t.Errorf("stand-ins are left: %q", left)
	}
	if left := w.Find(".", "nw-skeleton-*"); left != nil {
		t.Errorf("files of the skeleton are left: %q", left)
	}
	w.Run(".", "cp", "-a", "src", "cached").Status(0)
	compiles(w.NWIn("src", command...)).Silent("third-party")
	programs := map[string]string{}
	for program, text := range says {
		if program != "target/debug/examples/ex" {
			programs[program] = text
		}
	}
	w.prints("src", programs)

	w.Remove("src")
	w.Run(".", "cp", "-a", "cached", "src").Status(0)
	w.touch("src", time.Now().Add(time.Hour))
	compiles(w.NWIn("src", command...)).Silent("third-party")
	w.prints("src", programs)

	// What the third-party crate is compiled with has been edited since.
	w.Write(harness.Files{"src/b/leaf/src/lib.rs": "pub fn say() -> &'static str { \"edited leaf\" }\n"})
	compiles(w.NWIn("src", command...), "stands@1.0.0")
	w.prints("src", map[string]string{"b/target/debug/b": "b on edited leaf\n"})
	w.Write(harness.Files{"src/b/leaf/src/lib.rs": harness.Archive(tree)["b/leaf/src/lib.rs"]})
	compiles(w.NWIn("src", command...), "stands@1.0.0")
	w.prints("src", map[string]string{"b/target/debug/b": says["b/target/debug/b"]})
}

// TestInPlaceOf chooses workspaces, from a directory below the first one.
func TestInPlaceOf(t *testing.T) {
	t.Parallel()
	w := newWorld(t, tree)
	o := w.NWIn("src/pmac", "skeleton", "--only", "../a", "-n", "--", "check").Status(0)
	if strings.Count(o.Stdout, "cargo check") != 1 || !strings.Contains(o.Stdout, "a && cargo check") {
		o.Fail("not one command")
	}
	o = w.NWIn("src/pmac", "skeleton", "--no-self", "-n", "--", "check").Status(0)
	if strings.Count(o.Stdout, "cargo check") != 2 {
		o.Fail("not two commands")
	}
	if o = w.NWIn("src/pmac", "skeleton", "-n", "--", "check").Status(0); !strings.HasPrefix(o.Stdout, "(cd . &&") || strings.Count(o.Stdout, "cargo check") != 3 {
		o.Fail("not three commands")
	}
	if left := w.Find(w.Getenv("TMPDIR"), "cargo-nw-skeleton-*"); left != nil {
		t.Errorf("left: %q", left)
	}
}

// touch gives the sources below dir this time, and leaves what was built alone.
func (w world) touch(dir string, at time.Time) {
	w.T.Helper()
	for name := range harness.Archive(tree) {
		if err := os.Chtimes(w.Path(dir+"/"+name), at, at); err != nil {
			w.T.Fatal(err)
		}
	}
}

// TestKept copies sources that are newer than what was built: a package of the
// tree that a third-party crate is compiled with keeps its place.
func TestKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t, tree)
	command := []string{"--only", "b", "build", "--locked", "--offline", "--message-format=json"}
	w.skeleton("--only", "b")
	compiles(w.NWIn("app", command...), "stands@1.0.0")
	w.copied("src", "app", time.Now())
	compiles(w.NWIn("app", command...)).Silent("third-party")
	program := map[string]string{"b/target/debug/b": says["b/target/debug/b"]}
	w.prints("app", program)
	// It was edited since, and edited back.
	w.Write(harness.Files{"app/b/leaf/src/lib.rs": "pub fn say() -> &'static str { \"edited leaf\" }\n"})
	compiles(w.NWIn("app", command...), "stands@1.0.0").Silent("third-party")
	w.prints("app", map[string]string{"b/target/debug/b": "b on edited leaf\n"})
	w.copied("src/b/leaf", "app/b/leaf", time.Now())
	compiles(w.NWIn("app", command...), "stands@1.0.0")
	w.prints("app", program)
}

// TestVendored has crates among the sources, one with a build script that runs
// again when any of its files is newer.
func TestVendored(t *testing.T) {
	t.Parallel()
	w := newWorld(t, documented)
	for _, dir := range []string{"src", "src/tools"} {
		config := w.Cargo(dir, "vendor", "--respect-source-config", "--offline", "-q", "vendor").Status(0).Stdout
		w.Write(harness.Files{dir + "/.cargo/config.toml": config})
	}
	command := []string{"build", "--locked", "--offline", "--message-format=json"}
	w.skeleton()
	compiles(w.NWIn("app", command...), "built@1.0.0", "leaf@1.0.0", "maker@1.0.0", "namesake@1.0.0")
	w.copied("src", "app", time.Now())
	compiles(w.NWIn("app", command...)).Silent("third-party")
	programs := map[string]string{"target/debug/server": "server third-party namesake 7 5\n", "tools/target/debug/tool": "tool leaf\n"}
	w.prints("app", programs)
	compiles(w.NWIn("app", "check", "--locked", "--offline", "--message-format=json"), "built@1.0.0", "leaf@1.0.0", "namesake@1.0.0").
		Says("3 third-party crates were compiled")
}
