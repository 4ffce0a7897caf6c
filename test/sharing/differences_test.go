package sharing_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDifferences has two workspaces that need one package in different ways:
// each is right, in either order.
func TestDifferences(t *testing.T) {
	t.Parallel()
	say := func(name string) string { return `format!("` + name + ` {} {}", leaf::say(), other::say())` }
	deps := "leaf = \"1\"\nother = \"1\""
	for name, c := range map[string]struct {
		archive string
		env     []string // of the second call
		argv    []string // of the second call
		a, b    string
		shared  bool // b compiles nothing but itself
	}{
		"features":   {archive: workspace("b", "leaf = { version = \"1\", features = [\"loud\"] }\nother = \"1\"", say("b")), a: "a leaf other", b: "b LEAF other"},
		"[env]":      {archive: workspace("b", deps, say("b")) + "-- b/.cargo/config.toml --\n[env]\nOTHER = \"mine\"\n", a: "a leaf other", b: "b leaf mine"},
		"variable":   {archive: workspace("b", deps, say("b")), env: []string{"OTHER=yours"}, a: "a leaf other", b: "b leaf yours"},
		"RUSTFLAGS":  {archive: workspace("b", deps, say("b")), env: []string{"RUSTFLAGS=--cfg=feature=\"loud\""}, a: "a leaf other", b: "b LEAF other"},
		"profile":    {archive: workspace("b", deps, say("b")) + "-- b/.cargo/config.toml --\n[profile.dev]\nopt-level = 1\n", a: "a leaf other", b: "b leaf other"},
		"nothing":    {archive: workspace("b", deps, say("b")), a: "a leaf other", b: "b leaf other", shared: true},
		"no lock":    {archive: workspace("b", "leaf = \"1\"\nother = { version = \"1\" }", say("b")), a: "a leaf other", b: "b leaf other", shared: true},
		"toolchains": {archive: workspace("b", deps, say("b")), argv: []string{"+nightly"}, a: "a leaf other", b: "b leaf other"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if len(c.argv) > 0 && len(layouts(t)) == 1 {
				t.Skip("there is no nightly")
			}
			w := newWorld(t, top+workspace("a", deps, say("a"))+c.archive)
			w.nw("--only", "a", "build")
			plain := w.env
			w.env = append(w.env, c.env...)
			got := w.compiled(append(c.argv, "--only", "b", "build")...)
			if c.shared {
				w.same(got, "app bin")
			} else if len(got) < 2 {
				t.Errorf("compiled only %q", got)
			}
			w.prints("b", c.b)
			w.env = plain
			w.nw("--only", "a", "build")
			w.prints("a", c.a)
			w.remove(filepath.Join(w.dir, "a", "target")) // a takes from the store now what both have left there
			w.nw("--only", "a", "build")
			w.prints("a", c.a)
			w.prints("b", c.b)
		})
	}
}

// TestPatched has a registry crate above one that a workspace has patched with
// its own: neither leaves the workspace.
func TestPatched(t *testing.T) {
	t.Parallel()
	for name, first := range map[string]string{"patched first": "a", "patched last": "b"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, both+`
-- a/leaf/Cargo.toml --
[package]
name = "leaf"
version = "1.0.0"
edition = "2021"
-- a/leaf/src/lib.rs --
pub fn say() -> &'static str { "patched" }
`)
			manifest := filepath.Join(w.dir, "a", "Cargo.toml")
			text, err := os.ReadFile(manifest)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(manifest, append(text, "\n[patch.crates-io]\nleaf = { path = \"leaf\" }\n"...), 0o644); err != nil {
				t.Fatal(err)
			}
			w.nw("--only", first, "build")
			w.nw("build")
			w.prints("a", "a patched 7 5 42")
			w.prints("b", "b leaf 7 5 42")
		})
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
	w.remove(filepath.Join(w.dir, "a", "target"), filepath.Join(w.dir, "b", "target"))
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
		res := w.run("repo", "sh", "-c", "git init -q 2>&1; git add . && git -c user.name=n -c user.email=e commit -qm "+text+" && git rev-parse HEAD")
		if res.code != 0 {
			t.Fatal(res.stderr)
		}
		return strings.TrimSpace(res.stdout)
	}
	one, two := commit("one"), commit("two")
	dep := func(rev string) string {
		return `gitty = { git = "file://` + filepath.ToSlash(w.dir) + `/repo", rev = "` + rev + `" }`
	}
	w.write(workspace("a", dep(one), `format!("a {}", gitty::say())`) + workspace("b", dep(two), `format!("b {}", gitty::say())`) + workspace("c", dep(one), `format!("c {}", gitty::say())`))
	w.write(strings.Replace(top, `"b"]`, `"b", "c"]`, 1))
	w.env = append(w.env, "CARGO_NET_OFFLINE=false")
	w.same(w.compiled("build"), "top lib", "app bin", "app bin", "app bin", "gitty lib", "gitty lib")
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
