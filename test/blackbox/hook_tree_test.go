//go:build unix

package blackbox_test

import (
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/stub"
)

// libraryTree is a workspace of one package.
func libraryTree(dir, name string, more ...string) files {
	return files{
		dir + "/Cargo.toml": "[workspace]\n[package]\nname = \"" + name + "\"\nversion = \"0.1.0\"\nedition = \"2021\"\n" + strings.Join(more, "\n"),
		dir + "/src/lib.rs": "pub fn answer() -> u32 { 42 }\n",
	}
}

// containingTree is a workspace of one package whose build script runs the nested
// workspaces; table is what stands in its nested_workspace table.
func containingTree(dir, name, table string, more ...string) files {
	tree := libraryTree(dir, name, append([]string{"[package.metadata.nested_workspace]", table}, more...)...)
	tree[dir+"/build.rs"] = stub.BuildScript
	return tree
}

// testedTree adds the test stub.
func testedTree(dir string) files {
	return files{dir + "/tests/nested_workspaces.rs": stub.TestStub}
}

// refused is what a build says that was not offline.
const refused = "refusing to check as --offline was not passed to parent command"

// hookLine is the build script with more words behind `hook build`.
func hookLine(words ...string) string {
	quoted := []string{`"hook", "build"`}
	for _, w := range words {
		quoted = append(quoted, strconv.Quote(w))
	}
	return strings.Replace(stub.BuildScript, quoted[0], strings.Join(quoted, ", "), 1)
}

// hostTriple is the platform of the rustc that tests use.
func hostTriple(t *testing.T) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "rustc", "-vV").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		if host, ok := strings.CutPrefix(line, "host: "); ok {
			return strings.TrimSpace(host)
		}
	}
	t.Fatalf("rustc -vV names no host: %s", out)
	return ""
}
