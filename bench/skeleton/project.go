package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// member is one package of the project.
type member struct {
	dir, deps string
	program   bool
}

// workspace is one workspace of it.
type workspace struct {
	dir     string
	members []member
}

// project are three workspaces. The nested ones depend on packages of the first
// one and of each other.
var project = []workspace{
	{".", []member{
		{"model", "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\nuuid = { version = \"1\", features = [\"v4\", \"serde\"] }\nchrono = { version = \"0.4\", features = [\"serde\"] }\n", false},
		{"store", "model = { path = \"../model\" }\nregex = \"1\"\nanyhow = \"1\"\nthiserror = \"2\"\nindexmap = \"2\"\nparking_lot = \"0.12\"\n", false},
		{"server", "model = { path = \"../model\" }\nstore = { path = \"../store\" }\naxum = \"0.8\"\ntokio = { version = \"1\", features = [\"full\"] }\ntower-http = { version = \"0.6\", features = [\"trace\", \"cors\"] }\n" +
			"tracing = \"0.1\"\ntracing-subscriber = { version = \"0.3\", features = [\"env-filter\"] }\nclap = { version = \"4\", features = [\"derive\"] }\n", true},
	}},
	{"tools", []member{
		{"report", "model = { path = \"../../model\" }\ncsv = \"1\"\ntoml = \"0.8\"\nhandlebars = \"6\"\n", false},
		{"tool", "report = { path = \"../report\" }\nclap = { version = \"4\", features = [\"derive\"] }\nureq = { version = \"2\", default-features = false }\nwalkdir = \"2\"\nignore = \"0.4\"\nrayon = \"1\"\nrand = \"0.8\"\n", true},
	}},
	{"checks", []member{
		{"macros", "syn = { version = \"2\", features = [\"full\", \"visit\"] }\nquote = \"1\"\nproc-macro2 = \"1\"\nprettyplease = \"0.2\"\n", false},
		{"check", "macros = { path = \"../macros\" }\nreport = { path = \"../../tools/report\" }\nproptest = { version = \"1\", default-features = false, features = [\"std\"] }\nitertools = \"0.13\"\nnum = \"0.4\"\nsha2 = \"0.10\"\nbase64 = \"0.22\"\n", true},
	}},
}

// files are the project's, by path.
func files() map[string]string {
	found := map[string]string{}
	var roots []string
	for _, ws := range project[1:] {
		roots = append(roots, fmt.Sprintf("%q", ws.dir))
	}
	for i, ws := range project {
		var members []string
		for _, m := range ws.members {
			members = append(members, fmt.Sprintf("%q", m.dir))
			at := filepath.Join(ws.dir, m.dir)
			found[filepath.Join(at, "Cargo.toml")] = "[package]\nname = \"" + m.dir + "\"\nversion = \"0.3.1\"\nedition = \"2021\"\n[dependencies]\n" + m.deps
			code := "pub fn word() -> &'static str { \"" + m.dir + " as it was\" }\n"
			if m.program {
				code = "fn main() { println!(\"" + m.dir + " as it was\"); }\n"
			}
			found[filepath.Join(at, "src", map[bool]string{true: "main.rs", false: "lib.rs"}[m.program])] = code
		}
		text := "[workspace]\nresolver = \"2\"\nmembers = [" + strings.Join(members, ", ") + "]\n"
		if i == 0 {
			list := strings.Join(roots, ", ")
			text += "exclude = [" + list + "]\n[workspace.metadata.nested_workspace]\nroots = [" + list + "]\n"
		}
		found[filepath.Join(ws.dir, "Cargo.toml")] = text
	}
	return found
}

// many are 1,000 packages in four workspaces, each of which depends on the one
// before it. None needs a registry.
func many() map[string]string {
	found := map[string]string{}
	for w := range 4 {
		dir := fmt.Sprintf("w%d", w)
		if w == 0 {
			dir = "."
		}
		found[filepath.Join(dir, "Cargo.toml")] = "[workspace]\nresolver = \"2\"\nmembers = [\"p*\"]\nexclude = [\"w1\", \"w2\", \"w3\"]\n" +
			map[bool]string{true: "[workspace.metadata.nested_workspace]\nroots = [\"w1\", \"w2\", \"w3\"]\n"}[w == 0]
		for p := range 250 {
			at := filepath.Join(dir, fmt.Sprintf("p%03d", p))
			text := fmt.Sprintf("[package]\nname = \"w%d-p%03d\"\nversion = \"1.2.3\"\nedition = \"2021\"\n[features]\ndefault = [\"a\"]\na = []\n", w, p)
			if p > 0 {
				text += fmt.Sprintf("[dependencies]\nw%d-p%03d = { path = \"../p%03d\", version = \"1\" }\n", w, p-1, p-1)
			}
			found[filepath.Join(at, "Cargo.toml")] = text
			found[filepath.Join(at, "src", "lib.rs")] = "pub fn f() {}\n"
			found[filepath.Join(at, "src", "bin", "tool.rs")] = "fn main() {}\n"
			found[filepath.Join(at, "tests", "test.rs")] = "#[test]\nfn t() {}\n"
		}
	}
	return found
}

// write lays files out below a directory.
func write(dir string, files map[string]string) error {
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}
