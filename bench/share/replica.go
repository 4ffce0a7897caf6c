package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// workspaces is how many nested workspaces the replica has. The last one has a
// service and nothing else.
const workspaces = 11

// replica is one tree of workspaces.
type replica struct {
	dir  string
	salt bool // each workspace's packages have a version of their own
}

func (r replica) name(i int) string { return fmt.Sprintf("w%02d", i) }

func (r replica) write(table, config string) error {
	files := map[string]string{
		"src/lib.rs": "",
	}
	var roots []string
	for i := range workspaces {
		roots = append(roots, fmt.Sprintf("%q", r.name(i)))
		r.workspace(files, i)
	}
	return r.containing(files, roots, table, config)
}

// containing adds the containing workspace to files, and writes all of them.
func (r replica) containing(files map[string]string, roots []string, table, config string) error {
	list := strings.Join(roots, ", ")
	files["Cargo.toml"] = "[package]\nname = \"top\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[workspace]\nexclude = [" + list + "]\n" +
		"[package.metadata.nested_workspace]\nroots = [" + list + "]\n" + table
	if config != "" {
		files[".cargo/config.toml"] = config
	}
	return r.put(files)
}

// put writes files below the replica's directory.
func (r replica) put(files map[string]string) error {
	for name, text := range files {
		path := filepath.Join(r.dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func (r replica) workspace(files map[string]string, i int) {
	name := r.name(i)
	version := "0.21.1"
	if r.salt {
		version += "+" + name
	}
	pkg := func(crate, lib, deps, file, code string) {
		files[name+"/"+crate+"/Cargo.toml"] = "[package]\nname = \"" + crate + "\"\nversion = \"" + version + "\"\nedition = \"2021\"\n" + lib + "[dependencies]\n" + deps
		files[name+"/"+crate+"/src/"+file] = strings.ReplaceAll(code, "WORD", name)
	}
	members := []string{"service"}
	pkg("service", "", "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\nregex = \"1\"\nclap = { version = \"4\", features = [\"derive\"] }\n", "main.rs", service)
	if i < workspaces-1 {
		members = append(members, "plugin", "query")
		pkg("plugin", "[lib]\ncrate-type = [\"cdylib\"]\n", "serde_json = \"1\"\n", "lib.rs", plugin)
		pkg("query", "", "syn = { version = \"2\", features = [\"full\"] }\nlibz-sys = { version = \"1\", default-features = false, features = [\"libc\", \"static\"] }\n", "main.rs", query)
	}
	files[name+"/Cargo.toml"] = "[workspace]\nresolver = \"2\"\nmembers = [\"" + strings.Join(members, "\", \"") + "\"]\n"
}

// wrong counts the programs and libraries that are not their workspace's own.
func (r replica) wrong() (n int, err error) {
	for i := range workspaces {
		for _, file := range []string{"service", "query", "libplugin.so"} {
			data, err := os.ReadFile(filepath.Join(r.dir, r.name(i), "target", "debug", file)) //nolint:gosec // in the temporary directory
			if os.IsNotExist(err) && i == workspaces-1 && file != "service" {
				continue
			}
			if err != nil {
				return n, err
			}
			if !strings.Contains(string(data), "the word is "+r.name(i)) {
				n++
			}
		}
	}
	return n, nil
}

const service = `use clap::Parser;
#[derive(Parser, serde::Serialize)]
struct Args { #[arg(long, default_value = "the word is WORD")] word: String }
fn main() {
    let args = Args::parse();
    let found = regex::Regex::new("w[0-9]+").unwrap().is_match(&args.word);
    println!("{} {}", serde_json::to_string(&args).unwrap(), found);
}
`

const plugin = `#[no_mangle]
pub static WORD_OF_PLUGIN: &[u8; 15] = b"the word is WORD";
#[no_mangle]
pub extern "C" fn answer() -> usize { serde_json::json!({"a": 1}).to_string().len() }
`

const query = `fn main() {
    let version = unsafe { std::ffi::CStr::from_ptr(libz_sys::zlibVersion()) };
    let file: syn::File = syn::parse_str("fn f() {}").unwrap();
    println!("the word is WORD {} {:?}", file.items.len(), version);
}
`
