package unify_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// small is a workspace in which members differ in all that there is a setting for.
const small = `
-- ws/Cargo.toml --
[workspace]
members = ["a", "b", "c"]
resolver = "2"
-- ws/a/Cargo.toml --
[package]
name = "a"
version = "0.1.0"
edition = "2021"
[dependencies]
num = { version = "1", features = ["fast"] }
log = { version = "0.4", features = ["max_level_warn"] }
c = { path = "../c", features = ["x"] }
[dev-dependencies]
probe = { version = "1", features = ["deep"] }
-- ws/a/src/lib.rs --
-- ws/b/Cargo.toml --
[package]
name = "b"
version = "0.1.0"
edition = "2021"
[dependencies]
num = { version = "1", default-features = false }
log = "0.4"
c = { path = "../c" }
[dev-dependencies]
probe = "1"
-- ws/b/src/lib.rs --
-- ws/c/Cargo.toml --
[package]
name = "c"
version = "0.1.0"
edition = "2021"
[features]
x = []
-- ws/c/src/lib.rs --
`

// TestSettings writes what each setting asks for, says what is left because of
// it, and is then content.
func TestSettings(t *testing.T) {
	t.Parallel()
	const num, probe, line = `num = { version = "1", features = ["fast"] }`, `probe = { version = "1", features = ["deep"] }`, `c = { path = "../c", features = ["x"] }`
	for name, tt := range map[string]struct {
		settings string
		has      map[string][]string // texts by file
		lacks    []string            // files
		left     []string
		fails    bool
	}{
		"none": {
			has:  map[string][]string{"workspace-hack/workspace-hack-b/Cargo.toml": {num}, "workspace-hack/workspace-hack-b-dev/Cargo.toml": {probe}, "b/Cargo.toml": {line}},
			left: []string{"c: root alone", "log: behaviour"}, lacks: []string{"workspace-hack/workspace-hack-a"}, fails: true,
		},
		"accept": {
			settings: `accept = ["log/max_level_warn"]`,
			has:      map[string][]string{"workspace-hack/workspace-hack-b/Cargo.toml": {num, `log = { version = "0.4", features = ["max_level_warn"] }`}},
			left:     []string{"c: root alone"},
		},
		"one list": {
			settings: `granularity = "workspace"` + "\n" + `exclude = ["log@0.4.0"]`,
			has:      map[string][]string{"workspace-hack/workspace-hack/Cargo.toml": {num}, "workspace-hack/workspace-hack-dev/Cargo.toml": {probe}},
			left:     []string{"c: root alone", "log: excluded"}, lacks: []string{"workspace-hack/workspace-hack-b"},
		},
		"tests together": {
			settings: `dev = "together"` + "\n" + `exclude = ["log"]` + "\n" + `name = "u"` + "\n" + `path = "tools/u"`,
			has:      map[string][]string{"tools/u/u-b/Cargo.toml": {num, probe}, "Cargo.toml": {`exclude = ["tools/u"]`}},
			left:     []string{"c: root alone", "log: excluded"}, lacks: []string{"workspace-hack", "tools/u/u-b-dev"},
		},
		"no tests, no members": {
			settings: `dev = "off"` + "\n" + `local = false` + "\n" + `exclude-members = ["b"]` + "\n" + `exclude = ["log"]`,
			left:     []string{"c: dev", "c: local", "log: dev", "log: member", "num: dev", "num: member", "probe: dev"},
			lacks:    []string{"workspace-hack"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := furnished(t, small)
			w.Write(harness.Files{"ws/Cargo.toml": w.Read("ws/Cargo.toml") + "[workspace.metadata.cargo-nw.unify]\n" + tt.settings + "\n"})
			before := files(w)
			w.NWIn("ws", "unify", "--yes").Status(0)
			for file, texts := range tt.has {
				for _, text := range texts {
					if !w.Exists("ws/"+file) || !strings.Contains(w.Read("ws/"+file), text) {
						t.Errorf("%s lacks %s", file, text)
					}
				}
			}
			for _, file := range tt.lacks {
				if w.Exists("ws/" + file) {
					t.Errorf("there is %s", file)
				}
			}
			status := 0
			if tt.fails {
				status = 4
			}
			w.NWIn("ws", "unify", "--check").Status(status)
			var left []string
			for _, l := range report(w).Workspaces[0].Left {
				left = append(left, l.Package+": "+l.Reason)
			}
			slices.Sort(left)
			if left = slices.Compact(left); !slices.Equal(left, tt.left) {
				t.Errorf("left is %q, want %q", left, tt.left)
			}
			w.Cargo("ws", "metadata", "--locked", "--offline", "--quiet").Status(0)
			w.NWIn("ws", "unify", "--remove", "--yes").Status(0)
			unchanged(w, before, "after --remove")
		})
	}
}

// TestMoved has the crates go somewhere else, and a workspace that has excluded
// that directory before.
func TestMoved(t *testing.T) {
	t.Parallel()
	w := furnished(t, strings.Replace(small, "resolver = \"2\"\n", "resolver = \"2\"\nexclude = [\"elsewhere\"]\n[workspace.metadata.cargo-nw.unify]\ndev = \"off\"\n", 1))
	before := files(w)
	w.NWIn("ws", "unify", "--yes").Status(0)
	w.NWIn("ws", "unify", "off", "--yes").Status(0)
	root := w.Read("ws/Cargo.toml")
	w.Write(harness.Files{"ws/Cargo.toml": strings.Replace(root, "dev = \"off\"\n", "dev = \"off\"\npath = \"elsewhere\"\n", 1)})
	w.NWIn("ws", "unify", "--yes").Status(0)
	if w.Exists("ws/workspace-hack") || !w.Exists("ws/elsewhere/workspace-hack-b/src/lib.rs") {
		t.Error("the crates have not moved")
	}
	if text := w.Read("ws/Cargo.toml"); !strings.Contains(text, "exclude = [\"elsewhere\"]\n") {
		t.Errorf("the root manifest is\n%s", text)
	}
	w.Cargo("ws", "metadata", "--locked", "--offline", "--quiet").Status(0)
	w.NWIn("ws", "unify", "--remove", "--yes").Status(0)
	w.Write(harness.Files{"ws/Cargo.toml": strings.Replace(w.Read("ws/Cargo.toml"), "path = \"elsewhere\"\n", "", 1)})
	unchanged(w, before, "after --remove")
}
