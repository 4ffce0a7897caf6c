package drift_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
	"github.com/cargo-nw/cargo-nw/test/harness"
)

// shared is a package that a program and a procedural macro use. Where only the
// macro uses it, cargo leaves its debuginfo out.
const shared = `
-- ext/quote/Cargo.toml --
[package]
name = "quote"
version = "0.1.0"
edition = "2021"
-- ext/quote/src/lib.rs --
-- ws/Cargo.toml --
[workspace]
members = ["app", "derive"]
resolver = "2"
-- ws/app/Cargo.toml --
[package]
name = "app"
version = "0.1.0"
edition = "2021"
[dependencies]
quote = { path = "../../ext/quote" }
derive = { path = "../derive" }
-- ws/app/src/main.rs --
fn main() {}
-- ws/derive/Cargo.toml --
[package]
name = "derive"
version = "0.1.0"
edition = "2021"
[lib]
proc-macro = true
[dependencies]
quote = { path = "../../ext/quote" }
-- ws/derive/src/lib.rs --
`

type way struct {
	Kind, Text    string
	Before, After struct {
		ThirdParty int `json:"third_party"`
		Local      int
	}
}

// ways are those that drift shows.
func ways(w *harness.World) []way {
	w.T.Helper()
	out := w.NWIn("ws", "drift", "features", "--format", "json", "--builds", "check").Status(0)
	var doc struct{ Features []struct{ Ways []way } }
	if err := json.Unmarshal([]byte(out.Stdout), &doc); err != nil || len(doc.Features) != 1 {
		w.T.Fatalf("got %v\n%s", err, out.Stdout)
	}
	return doc.Features[0].Ways
}

// members compiles the workspace, then each member, and gives how many crates
// that compiles again.
func members(w *harness.World, names ...string) (again int) {
	w.T.Helper()
	build(w, unitgraph.Build{Command: "check"})
	for _, name := range names {
		again += build(w, unitgraph.Build{Command: "check", Member: name, Plain: name == ""}).compiled
	}
	return again
}

// TestWays does what drift says that helps. Cargo compiles what it says then.
func TestWays(t *testing.T) {
	t.Parallel()
	t.Run("profile", func(t *testing.T) {
		t.Parallel()
		w := harness.Real(t, harness.Archive(shared))
		w.Cargo("ws", "generate-lockfile", "--offline").Status(0)
		found := ways(w)
		i := slices.IndexFunc(found, func(w way) bool { return w.Kind == "profile" })
		if i < 0 {
			t.Fatalf("got %+v", found)
		}
		if again := members(w, "app", "derive"); again != found[i].Before.ThirdParty+found[i].Before.Local || again == 0 {
			t.Errorf("cargo compiles %d crates again, and drift says %+v", again, found[i].Before)
		}
		w.Remove("ws/target")
		w.Write(harness.Files{"ws/Cargo.toml": w.Read("ws/Cargo.toml") + "\n" + found[i].Text + "\n"})
		if again := members(w, "app", "derive"); again != found[i].After.ThirdParty+found[i].After.Local {
			t.Errorf("with the lines cargo compiles %d crates again, and drift says %+v", again, found[i].After)
		}
	})
	t.Run("cargo", func(t *testing.T) {
		t.Parallel()
		w := harness.Real(t, harness.Archive(strings.NewReplacer("RESOLVER", "2", "EDITION", "2021").Replace(kinds))).Plain()
		nightly := w.With("RUSTUP_TOOLCHAIN=nightly", "RUSTUP_AUTO_INSTALL=0")
		w.Cargo("ws", "generate-lockfile", "--offline").Status(0)
		if slices.ContainsFunc(ways(w), func(w way) bool { return w.Kind == "cargo" }) {
			t.Skip("feature unification is stable: this test is to be written anew")
		}
		if nightly.Run("ws", "cargo", "-V").Code != 0 {
			t.Skip("there is no nightly toolchain: feature unification is unstable")
		}
		found := ways(nightly)
		i := slices.IndexFunc(found, func(w way) bool { return w.Kind == "cargo" })
		if i < 0 {
			t.Fatalf("got %+v", found)
		}
		w.Write(harness.Files{"ws/.cargo/config.toml": found[i].Text + "\n"})
		if again := members(nightly, "app", "util", "derive", "cli", "plain", ""); again != found[i].After.ThirdParty+found[i].After.Local {
			t.Errorf("with the lines cargo compiles %d crates again, and drift says %+v", again, found[i].After)
		}
	})
	t.Run("target", func(t *testing.T) {
		t.Parallel()
		w := harness.Real(t, harness.Archive(strings.NewReplacer("RESOLVER", "2", "EDITION", "2021").Replace(kinds)))
		w.Cargo("ws", "generate-lockfile", "--offline").Status(0)
		found := slices.DeleteFunc(ways(w), func(w way) bool { return w.Kind != "target" })
		if len(found) == 0 {
			t.Fatal("there is no way by target")
		}
		build(w, unitgraph.Build{Command: "check"})
		for _, way := range found {
			argv := append([]string{"cargo", "--offline", "-v"}, strings.Fields(way.Text)...)
			if out := w.Run("ws", argv...).Status(0); !out.Fresh() {
				t.Errorf("%s compiles\n%s", way.Text, out.Stderr)
			}
		}
	})
}
