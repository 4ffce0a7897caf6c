package skeleton_test

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// edit is what somebody does to the sources: in each file, which is new if there
// is nothing to replace, one text for another.
type edit struct {
	name string
	in   [][3]string
}

const (
	root   = "Cargo.toml"
	app    = "app/Cargo.toml"
	util   = "util/Cargo.toml"
	config = ".cargo/config.toml"
	main   = "fn main() {}\n"
)

func one(name, file, before, after string) edit {
	return edit{name, [][3]string{{file, before, after}}}
}

// silent are the edits that leave the digest alone: no dependency is compiled
// differently.
var silent = []edit{
	one("a source", "app/src/lib.rs", "", "pub fn f() {}\n"),
	one("a module", "app/src/more.rs", "", "//! More.\n"),
	one("a build script", "app/build.rs", main, "fn main() { println!(); }\n"),
	{"the version that all inherit", [][3]string{
		{root, `"0.4.0"`, `"0.4.1"`}, {"Cargo.lock", `"0.4.0"`, `"0.4.1"`}, {"nested/fuzz/Cargo.lock", `"0.4.0"`, `"0.4.1"`},
	}},
	{"a version that a requirement is about", [][3]string{{root, `"0.4.0"`, `"0.5.0"`}, {"Cargo.lock", `"0.4.0"`, `"0.5.0"`}, {"nested/fuzz/Cargo.lock", `"0.4.0"`, `"0.5.0"`}, {app, `version = "0.4"`, `version = "0.5"`}}},
	one("a version that the lock file does not follow", "nested/fuzz/Cargo.toml", `"0.0.0"`, `"0.1.0"`),
	one("a comment", app, "[features]", "# About features.\n[features]"),
	one("who, what and since when", app, "[features]", "authors = [\"me\"]\nlicense = \"MIT\"\ndescription = \"d\"\nrust-version = \"1.80\"\nkeywords = [\"k\"]\n[features]"),
	one("lints", app, "[features]", "[lints.rust]\nunsafe_code = \"forbid\"\n[features]"),
	one("metadata of other tools", app, "[features]", "[package.metadata.other]\nx = 1\n[features]"),
	one("what is published", app, "[features]", "publish = false\ninclude = [\"src\"]\nreadme = false\n[features]"),
	one("the program that runs", app, "[features]", "default-run = \"second\"\n[features]"),
	one("the order of dependencies", app, "stands = \"1\"\nmid = \"1\"\n", "mid = \"1\"\nstands = \"1\"\n"),
	one("the order in a feature", app, `["loud", "quick"]`, `["quick", "loud"]`),
	one("the spelling of a requirement", app, `mid = "1"`, `mid = { version = "^1", default-features = true }`),
	one("a dependency that is inherited now", app, `leaf = { version = "1", features = ["loud"] }`, "leaf.workspace = true"),
	one("a dependency that nobody inherits", root, "[workspace.dependencies]", "[workspace.dependencies]\nunused = \"9\""),
	one("an edition", util, "edition.workspace = true", "edition = \"2018\""),
	one("one more test", "app/tests/b.rs", "", "#[test] fn t() {}\n"),
	{"one more test without a harness", [][3]string{{app, "[[bin]]", "[[test]]\nname = \"c\"\nharness = false\n[[bin]]"}, {"app/tests/c.rs", "", main}}},
	one("one more benchmark", "app/benches/b.rs", "", main),
	{"a source that moves", [][3]string{{util, "[dependencies]", "[lib]\npath = \"lib/util.rs\"\n[dependencies]"}, {"util/lib/util.rs", "", "//! Moved.\n"}}},
	one("what is documented", app, "[[bin]]", "[[bin]]\ndoc = false"),
	one("comments and colours of the configuration", config, "[build]", "# Flags.\n[term]\nquiet = true\n[build]"),
	one("the profile of a package", root, "opt-level = 1", "opt-level = 2"),
	one("a file that is none of cargo's", "README.md", "", "Read me.\n"),
	{"an excluded package", [][3]string{{"spare/Cargo.toml", "", harness.Package("spare")}, {"spare/src/lib.rs", "", "//! Spare.\n"}}},
}

// loud are those that change it.
var loud = []edit{
	one("a requirement", app, `mid = "1"`, `mid = "1.0.0"`),
	one("a feature of a dependency", app, `mid = "1"`, `mid = { version = "1", features = ["more"] }`),
	one("a feature", app, "quick = []", "quick = []\nnew = [\"mid/more\"]"),
	one("a profile", root, `"thin"`, `"fat"`),
	one("the lock file", "Cargo.lock", "name = \"mid\"\nversion = \"1.0.0\"", "name = \"mid\"\nversion = \"1.0.1\""),
	one("the resolver", root, `resolver = "2"`, `resolver = "1"`),
	one("the environment", config, "[env]", "[env]\nMORE = \"1\""),
	one("flags of the compiler", config, `"one"`, `"two"`),
	one("a file that the configuration names", "settings", "", "x\n"),
	one("the toolchain", "rust-toolchain.toml", `"stable"`, `"1.95.0"`),
	one("a package under a third-party one", "ground/src/lib.rs", "7", "8"),
	one("the type of a library", util, "[dependencies]", "[lib]\ncrate-type = [\"cdylib\"]\n[dependencies]"),
	one("a program", "app/src/bin/third.rs", "", main),
	one("an example", "app/examples/show.rs", "", main),
	one("the first test", "util/tests/t.rs", "", "#[test] fn t() {}\n"),
	one("the first build script", "util/build.rs", "", main),
	{"a package", [][3]string{{root, `members = ["app"`, `members = ["new", "app"`}, {"new/Cargo.toml", "", harness.Package("new")}, {"new/src/lib.rs", "", "//! New.\n"}}},
	{"a nested workspace", [][3]string{
		{"nested/more/Cargo.toml", "", harness.Package("more", "[workspace]")},
		{"nested/more/src/lib.rs", "", "//! More.\n"},
		{"nested/more/Cargo.lock", "", "version = 4\n\n[[package]]\nname = \"more\"\nversion = \"0.1.0\"\n"},
	}},
	one("a program that loses main", "app/src/second.rs", main, "#![no_main]\n"),
}

// TestDigest makes each edit in a tree of its own.
func TestDigest(t *testing.T) {
	t.Parallel()
	base := newWorld(t, "stable")
	tree := files(t, "stable")
	for _, lock := range base.Find("src", "Cargo.lock") {
		rel, _ := filepath.Rel(base.Dir, lock)
		tree[filepath.ToSlash(rel)] = base.Read(rel)
	}
	was := base.digest()
	if len(was) != 20 || strings.Trim(was, "0123456789abcdef") != "" {
		t.Fatalf("the digest is %q", was)
	}
	base.Age("src")
	if now := base.digest(); now != was {
		t.Errorf("with other times: %s, not %s", now, was)
	}
	if len(silent)+1 < 28 || len(loud) < 19 {
		t.Error("an edit has been lost")
	}
	for _, e := range slices.Concat(silent, loud) {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			changed := maps.Clone(tree)
			for _, in := range e.in {
				path := "src/" + in[0]
				if in[1] != "" && !strings.Contains(changed[path], in[1]) {
					t.Fatalf("%s has no %q", path, in[1])
				}
				if in[1] == "" {
					changed[path] = in[2]
					continue
				}
				changed[path] = strings.ReplaceAll(changed[path], in[1], in[2])
			}
			w := world{World: harness.Real(t, changed)}
			now := w.digest()
			if quiet := slices.ContainsFunc(silent, func(s edit) bool { return s.name == e.name }); quiet != (now == was) {
				t.Errorf("the digest was %s and is %s", was, now)
			}
		})
	}
}
