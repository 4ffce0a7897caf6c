package unify_test

import (
	"slices"
	"strings"
	"testing"
)

// members of workspace.txtar.
var members = []string{"app", "util", "macros", "firmware", "plain", "shared", "gen"}

// TestCases has cargo build the workspace with each case of unify. It compiles
// what was predicted, a second call changes nothing, and every byte comes back.
func TestCases(t *testing.T) {
	t.Parallel()
	for resolver, third := range map[string]int{"1": 3, "2": 3} {
		t.Run("resolver "+resolver, func(t *testing.T) {
			t.Parallel()
			w := furnished(t, workspace, "RESOLVER", resolver)
			before := files(w)
			said := report(w).Workspaces[0]
			unchanged(w, before, "after the report")
			for _, g := range said.Again {
				if g.Before.ThirdParty <= g.After.ThirdParty || g.After.ThirdParty != third {
					t.Errorf("cargo %s compiles %+v again, and with unify %+v", g.Command, g.Before, g.After)
				}
			}
			var reasons []string
			for _, l := range said.Left {
				reasons = append(reasons, l.Package+": "+l.Reason)
			}
			for _, reason := range []string{"log: behaviour", "friend: cycle", "num: no_std"} {
				if !slices.Contains(reasons, reason) {
					t.Errorf("%s is not among what is left: %v", reason, reasons)
				}
			}
			w.NWIn("ws", "unify", "--check").Status(4)
			unchanged(w, before, "after --check")
			w.NWIn("ws", "unify", "--yes").Status(0)
			after := files(w)
			w.NWIn("ws", "unify", "--yes").Status(0).Says("nothing to change")
			unchanged(w, after, "after the second call")
			if list := w.NWIn("ws", "list", "--discover").Status(0); list.Stdout != ".\n" {
				t.Errorf("the crates are in the way of others:\n%s", list.Stdout)
			}
			w.NWIn("ws", "doctor").Status(0).Silent("workspace-hack")
			if again := report(w).Workspaces[0]; len(again.Files) > 0 || again.Again[0] != said.Again[0] {
				t.Errorf("then it says %+v", again)
			}
			commands := [][]string{{"check"}, {"build"}}
			if resolver == "1" {
				commands = commands[1:] // one is enough to see that the rules hold
			}
			for _, command := range commands {
				i := slices.Index([]string{"check", "build"}, command[0])
				if got := built(w, command, members...); got != said.Again[i].After {
					t.Errorf("cargo %s compiles %+v again, and unify says %+v", command[0], got, said.Again[i].After)
				}
			}
			w.NWIn("ws", "unify", "off", "--yes").Status(0)
			for _, member := range members {
				if text := w.Read("ws/" + member + "/Cargo.toml"); strings.Contains("\n"+text, "\nworkspace-hack") {
					t.Errorf("unify is off, and there is\n%s", text)
				}
			}
			w.Cargo("ws", "metadata", "--locked", "--offline", "--quiet").Status(0)
			w.NWIn("ws", "unify", "on", "--yes").Status(0)
			unchanged(w, after, "after off and on")
			w.NWIn("ws", "unify", "--remove", "--yes").Status(0)
			unchanged(w, before, "after --remove")
		})
	}
}

// math is the example that people ask about.
const math = `
-- ws/Cargo.toml --
[workspace]
members = ["math", "add-example", "sub-example"]
resolver = "3"
-- ws/math/Cargo.toml --
[package]
name = "math"
version = "0.1.0"
edition = "2024"
[features]
add = []
subtract = []
-- ws/math/src/lib.rs --
-- ws/add-example/Cargo.toml --
[package]
name = "add-example"
version = "0.1.0"
edition = "2024"
[dependencies]
math = { path = "../math", features = ["add"] }
-- ws/add-example/src/main.rs --
fn main() {}
-- ws/sub-example/Cargo.toml --
[package]
name = "sub-example"
version = "0.1.0"
edition = "2024"
[dependencies]
math = { path = "../math", features = ["subtract"] }
-- ws/sub-example/src/main.rs --
fn main() {}
`

// TestLocal has a library of the workspace with different features.
func TestLocal(t *testing.T) {
	t.Parallel()
	w := furnished(t, math)
	if got := built(w, []string{"build"}, "add-example", "sub-example"); got.Local != 4 {
		t.Errorf("without unify, cargo compiles %+v again", got)
	}
	w.NWIn("ws", "unify", "--yes", "--verify").Status(0)
	if got := built(w, []string{"build"}, "add-example", "sub-example"); got != (numbers{}) {
		t.Errorf("cargo compiles %+v again", got)
	}
	w.NWIn("ws", "unify", "--check").Status(0)
	if w.Exists("ws/workspace-hack") {
		t.Error("there is a crate, and nothing from elsewhere")
	}
}
