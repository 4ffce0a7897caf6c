package skeleton_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// TestRefused has each thing that goes wrong, the status, and what is said.
func TestRefused(t *testing.T) {
	t.Parallel()
	lock := "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"0.1.0\"\n"
	alone := harness.Files{"src/Cargo.toml": harness.Package("a"), "src/src/lib.rs": "", "src/Cargo.lock": lock}
	for name, row := range map[string]struct {
		tree   harness.Files
		dir    string
		argv   []string
		status int
		says   []string
	}{
		"no lock file": {
			harness.Files{"src/Cargo.toml": harness.Package("a"), "src/src/lib.rs": ""},
			"src",
			[]string{"--digest"},
			3,
			[]string{"Cargo.lock does not exist: the skeleton and the sources could be built with different versions", "cargo generate-lockfile --manifest-path Cargo.toml"},
		},
		"out in the sources": {alone, "src", []string{"--out", "deps"}, 2, []string{"--out deps is in the current directory", "cargo would read .cargo/config.toml twice"}},
		"out is the sources": {alone, "src", []string{"--out", "."}, 2, []string{"--out . is in the current directory"}},
		"out is not empty": {
			harness.Files{"src/Cargo.toml": harness.Package("a"), "src/src/lib.rs": "", "src/Cargo.lock": lock, "out/x": ""},
			"src",
			[]string{"--out", "../out"},
			2,
			[]string{"--out ../out is not empty"},
		},
		"out is a file": {
			harness.Files{"src/Cargo.toml": harness.Package("a"), "src/src/lib.rs": "", "src/Cargo.lock": lock, "out": ""},
			"src",
			[]string{"--out", "../out"},
			2,
			[]string{"--out ../out: not a directory"},
		},
		"no directory":       {alone, "src", nil, 2, []string{"skeleton needs a directory to write to", "cargo nw skeleton --out /skeleton"}},
		"unknown member":     {alone, "src", []string{"--digest", "--members", "b"}, 2, []string{"--members b is not a member of any workspace"}},
		"nothing to add":     {alone, "src", []string{"--digest", "--add", "x"}, 2, []string{"--add x does not exist"}},
		"added from outside": {alone, "src", []string{"--digest", "--add", ".."}, 2, []string{"--add .. is not in the current directory"}},
		"keeps nothing":      {alone, "src", []string{"--digest", "--keep", "third/*"}, 0, []string{"--keep third/* matches no package"}},
		"a dependency outside": {
			harness.Files{
				"src/Cargo.toml": harness.Package("a", "[dependencies]\nb = { path = \"../b\" }\n"), "src/src/lib.rs": "", "src/Cargo.lock": lock,
				"b/Cargo.toml": harness.Package("b"), "b/src/lib.rs": "",
			},
			"src",
			[]string{"--digest"},
			3,
			[]string{"Cargo.toml depends on ../b/Cargo.toml, which is not in the current directory", "cd .. && cargo nw skeleton --discover …"},
		},
		"a dependency outside, below a workspace": {
			harness.Files{
				"Cargo.toml":     harness.Package("b", "[workspace]", "exclude = [\"src\"]\n"),
				"src/Cargo.toml": harness.Package("a", "[dependencies]\nb = { path = \"..\" }\n"), "src/src/lib.rs": "", "src/lib.rs": "", "src/Cargo.lock": lock,
			},
			"src",
			[]string{"--digest"},
			3,
			[]string{"Cargo.toml depends on ../Cargo.toml, which is not in the current directory", "cargo nw skeleton --manifest-path ../Cargo.toml …"},
		},
		"a dependency that is not there": {
			harness.Files{"src/Cargo.toml": harness.Package("a", "[dependencies]\nb = { path = \"b\" }\n"), "src/src/lib.rs": "", "src/Cargo.lock": lock},
			"src",
			[]string{"--digest"},
			3,
			[]string{"b/Cargo.toml"},
		},
		"a lock file that is behind": {
			harness.Files{"src/Cargo.toml": strings.Replace(harness.Package("a"), "0.1.0", "0.2.0", 1), "src/src/lib.rs": "", "src/Cargo.lock": lock},
			"src",
			[]string{"--digest"},
			0,
			[]string{"Cargo.lock says a 0.1.0, its manifest 0.2.0: --locked will fail on the sources"},
		},
		"a lock file without a package": {
			harness.Files{"src/Cargo.toml": harness.Package("a"), "src/src/lib.rs": "", "src/Cargo.lock": "version = 4\n"},
			"src",
			[]string{"--digest"},
			0,
			[]string{"Cargo.lock does not have a: --locked will fail on the sources"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := harness.Real(t, row.tree)
			out := w.NWIn(row.dir, append([]string{"skeleton"}, row.argv...)...).Status(row.status).Says(row.says...)
			if row.status != 0 && (out.Stdout != "" || len(w.Find(".", "nw-skeleton*")) > 0) {
				out.Fail("something was done")
			}
		})
	}
}
