package unify_test

import (
	"strings"
	"testing"
)

// two workspaces, one in the other, with one package.
const two = `
-- ws/Cargo.toml --
[package]
name = "outer"
version = "0.1.0"
edition = "2021"
[workspace]
exclude = ["inner"]
[package.metadata.nested_workspace]
roots = ["inner"]
[dependencies]
num = { version = "1", features = ["fast"] }
-- ws/src/lib.rs --
-- ws/inner/Cargo.toml --
[package]
name = "inner"
version = "0.1.0"
edition = "2021"
[workspace]
[dependencies]
num = { version = "1", default-features = false, features = ["wide"] }
-- ws/inner/src/lib.rs --
`

// TestAcross has two workspaces ask for the same features.
func TestAcross(t *testing.T) {
	t.Parallel()
	w := furnished(t, two)
	w.Cargo("ws/inner", "generate-lockfile", "--offline").Status(0)
	before := files(w)
	w.NWIn("ws", "unify", "--yes").Status(0).Says("nothing to change")
	unchanged(w, before, "one workspace has one build")
	w.NWIn("ws", "unify", "--yes", "--across").Status(0)
	const want = `num = { version = "1", features = ["fast", "wide"] }`
	for _, crate := range []string{"ws/workspace-hack/workspace-hack-outer", "ws/inner/workspace-hack/workspace-hack-inner"} {
		if text := w.Read(crate + "/Cargo.toml"); !strings.Contains(text, want) {
			t.Errorf("%s is\n%s", crate, text)
		}
	}
	w.NWIn("ws", "unify", "--check", "--across").Status(0)
	for _, ws := range report(w, "--across").Workspaces {
		if len(ws.Left) > 0 {
			t.Errorf("%s: left is %+v", ws.Workspace, ws.Left)
		}
	}
	w.NWIn("ws", "unify", "--remove", "--yes").Status(0)
	unchanged(w, before, "after --remove")
}

// windows is a workspace in which most differs on another platform.
const windows = `
-- ws/Cargo.toml --
[workspace]
members = ["a", "b"]
resolver = "2"
[workspace.metadata.cargo-nw.unify]
platforms = ["x86_64-pc-windows-msvc", "x86_64-unknown-linux-gnu"]
dev = "off"
-- ws/a/Cargo.toml --
[package]
name = "a"
version = "0.1.0"
edition = "2021"
[dependencies]
num = "1"
[target.'cfg(windows)'.dependencies]
num = { version = "1", features = ["fast"] }
family = { version = "1", features = ["one"] }
-- ws/a/src/lib.rs --
-- ws/b/Cargo.toml --
[package]
name = "b"
version = "0.1.0"
edition = "2021"
[dependencies]
num = "1"
[target.'cfg(windows)'.dependencies]
family = { version = "1", features = ["two"] }
-- ws/b/src/lib.rs --
`

// TestPlatforms lists what only one platform needs below that platform.
func TestPlatforms(t *testing.T) {
	t.Parallel()
	w := furnished(t, windows)
	w.NWIn("ws", "unify", "--yes").Status(0)
	const (
		family = "[target.'cfg(windows)'.dependencies]\nfamily = { version = \"1\", features = [\"one\", \"two\"] }"
		num    = "[target.'x86_64-pc-windows-msvc'.dependencies]\nnum = { version = \"1\", features = [\"fast\"] }"
	)
	for crate, wants := range map[string][]string{"a": {family}, "b": {family, num}} {
		text := w.Read("ws/workspace-hack/workspace-hack-" + crate + "/Cargo.toml")
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%q is not in\n%s", want, text)
			}
		}
	}
	w.NWIn("ws", "unify", "--check").Status(0)
}
