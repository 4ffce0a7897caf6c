//go:build unix

package blackbox_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"testing"
)

// TestOddRegistry has the containing package in a registry, which cargo unpacks
// below CARGO_HOME: the hook does nothing there, also where CARGO_HOME is a
// symlink. Git and vendored ones are in hook_dependency_test.go.
func TestOddRegistry(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["inner"]`, "[workspace.metadata]"), libraryTree("outer/inner", "inner"),
		libraryTree("user", "user", "[dependencies]", `outer = "0.1"`))
	s.cargo("outer", "package", "--no-verify", "--offline", "--allow-dirty").status(0)
	crate := s.read("outer/target/package/outer-0.1.0.crate")
	sum := sha256.Sum256([]byte(crate))
	s.write(files{
		"registry/outer-0.1.0.crate": crate,
		"registry/index/ou/te/outer": fmt.Sprintf(`{"name":"outer","vers":"0.1.0","deps":[],"cksum":%q,"features":{},"yanked":false}`, hex.EncodeToString(sum[:])) + "\n",
		"user/.cargo/config.toml":    "[source.crates-io]\nreplace-with = \"near\"\n[source.near]\nlocal-registry = \"../registry\"\n",
		"home/.keep":                 "",
	})
	s.remove("outer")
	for _, home := range []string{s.path("home"), s.link("home", "linked")} {
		s.remove("user/target", "home/registry")
		at := s.with("CARGO_HOME=" + home)
		at.idle(at.cargo("user", "check").status(0), "user")
		at.idle(at.cargo("user", "build", "--offline").status(0), "user")
		if o := at.cargo("user", "build", "--offline", "-v").status(0); !quiet(o) {
			o.fail("the hook of a dependency runs every time")
		}
		if len(s.find("home/registry/src", "outer-0.1.0")) == 0 {
			t.Error("the package does not come from the registry")
		}
	}
}
