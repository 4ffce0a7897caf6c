//go:build unix

package blackbox_test

import (
	"os"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/stub"
)

const install = "go install github.com/cargo-nw/cargo-nw@latest"

// TestStubs holds the example's stubs against those that `cargo nw setup`
// prints, and both against their promises.
func TestStubs(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"../../example/build.rs":                        stub.BuildScript,
		"../../example/deep/build.rs":                   stub.BuildScript,
		"../../example/tests/nested_workspaces.rs":      stub.TestStub,
		"../../example/deep/tests/nested_workspaces.rs": stub.TestStub,
	} {
		data, err := os.ReadFile(path)
		if err != nil || string(data) != want {
			t.Errorf("%s is not what `cargo nw setup --print` prints (%v)", path, err)
		}
	}
	for _, stub := range []string{stub.BuildScript, stub.TestStub} {
		if lines := strings.Count(stub, "\n"); lines > 12 {
			t.Errorf("a stub has %d lines, more than 12:\n%s", lines, stub)
		}
		if strings.Contains(stub, "extern crate") {
			t.Error("a stub uses more than std")
		}
	}
}

// TestStubsEditions compiles them in each edition, every lint on.
func TestStubsEditions(t *testing.T) {
	t.Parallel()
	for _, edition := range []string{"2018", "2021", "2024"} {
		t.Run(edition, func(t *testing.T) {
			t.Parallel()
			s := newSandbox(t, containingTree("outer", "outer", "roots = []"), testedTree("outer"))
			s.write(files{"outer/Cargo.toml": strings.Replace(s.read("outer/Cargo.toml"), "2021", edition, 1)})
			s.with("RUSTFLAGS=-Dwarnings").cargo("outer", "test", "--offline").status(0).silent("warning")
		})
	}
}

// TestStubWithoutBinary has no cargo-nw: a build warns once and goes on, a test
// fails, and both say what to type.
func TestStubWithoutBinary(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["inner"]`), libraryTree("outer/inner", "inner"), testedTree("outer"))
	absent := s.with("CARGO_NW=" + s.path("absent"))
	absent.cargo("outer", "check").status(0).once("warning: ").once("nested workspaces left out: ").once(install)
	o := absent.cargo("outer", "test").status(101)
	if !strings.Contains(o.stdout, install) {
		o.fail("the test does not say what to type")
	}
	// Installed, it is used at once.
	s.cargo("outer", "check", "--offline").status(0).silent("warning")
	if !s.exists("outer/inner/target") {
		t.Error("after installing cargo-nw the nested workspace was not run")
	}
}

// TestStubOnPath finds the binary on PATH, and knows another program of that
// name from it.
func TestStubOnPath(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["inner"]`), libraryTree("outer/inner", "inner"), files{
		"bin/cargo-nw": "#!/bin/sh\necho \"something else, asked for $*\"\n",
	})
	s.env = withoutVariable(s.env, "CARGO_NW")
	s.cargo("outer", "check", "--offline").status(0).silent("warning")
	if !s.exists("outer/inner/target") {
		t.Error("cargo-nw on PATH was not found")
	}
	s.with("PATH="+s.path("bin")+":"+os.Getenv("PATH")).cargo("outer", "check", "--offline").status(0).
		once("warning: ").once("nested workspaces left out: \"cargo-nw\": is another program of that name").once(install)
	s.write(files{"bin/cargo-nw": "#!/bin/sh\nexit 2\n"})
	s.with("PATH="+s.path("bin")+":"+os.Getenv("PATH")).cargo("outer", "check", "--offline").status(0).once("is another program of that name")
}

func withoutVariable(env []string, name string) []string {
	var rest []string
	for _, kv := range env {
		if !strings.HasPrefix(kv, name+"=") {
			rest = append(rest, kv)
		}
	}
	return rest
}

// TestHookByHand calls the hook in a shell.
func TestHookByHand(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["inner"]`), libraryTree("outer/inner", "inner"), libraryTree("bare", "bare"))
	s.run("outer", "cargo-nw", "hook", "build").status(3).
		once("cargo-nw: error: CARGO_MANIFEST_DIR is not set").says("cargo nw build")
	s.run("outer", "cargo-nw", "hook").status(2).says("cargo-nw: error: ", "cargo-nw: hint: cargo nw setup --print")
	s.run("outer", "cargo-nw", "hook", "run").status(2).says("not as hook run")
	s.run("outer", "cargo-nw", "hook", "test").status(0).says("Nested inner (1/1) `cargo test --workspace`")
	s.run("bare", "cargo-nw", "hook", "test").status(3).says("Cargo.toml", "no table [package.metadata.nested_workspace]", "hint: add it with roots")
}

// TestHookWithoutTable has a stub in a package that names nothing.
func TestHookWithoutTable(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, libraryTree("bare", "bare"), files{"bare/build.rs": stub.BuildScript}, testedTree("bare"))
	s.cargo("bare", "check", "--offline").status(101).
		says(s.path("bare/Cargo.toml")+": there is no table [package.metadata.nested_workspace]", "cargo-nw: hint: add it with roots = ")
	s.remove("bare/build.rs")
	s.cargo("bare", "test", "--offline").status(101).says("no table [package.metadata.nested_workspace]")

	// Bad input stops before anything has run, and says where it is.
	s = newSandbox(t, containingTree("outer", "outer", `roots = ["inner", "absent"]`), libraryTree("outer/inner", "inner"))
	s.cargo("outer", "check", "--offline").status(101).says("Cargo.toml:7", "`absent` does not exist")
	if s.exists("outer/inner/target") {
		t.Error("a nested workspace was run before the input was read")
	}
}
