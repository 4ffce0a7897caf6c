package sharing_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// twin is a workspace with every kind of package that cargo mixes up with another
// workspace's: the same names, versions and relative paths, in code that differs
// by one word. See docs/adr/0016-share.md.
const twin = `
-- NAME/Cargo.toml --
[package]
name = "app"
version = "0.1.0"
edition = "2021"
[workspace]
members = ["plugin", "cplug", "gen", "pmac"]
exclude = ["unlisted"]
[profile.dev]
debug = 0
[dependencies]
plugin = { path = "plugin" }
gen = { path = "gen" }
pmac = { path = "pmac" }
unlisted = { path = "unlisted" }
outer = { path = "../out/NAME/outer" }
common = { path = "../common" }
built = "1"
[patch.crates-io]
leaf = { path = "patched" }
-- NAME/src/main.rs --
fn main() {
    println!("app-NAME {} {} {} {} {} {} {}", plugin::say(), gen::say(), pmac::say!(), unlisted::say(), outer::say(), common::say(), built::text());
}
-- NAME/plugin/Cargo.toml --
[package]
name = "plugin"
version = "0.1.0"
edition = "2021"
-- NAME/plugin/word --
plugin-NAME
-- NAME/plugin/src/lib.rs --
pub fn say() -> &'static str { include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/word")).trim() }
-- NAME/cplug/Cargo.toml --
[package]
name = "cplug"
version = "0.1.0"
edition = "2021"
[lib]
crate-type = ["cdylib"]
-- NAME/cplug/src/lib.rs --
#[no_mangle]
pub static WORD: [u8; 11] = *b"cdylib is NAME";
-- NAME/gen/Cargo.toml --
[package]
name = "gen"
version = "0.1.0"
edition = "2021"
-- NAME/gen/build.rs --
fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let out = std::path::PathBuf::from(std::env::var("OUT_DIR").unwrap());
    std::fs::write(out.join("g.rs"), "pub fn say() -> &'static str { \"gen-NAME\" }").unwrap();
}
-- NAME/gen/src/lib.rs --
include!(concat!(env!("OUT_DIR"), "/g.rs"));
-- NAME/pmac/Cargo.toml --
[package]
name = "pmac"
version = "0.1.0"
edition = "2021"
[lib]
proc-macro = true
-- NAME/pmac/src/lib.rs --
extern crate proc_macro;
#[proc_macro]
pub fn say(_: proc_macro::TokenStream) -> proc_macro::TokenStream { "\"pmac-NAME\"".parse().unwrap() }
-- NAME/unlisted/Cargo.toml --
[package]
name = "unlisted"
version = "0.1.0"
edition = "2021"
-- NAME/unlisted/src/lib.rs --
pub fn say() -> &'static str { "unlisted-NAME" }
-- NAME/patched/Cargo.toml --
[package]
name = "leaf"
version = "1.0.0"
edition = "2021"
-- NAME/patched/src/lib.rs --
pub fn say() -> &'static str { "patched-NAME" }
-- out/NAME/outer/Cargo.toml --
[package]
name = "outer"
version = "0.1.0"
edition = "2021"
[workspace]
-- out/NAME/outer/src/lib.rs --
pub fn say() -> &'static str { "outer-NAME" }
-- common/Cargo.toml --
[package]
name = "common"
version = "0.1.0"
edition = "2021"
[workspace]
-- common/src/lib.rs --
pub fn say() -> &'static str { "common" }
`

// answers checks what a twin's program and library say.
func (w *world) answers(name string) {
	w.T.Helper()
	word := name
	if text, err := os.ReadFile(filepath.Join(w.Dir, name, "plugin", "word")); err == nil {
		word = strings.TrimPrefix(strings.TrimSpace(string(text)), "plugin-")
	}
	w.prints(name, strings.NewReplacer("N", name, "W", word).Replace("app-N plugin-W gen-N pmac-N unlisted-N outer-N common patched-N 7 5"))
	found := false
	for _, path := range w.glob(name + "/target/debug/libcplug.*") {
		data, err := os.ReadFile(path)
		if err != nil {
			w.T.Fatal(err)
		}
		found = found || strings.Contains(string(data), "cdylib is "+name)
	}
	if !found {
		w.T.Errorf("the library of %s is not its own", name)
	}
}

// TestAlike has two workspaces that only their contents tell apart, in each
// layout, in both orders, untouched and touched: each keeps to its own code.
func TestAlike(t *testing.T) {
	t.Parallel()
	for name, flags := range layouts(t) {
		if name != today && !*all {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first, second := "a", "b"
			if name == "new" {
				first, second = "b", "a"
			}
			w := newWorld(t, top+strings.ReplaceAll(twin, "NAME", "a")+strings.ReplaceAll(twin, "NAME", "b")).in(name)
			w.nw(append(flags, "--only", first, "build", "--workspace")...)
			w.nw(append(flags, "--only", second, "build", "--workspace")...)
			w.answers("a")
			w.answers("b")
			if got := strings.Join(w.stored(), " "); got != "built-1.0.0 maker-1.0.0" {
				t.Errorf("stored %s", got)
			}
			w.same(w.compiled(append(flags, "build", "--workspace")...), "top lib")
			w.answers("a")
			w.answers("b")
			w.write("-- " + first + "/plugin/word --\nplugin-edited\n")
			got := w.compiled(append(flags, "build", "--workspace")...)
			w.same(got, "plugin lib", "app bin")
			w.answers("a")
			w.answers("b")
			w.Remove(second + "/target")
			w.nw(append(flags, "--only", second, "build", "--workspace")...)
			w.answers("a")
			w.answers("b")
		})
	}
}
