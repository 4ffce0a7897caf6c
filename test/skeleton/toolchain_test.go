package skeleton_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// TestPinned reads manifests of directories that pin a toolchain that is not
// installed.
func TestPinned(t *testing.T) {
	t.Parallel()
	if !realcargo.Succeeds("rustup", "--version") {
		t.Skip("needs rustup")
	}
	w := newWorld(t, "across")
	w.World = w.Plain()
	plain := w.Run("src", "cargo", "nw", "skeleton", "--digest").Status(0)
	if got, want := strings.TrimSpace(plain.Stdout), w.digest(); got != want {
		t.Errorf("through rustup's cargo the digest is %s, without it %s", got, want)
	}
}

// TestNightly has what a stable cargo refuses: features of cargo itself, and
// dependencies on what another package's build makes.
func TestNightly(t *testing.T) {
	t.Parallel()
	realcargo.NeedToolchains(t, "nightly")
	w := world{World: harness.Real(t, harness.Files{
		"src/.cargo/config.toml": "[unstable]\nbindeps = true\n",
		"src/Cargo.toml": "cargo-features = [\"profile-rustflags\"]\n" + harness.Package("a", "[dependencies]",
			`tool = { path = "tool", artifact = ["bin:tool", "staticlib"], lib = true }`, `leaf = "1"`,
			"[build-dependencies]", `tool = { path = "tool", artifact = "bin", target = "target" }`, "[profile.dev]\nrustflags = [\"--cfg\", \"x\"]\n"),
		"src/src/lib.rs": "", "src/build.rs": "fn main() {}",
		"src/tool/Cargo.toml":  harness.Package("tool", "[lib]\ncrate-type = [\"staticlib\", \"lib\"]\n[dependencies]\nmid = \"1\"\n"),
		"src/tool/src/main.rs": "fn main() {}", "src/tool/src/lib.rs": "",
	})}
	w.registry()
	// What is written needs no nightly cargo, even where the manifests do.
	w.NWIn("src", "skeleton", "--digest").Status(3).Says("Cargo.lock does not exist")
	nightly := world{World: w.Plain().With("RUSTUP_TOOLCHAIN=nightly")}
	nightly.Cargo("src", "generate-lockfile", "--offline", "--quiet").Status(0)
	if one, two := w.digest(), nightly.digest(); one != two {
		t.Errorf("a stable cargo makes %s of it, a nightly one %s", one, two)
	}
	nightly.skeleton("out")
	for _, command := range []string{"build", "test", "check --release"} {
		argv := strings.Fields(command)
		if theirs, made := nightly.units("src", ".", argv), nightly.units("out", ".", argv); len(theirs) < 2 || without(theirs, made)+without(made, theirs) != "" {
			t.Errorf("cargo %s: in the sources\n%v\nin the skeleton\n%v", command, theirs, made)
		}
	}
}
