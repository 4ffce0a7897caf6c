package skeleton_test

import (
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// TestPlaces has packages and workspaces that are not where they seem to be:
// below symlinks, under roots that do not list them, in the place of others.
func TestPlaces(t *testing.T) {
	t.Parallel()
	w := world{World: harness.Real(t, harness.Files{
		"src/Cargo.toml": "[workspace]\nmembers = [\"app\"]\nexclude = [\"real\", \"fork\", \"else\", \"over\"]\nresolver = \"2\"\n[workspace.metadata.nested_workspace]\nroots = [\"linked\"]\n",
		"src/app/Cargo.toml": harness.Package("app", "[dependencies]\nmid = \"1\"\nextra = \"1\"\nstray = { path = \"../else/stray\" }\n"+
			"pointing = { path = \"../else/pointing\" }\n[dev-dependencies]\nway = { path = \"way\" }\n"),
		"src/app/src/lib.rs": "",
		// A symlink in a package, and a package of which the source is elsewhere.
		"src/real/way/Cargo.toml": harness.Package("way", "[lib]\npath = \"../src/way.rs\"\n"),
		"src/real/src/way.rs":     "",
		"src/real/ws/Cargo.toml":  harness.Package("ws", "[workspace]\nexclude = [\"../way\"]\n[dependencies]\nleaf = \"1\"\nway = { path = \"../way\" }\n"),
		"src/real/ws/src/lib.rs":  "",
		// Its root is not part of the skeleton, does not list it, and is needed to
		// read it.
		"src/else/Cargo.toml":        "[workspace]\nmembers = [\"listed\"]\n[workspace.package]\nedition = \"2018\"\n[workspace.dependencies]\nleaf = { version = \"1\", features = [\"loud\"] }\n",
		"src/else/listed/Cargo.toml": harness.Package("listed"), "src/else/listed/src/lib.rs": "",
		"src/else/stray/Cargo.toml":    "[package]\nname = \"stray\"\nversion = \"0.1.0\"\nedition.workspace = true\n[dependencies]\nleaf.workspace = true\n",
		"src/else/stray/src/lib.rs":    "",
		"src/else/pointing/Cargo.toml": harness.Package("pointing", "workspace = \"../../over\"\n[dependencies]\nextra = \"1\"\n"), "src/else/pointing/src/lib.rs": "",
		"src/over/Cargo.toml": "[workspace]\nmembers = [\"../else/pointing\"]\n",
		// What the configuration puts in the place of a package of crates.io.
		"src/.cargo/config.toml":  "paths = [\"fork\"]\n",
		"src/fork/mid/Cargo.toml": "[package]\nname = \"mid\"\nversion = \"1.0.0\"\nedition = \"2021\"\n[features]\nmore = [\"dep:extra\"]\n[dependencies]\nleaf = { version = \"1\", default-features = false }\nextra = { version = \"1\", optional = true }\n",
		"src/fork/mid/src/lib.rs": "",
	})}
	w.Link("../real/way", "src/app/way")
	w.Link("real/ws", "src/linked")
	w.registry()
	w.lock()
	w.skeleton("out").Once("else/stray is in the skeleton as it is, because the workspace above it does not list it").
		Once("fork/mid is in the skeleton as it is, because it replaces a third-party package")
	for _, path := range []string{"else/Cargo.toml", "fork/mid/src/lib.rs", "else/stray/src/lib.rs", "real/way/nw-skeleton-lib.rs"} {
		if !w.Exists("out/" + path) {
			t.Errorf("there is no %s", path)
		}
	}
	for _, path := range []string{"else/listed", "over"} {
		if w.Exists("out/" + path) {
			t.Errorf("%s is in the skeleton", path)
		}
	}
	for _, root := range w.roots {
		for _, argv := range [][]string{{"build"}, {"test", "--workspace"}} {
			if theirs, made := w.units("src", root, argv), w.units("out", root, argv); len(theirs) == 0 || without(theirs, made)+without(made, theirs) != "" {
				t.Errorf("%s: cargo %v: in the sources\n%v\nin the skeleton\n%v", root, argv, theirs, made)
			}
		}
	}
	w.NWIn("out", "check", "--workspace", "--locked", "--offline").Status(0)
	w.NWIn("out", "skeleton", "--digest").Status(3).Says("Cargo.toml is a skeleton already")
}
