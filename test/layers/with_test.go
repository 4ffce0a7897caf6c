package layers_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// shared are two nested workspaces that need the same third-party crates.
const shared = `
-- Cargo.toml --
[package]
name = "top"
version = "1.0.0"
edition = "2021"
[workspace]
exclude = ["a", "b"]
[package.metadata.nested_workspace]
roots = ["a", "b"]
share = true
[profile.dev]
debug = 0
-- src/lib.rs --
-- a/Cargo.toml --
[package]
name = "a"
version = "1.0.0"
edition = "2021"
[workspace]
[profile.dev]
debug = 0
[dependencies]
built = "1"
-- a/src/main.rs --
fn main() { println!("a {}", built::say()); }
-- b/Cargo.toml --
[package]
name = "b"
version = "1.0.0"
edition = "2021"
[workspace]
[profile.dev]
debug = 0
[dependencies]
built = "1"
-- b/src/main.rs --
fn main() { println!("b {}", built::say()); }
`

var sharedSay = map[string]string{"a/target/debug/a": "a third-party namesake 7 5\n", "b/target/debug/b": "b third-party namesake 7 5\n"}

// TestShare shares what is compiled between the workspaces of a skeleton: each
// third-party crate is compiled once, and not again for the sources.
func TestShare(t *testing.T) {
	t.Parallel()
	w := newWorld(t, shared)
	command := []string{"build", "--locked", "--offline", "--message-format=json"}
	w.skeleton()
	o := w.NWIn("app", command...)
	compiles(o, "built@1.0.0", "maker@1.0.0", "namesake@1.0.0")
	if n := strings.Count(o.Stdout, `"fresh":true`); n < 4 {
		o.Fail("the second workspace was not given what the first one has")
	}
	w.copied("src", "app", old)
	compiles(w.NWIn("app", command...)).Silent("third-party", "sharing:")
	w.prints("app", sharedSay)

	// In place, the store is that of the sources.
	compiles(w.NWIn("src", slices.Concat([]string{"skeleton", "--"}, command)...), "built@1.0.0", "maker@1.0.0", "namesake@1.0.0")
	if !w.Exists("src/target/nw-store") && len(w.Find("src/target", "*store*")) == 0 {
		t.Error("there is no store in the target directory of the sources")
	}
	compiles(w.NWIn("src", command...)).Silent("third-party", "sharing:")
	w.prints("src", sharedSay)
}

// TestDirect has a build script that reaches the nested workspaces. In the
// skeleton it is a stand-in, and the traversal reaches them; plain cargo then
// builds the sources.
func TestDirect(t *testing.T) {
	t.Parallel()
	sources := strings.Replace(shared, "share = true\n", "", 1) +
		"-- build.rs --\nfn main() {\n    let status = std::process::Command::new(std::env::var_os(\"CARGO_NW\").unwrap()).args([\"hook\", \"build\"]).status().unwrap();\n    assert!(status.success());\n}\n"
	w := newWorld(t, sources)
	w.skeleton()
	w.NWIn("app", "build", "--workspace", "--locked", "--offline").Status(0)
	before := w.invoked("app")
	if len(before) < 6 {
		t.Fatalf("only %d third-party units were compiled", len(before))
	}
	w.copied("src", "app", old)
	w.Cargo("app", "build", "--offline").Status(0)
	w.prints("app", sharedSay)
	if after := w.invoked("app"); !slices.Equal(before, after) {
		t.Errorf("third-party units before\n%s\nafter\n%s", strings.Join(before, "\n"), strings.Join(after, "\n"))
	}
}

// invoked says when each unit of a third-party crate was compiled.
func (w world) invoked(dir string) (list []string) {
	w.T.Helper()
	for _, path := range w.Find(dir, "invoked.timestamp") {
		if !slices.ContainsFunc([]string{"built-", "maker-", "namesake-"}, func(name string) bool { return strings.Contains(path, "/"+name) }) {
			continue
		}
		info, err := os.Stat(path)
		if err != nil {
			w.T.Fatal(err)
		}
		list = append(list, filepath.Dir(path)+" "+info.ModTime().String())
	}
	return list
}

var _ harness.Files
