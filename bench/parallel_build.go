package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// parallelBuild: what is gained by building several at once, and is the limit
// kept?
var parallelBuild = benchmark{
	name:  "parallel-build",
	title: "`cargo build` of 8 nested workspaces from nothing, two jobs",
	note: "Each workspace has a program and three crates that it uses. All target directories are removed before each run, untimed. " +
		"In the runs with “counted”, which are timed too but not compared, /proc is read every 5 ms for `rustc` processes.",
	warm:  1,
	setup: setupParallelBuild,
	figures: []figure{
		{what: "against sequence", ours: "cargo-nw -j 2", other: "cargo-nw", kind: noBound},
		{what: "against `xargs -P2`, which has no limit", ours: "cargo-nw -j 2", other: "xargs -P2, counted", kind: noBound},
		{what: "most `rustc` at once", ours: "cargo-nw -j 2, counted", kind: peakAtMost, asked: 2},
		{what: "most `rustc` at once", ours: "xargs -P2, counted", kind: peakNoBound},
	},
}

func setupParallelBuild(_ context.Context, l *lab) ([]contender, error) {
	f := fixture{dir: filepath.Join(l.dir, "parallel-build"), roots: roots(8)}
	if err := f.write(); err != nil {
		return nil, err
	}
	for _, root := range f.roots {
		if err := f.program(root); err != nil {
			return nil, fmt.Errorf("making a fixture: %w", err)
		}
	}
	check := func(string) error { return f.built() }
	build := func(name string, counted bool, argv ...string) contender {
		return contender{name: name, argv: argv, dir: f.dir, counted: counted, slow: counted, before: f.removeTargets, check: check}
	}
	return []contender{
		build("cargo-nw -j 2", false, "cargo", "nw", "-j", "2", "build", "--offline"),
		build("cargo-nw", false, "cargo", "nw", "build", "--offline"),
		build("cargo-nw -j 2, counted", true, "cargo", "nw", "-j", "2", "build", "--offline"),
		build("xargs -P2, counted", true, f.xargs("build")...),
	}, nil
}

// program makes a root a program that uses three crates of its own.
func (f fixture) program(root string) error {
	name := filepath.Base(root)
	files := map[string]string{"src/main.rs": "fn main() {\n    println!(\"{}\", " + name + "a::sum() + " + name + "b::sum() + " + name + "c::sum());\n}\n"}
	var manifest strings.Builder
	manifest.WriteString("[workspace]\n\n" + packageTable(name) + "\n[dependencies]\n")
	for _, letter := range []string{"a", "b", "c"} {
		crate := name + letter
		fmt.Fprintf(&manifest, "%s = { path = %q }\n", crate, letter)
		files[letter+"/Cargo.toml"] = packageTable(crate)
		files[letter+"/src/lib.rs"] = work
	}
	files["Cargo.toml"] = manifest.String()
	for path, text := range files {
		path = filepath.Join(f.dir, root, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil { //nolint:gosec // as cargo new does
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil { //nolint:gosec // as cargo new does
			return err
		}
	}
	return nil
}

// work keeps rustc busy for a few tenths of a second.
var work = func() string {
	var text strings.Builder
	const types = 40
	for i := range types {
		fmt.Fprintf(&text, "#[derive(Clone, Debug, Default, PartialEq, PartialOrd, Eq, Ord, Hash)]\npub struct T%d { pub a: u64, pub b: String, pub c: Vec<u8> }\n", i)
	}
	text.WriteString("pub fn sum() -> u64 {\n    0")
	for i := range types {
		fmt.Fprintf(&text, "\n        + T%d::default().a", i)
	}
	text.WriteString("\n}\n")
	return text.String()
}()
