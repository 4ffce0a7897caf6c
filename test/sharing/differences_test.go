package sharing_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// TestDifferences has workspaces that need one package in different ways: each
// is right, when it is compiled and when it comes from the store.
func TestDifferences(t *testing.T) {
	t.Parallel()
	deps := "leaf = \"1\"\nother = \"1\"\n"
	var archive strings.Builder
	roots := []string{}
	for _, c := range []struct{ name, deps, config string }{
		{"plain", deps, ""},
		{"features", strings.Replace(deps, `"1"`, `{ version = "1", features = ["loud"] }`, 1), ""},
		{"env", deps, "[env]\nOTHER = \"mine\"\n"},
		{"profile", deps, "[profile.dev]\nopt-level = 1\n"},
		{"flags", deps, "[build]\nrustflags = ['--cfg=feature=\"loud\"']\n"},
	} {
		roots = append(roots, `"`+c.name+`"`)
		archive.WriteString(workspace(c.name, c.deps, `format!("{} {}", leaf::say(), other::say())`))
		if c.config != "" {
			archive.WriteString("-- " + c.name + "/.cargo/config.toml --\n" + c.config)
		}
	}
	list := strings.Join(roots, ", ")
	w := newWorld(t, strings.NewReplacer(`"a", "b", "c"`, list, `"a", "b"`, list).Replace(top)+archive.String())
	answers := func() {
		w.prints("plain", "leaf other")
		w.prints("features", "LEAF other")
		w.prints("env", "leaf mine")
		w.prints("profile", "leaf other")
		w.prints("flags", "LEAF other")
	}
	w.nw("build")
	answers()
	w.remove(w.glob("*/target")...)
	w.same(w.compiled("build"), "app bin", "app bin", "app bin", "app bin", "app bin")
	answers()
}

// TestVariables has calls in different environments. All that b has from the
// store is a crate that looks at a variable: cargo compiles it again, which is no
// reason to switch sharing off.
func TestVariables(t *testing.T) {
	t.Parallel()
	say := `format!("{} {}", leaf::say(), other::say())`
	w := newWorld(t, top+workspace("a", "leaf = \"1\"\nother = \"1\"", say)+workspace("b", "other = \"1\"", "other::say()"))
	w.lock("b")
	w.nw("--only", "a", "build")
	w.with("OTHER=yours").nw("--only", "b", "build")
	w.prints("a", "leaf other")
	w.prints("b", "yours")
	w.with(`RUSTFLAGS=--cfg=feature="loud"`).nw("--only", "a", "build")
	w.prints("a", "LEAF other")
	w.prints("b", "yours")
	w.nw("build")
	w.prints("a", "leaf other")
	w.prints("b", "other")
}

// TestToolchains has two compilers, one after the other.
func TestToolchains(t *testing.T) {
	t.Parallel()
	realcargo.NeedToolchains(t, "nightly")
	w := newWorld(t, leaves).plain()
	w.nw("--only", "a", "build")
	w.same(w.compiled("+nightly", "--only", "b", "build"), "leaf lib", "app bin")
	w.same(w.compiled("--only", "b", "build"), "app bin")
	w.same(w.compiled("+nightly", "--only", "a", "build"), "app bin")
	w.prints("a", "a leaf")
	w.prints("b", "b leaf")
}

// TestLocked has a lock file, by which a workspace gets no more than it needs.
func TestLocked(t *testing.T) {
	t.Parallel()
	w := newWorld(t, top+workspace("a", "leaf = \"1\"\nother = \"1\"", `format!("{} {}", leaf::say(), other::say())`)+workspace("b", "leaf = \"1\"", "leaf::say()"))
	w.lock("b")
	w.nw("--only", "a", "check")
	w.same(w.compiled("--only", "b", "check"), "app bin")
	if list := w.glob("b/target/debug/deps/*other*"); len(list) > 0 {
		t.Errorf("b got %q", list)
	}
}

// TestPatched has a registry crate above one that a workspace has patched with
// its own: neither leaves the workspace, nor comes into it.
func TestPatched(t *testing.T) {
	t.Parallel()
	dep, say := "built = \"1\"", "built::text()"
	w := newWorld(t, top+workspace("a", dep+"\n[patch.crates-io]\nleaf = { path = \"leaf\" }", say)+workspace("b", dep, say)+`
-- a/leaf/Cargo.toml --
[package]
name = "leaf"
version = "1.0.0"
edition = "2021"
-- a/leaf/src/lib.rs --
pub fn say() -> &'static str { "patched" }
`)
	w.nw("--only", "b", "build")
	w.nw("--only", "a", "build")
	w.prints("a", "patched 7 5")
	w.prints("b", "leaf 7 5")
	w.remove(w.glob("*/target")...)
	w.nw("build")
	w.prints("a", "patched 7 5")
	w.prints("b", "leaf 7 5")
	if got := w.verb(0).Stdout; !strings.Contains(got, "a: 1 unit is from a registry or a repository on top of local ones") {
		t.Errorf("the report lacks it:\n%s", got)
	}
}

// TestVendored has a workspace with vendored sources, which it may have changed.
func TestVendored(t *testing.T) {
	t.Parallel()
	w := newWorld(t, leaves+`
-- a/.cargo/config.toml --
[source.crates-io]
replace-with = "vendored"
[source.vendored]
directory = "vendor"
-- a/vendor/leaf/.cargo-checksum.json --
{"files":{}}
-- a/vendor/leaf/Cargo.toml --
[package]
name = "leaf"
version = "1.0.0"
edition = "2021"
[features]
loud = []
-- a/vendor/leaf/src/lib.rs --
pub fn say() -> &'static str { "vendored" }
`)
	w.nw("build")
	w.prints("a", "a vendored")
	w.prints("b", "b leaf")
	if got := w.verb(0).Stdout; !strings.Contains(got, "a: 1 unit is built from sources that are vendored") {
		t.Errorf("the report lacks it:\n%s", got)
	}
	w.Remove("a/target", "b/target")
	w.nw("build")
	w.prints("a", "a vendored")
	w.prints("b", "b leaf")
}

// TestGit has a git dependency at two commits.
func TestGit(t *testing.T) {
	t.Parallel()
	w := newWorld(t, top)
	commit := func(text string) string {
		w.write("-- repo/Cargo.toml --\n[package]\nname = \"gitty\"\nversion = \"0.1.0\"\nedition = \"2021\"\n-- repo/src/lib.rs --\npub fn say() -> &'static str { \"" + text + "\" }\n")
		res := w.Run("repo", "sh", "-c", "git init -q 2>&1; git add . && git -c user.name=n -c user.email=e commit -qm "+text+" && git rev-parse HEAD")
		if res.Code != 0 {
			t.Fatal(res.Stderr)
		}
		return strings.TrimSpace(res.Stdout)
	}
	one, two := commit("one"), commit("two")
	dep := func(rev string) string {
		return `gitty = { git = "file://` + filepath.ToSlash(w.Dir) + `/repo", rev = "` + rev + `" }`
	}
	w.write(workspace("a", dep(one), `format!("a {}", gitty::say())`) + workspace("b", dep(two), `format!("b {}", gitty::say())`) + workspace("c", dep(one), `format!("c {}", gitty::say())`))
	w.write(strings.Replace(top, `"b"]`, `"b", "c"]`, 1))
	w.same(w.with("CARGO_NET_OFFLINE=false").compiled("build"), "top lib", "app bin", "app bin", "app bin", "gitty lib", "gitty lib")
	w.prints("a", "a one")
	w.prints("b", "b two")
	w.prints("c", "c one")
}

// TestPathInside has a crate with the path of its OUT_DIR in it: each workspace
// has its own.
func TestPathInside(t *testing.T) {
	t.Parallel()
	w := newWorld(t, top+workspace("a", `pathy = "1"`, "pathy::place().contains(\"/a/target/\")")+workspace("b", `pathy = "1"`, "pathy::place().contains(\"/b/target/\")"))
	w.nw("build")
	w.prints("a", "true")
	w.prints("b", "true")
}
