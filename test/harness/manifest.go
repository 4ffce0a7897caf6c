package harness

import (
	"strconv"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/stub"
)

// Package is the manifest of a package, of six lines and these more; what they
// begin with belongs to [package] unless it is a table.
func Package(name string, more ...string) string {
	return "[package]\nname = \"" + name + "\"\nversion = \"0.1.0\"\nedition = \"2021\"\n" + strings.Join(more, "\n")
}

// Roots is the table in which a package lists its roots, written as in TOML.
func Roots(array string) string {
	return "[package.metadata.nested_workspace]\nroots = " + array + "\n"
}

// Outer is the manifest of a package with these roots, which are in line 6.
func Outer(array string) string { return Package("outer", Roots(array)) }

// Member is a package that is no workspace.
func Member(dir, name string, more ...string) Files {
	return Files{
		dir + "/Cargo.toml": Package(name, more...),
		dir + "/src/lib.rs": "pub fn answer() -> u32 { 42 }\n",
	}
}

// Library is a workspace of one package.
func Library(dir, name string, more ...string) Files {
	tree := Member(dir, name, more...)
	tree[dir+"/Cargo.toml"] = "[workspace]\n" + tree[dir+"/Cargo.toml"]
	return tree
}

// Containing is a workspace of one package whose build script runs the nested
// workspaces; table is what is in its nested_workspace table.
func Containing(dir, name, table string, more ...string) Files {
	tree := Library(dir, name, append([]string{"[package.metadata.nested_workspace]", table}, more...)...)
	tree[dir+"/build.rs"] = stub.BuildScript
	return tree
}

// Tested adds the test that runs the nested workspaces.
func Tested(dir string) Files {
	return Files{dir + "/tests/nested_workspaces.rs": stub.TestStub}
}

// HookLine is the build script of [Containing] with more words after
// `hook build`.
func HookLine(words ...string) string {
	quoted := []string{`"hook", "build"`}
	for _, w := range words {
		quoted = append(quoted, strconv.Quote(w))
	}
	return strings.Replace(stub.BuildScript, quoted[0], strings.Join(quoted, ", "), 1)
}
