package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/stub"
)

// fixture is a containing package and its nested workspaces.
type fixture struct {
	dir     string
	roots   []string // relative to dir
	table   string   // more of the nested_workspace table
	depends string   // more of the manifest
	script  string   // build.rs; "" for none
}

// names of the nested workspaces.
func roots(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf("ws/n%04d", i)
	}
	return list
}

// write creates the files. Each nested workspace is a package with its own
// name.
func (f fixture) write() error {
	manifest := "[workspace]\n\n" + packageTable("outer") + "\n" +
		"[package.metadata.nested_workspace]\nroots = [\"" + strings.Join(f.roots, "\", \"") + "\"]\n" + f.table + f.depends
	files := map[string]string{"Cargo.toml": manifest, "src/lib.rs": source}
	if f.script != "" {
		files["build.rs"] = f.script
	}
	for _, root := range f.roots {
		files[root+"/Cargo.toml"] = "[workspace]\n\n" + packageTable(filepath.Base(root))
		files[root+"/src/lib.rs"] = source
	}
	for name, text := range files {
		path := filepath.Join(f.dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil { //nolint:gosec // as cargo new does
			return fmt.Errorf("creating a fixture: %w", err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil { //nolint:gosec // as cargo new does
			return fmt.Errorf("creating a fixture: %w", err)
		}
	}
	return nil
}

const source = "pub fn one() -> u32 {\n    1\n}\n"

func packageTable(name string) string {
	return fmt.Sprintf("[package]\nname = %q\nversion = \"0.1.0\"\nedition = \"2021\"\n", name)
}

// The build scripts of direct mode.
var (
	ourScript   = stub.BuildScript
	peerScript  = "fn main() {\n    nested_workspace::build().unwrap();\n}\n"
	peerDepends = "\n[build-dependencies]\nnested_workspace = \"=" + peerVersion + "\"\n"
)

// handScript is what you would write without cargo-nw: the same cargo command
// in each nested workspace, without the variables that would change the build,
// and a file that is always missing, so that cargo runs it every time.
func handScript(roots []string) string {
	return `fn main() {
    println!("cargo::rerun-if-changed=missing");
    for dir in ["` + strings.Join(roots, `", "`) + `"] {
        let status = std::process::Command::new("cargo")
            .args(["check", "-vv", "--offline", "--workspace"])
            .current_dir(dir)
            .env_remove("CARGO")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env_remove("OUT_DIR")
            .env_remove("RUSTC")
            .env_remove("RUSTUP_TOOLCHAIN")
            .env_remove("TARGET")
            .status()
            .unwrap();
        assert!(status.success(), "cargo check in {dir}: {status}");
    }
}
`
}

// targets are the target directories of the package and of its roots.
func (f fixture) targets() []string {
	list := []string{filepath.Join(f.dir, "target")}
	for _, root := range f.roots {
		list = append(list, filepath.Join(f.dir, root, "target"))
	}
	return list
}

// removeTargets makes the next build a clean one.
func (f fixture) removeTargets() error {
	for _, dir := range f.targets() {
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	return nil
}

// built says whether there is something in each target directory.
func (f fixture) built() error {
	for _, dir := range f.targets() {
		if _, err := os.Stat(filepath.Join(dir, "debug")); err != nil {
			return fmt.Errorf("nothing was built: %w", err)
		}
	}
	return nil
}

// cleaned says whether no target directory is left.
func (f fixture) cleaned() error {
	for _, dir := range f.targets() {
		if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("%s is still there", dir)
		}
	}
	return nil
}

// scriptRun is when cargo last ran the package's build script: it then writes
// the script's output anew.
func (f fixture) scriptRun() (time.Time, error) {
	pattern := filepath.Join(f.dir, "target", "debug", "build", "outer-*", "output")
	found, err := filepath.Glob(pattern)
	if err != nil {
		return time.Time{}, fmt.Errorf("looking for %s: %w", pattern, err)
	}
	if len(found) != 1 {
		return time.Time{}, fmt.Errorf("looking for %s: found %d files", pattern, len(found))
	}
	info, err := os.Stat(found[0])
	if err != nil {
		return time.Time{}, err
	}
	return info.ModTime(), nil
}
