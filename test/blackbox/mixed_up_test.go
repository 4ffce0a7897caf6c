//go:build unix

package blackbox_test

import "testing"

// TestMixedUp has two nested workspaces with one package's name, in a directory
// that is not the parent's: the hook says so before it runs them. Where each is
// moved out of the parent's directory, there is nothing to say; a test's hook
// runs in it.
func TestMixedUp(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["in/one", "in/two"]`), libraryTree("outer/in/one", "same"), libraryTree("outer/in/two", "same"), testedTree("outer"))
	const warning = "in/one and in/two build here: cargo takes the package same 0.1.0 of one for that of the other, and says nothing; hint: "
	s.write(files{"outer/in/.cargo/config.toml": "build.target-dir = \"common\"\n"})
	s.cargo("outer", "build", "--offline").status(0).once("outer@0.1.0: in/common: " + warning + "set build.build-dir to")
	s.cargo("outer", "test", "--offline").status(0).says("warning: in/common: " + warning)
	s.remove("outer/in/.cargo", "outer/target")
	s = s.with("CARGO_TARGET_DIR=" + s.path("shared"))
	s.cargo("outer", "build", "--offline").status(0).silent(warning)
	s.cargo("outer", "test", "--offline").status(0).says("warning: ../shared: "+warning, "unset CARGO_TARGET_DIR")
}
