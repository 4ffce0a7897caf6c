package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/stub"
)

// subject is a program that runs cargo in nested workspaces.
type subject struct {
	name     string
	script   string   // build.rs
	depends  string   // more of the manifest
	traverse []string // the command that visits all of them
}

func newSubject(name, peer string) (subject, error) {
	switch {
	case name == "nw":
		return subject{name: name, script: stub.BuildScript, traverse: []string{"cargo", "nw", "check", "--offline"}}, nil
	case name == "peer" && peer != "":
		return subject{
			name: name, script: "fn main() {\n    nested_workspace::build().unwrap();\n}\n",
			depends:  "[build-dependencies]\nnested_workspace = \"=3.2.1\"\n",
			traverse: []string{"cargo", "nested", "check", "--offline"},
		}, nil
	}
	return subject{}, fmt.Errorf("no subject %q: nw, or peer with -peer DIR", name)
}

// nestedDirs are the nested workspaces of the tree. b depends on the package
// that lists it.
var nestedDirs = []string{"a", "b", "c"}

// write makes the tree: a containing package and its nested workspaces, each a
// program that prints its own name.
func (s subject) write(dir string) error {
	files := map[string]string{
		"Cargo.toml": table("outer", `[package.metadata.nested_workspace]
roots = ["a", { path = "b", dependent = true }, "c"]
`+s.depends),
		"build.rs": s.script, "src/lib.rs": "pub fn name() -> &'static str {\n    \"outer\"\n}\n",
		"src/main.rs": program("outer"),
	}
	for _, name := range nestedDirs {
		more := ""
		if name == "b" {
			more = "[dependencies]\nouter = { path = \"..\" }\n"
		}
		files[name+"/Cargo.toml"] = table(name, more)
		files[name+"/src/main.rs"] = program(name)
	}
	return writeFiles(dir, files)
}

func writeFiles(dir string, files map[string]string) error {
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil { //nolint:gosec // as cargo new does
			return fmt.Errorf("making the tree: %w", err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil { //nolint:gosec // as cargo new does
			return fmt.Errorf("making the tree: %w", err)
		}
	}
	return nil
}

func table(name, more string) string {
	return "[workspace]\n[package]\nname = \"" + name + "\"\nversion = \"0.1.0\"\nedition = \"2021\"\n" + more
}

func program(name string) string { return "fn main() {\n    println!(\"" + name + "\");\n}\n" }
