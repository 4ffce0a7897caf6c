//go:build unix

package direct_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// TestDependencyRegistry has the containing package in a registry, which cargo
// unpacks below CARGO_HOME: the hook does nothing there, even if CARGO_HOME is
// a symlink. Git and vendored ones are in dependency_test.go.
func TestDependencyRegistry(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner"]`, "[workspace.metadata]"), harness.Library("outer/inner", "inner"),
		harness.Library("user", "user", "[dependencies]", `outer = "0.1"`))
	s.Cargo("outer", "package", "--no-verify", "--offline", "--allow-dirty").Status(0)
	crate := s.Read("outer/target/package/outer-0.1.0.crate")
	sum := sha256.Sum256([]byte(crate))
	s.Write(harness.Files{
		"registry/outer-0.1.0.crate": crate,
		"registry/index/ou/te/outer": fmt.Sprintf(`{"name":"outer","vers":"0.1.0","deps":[],"cksum":%q,"features":{},"yanked":false}`, hex.EncodeToString(sum[:])) + "\n",
		"user/.cargo/config.toml":    "[source.crates-io]\nreplace-with = \"near\"\n[source.near]\nlocal-registry = \"../registry\"\n",
		"home/.keep":                 "",
	})
	s.Remove("outer")
	for _, home := range []string{s.Path("home"), s.Link("home", "linked")} {
		s.Remove("user/target", "home/registry")
		at := s.With("CARGO_HOME=" + home)
		idle(at, at.Cargo("user", "check").Status(0), "user")
		idle(at, at.Cargo("user", "build", "--offline").Status(0), "user")
		if o := at.Cargo("user", "build", "--offline", "-v").Status(0); !o.Fresh() {
			o.Fail("the hook of a dependency runs every time")
		}
		if len(s.Find("home/registry/src", "outer-0.1.0")) == 0 {
			t.Error("the package does not come from the registry")
		}
	}
}
