package doctor

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/stub"
)

func TestStubs(t *testing.T) {
	t.Parallel()
	const own = "fn main() {\n    std::process::Command::new(\"cargo-nw\").args([\"hook\", \"build\"]).status().unwrap();\n}\n"
	examine(t, (*examination).stubs, []row{
		{name: "none", archive: outer + inner("a") + inner("b") + "-- build.rs --\nfn main() {}\n-- tests/other.rs --\n"},
		{name: "those of this version", archive: outer + inner("a") + inner("b") + "-- build.rs --\n" + stub.BuildScript + "-- tests/nested_workspaces.rs --\n" + stub.TestStub},
		{name: "one of somebody's own", archive: outer + inner("a") + inner("b") + "-- build.rs --\n" + own, want: "warning stub build.rs: does not call `cargo-nw hook build` the way this version of cargo-nw expects; it lacks: let nw = std::env::var_os(\"CARGO_NW\").unwrap_or(\"cargo-nw\".into());"},
		{name: "a package without roots", archive: "-- Cargo.toml --\npackage p\n-- build.rs --\n" + own},
	})
}

func TestEndlessTests(t *testing.T) {
	t.Parallel()
	const fuzz = "\n[package.metadata]\ncargo-fuzz = true\n[[bin]]\nname = \"x\"\n"
	examine(t, (*examination).endlessTests, []row{
		{name: "none", archive: outer + inner("a") + inner("b")},
		{name: "without the key", archive: outer + inner("a") + "-- b/Cargo.toml --\npackage b" + fuzz, want: "warning fuzz-test b/Cargo.toml: `cargo test` would run the fuzzer without end: x without test = false"},
		{name: "with it", archive: outer + inner("a") + "-- b/Cargo.toml --\npackage b" + fuzz + "test = false\n"},
	})
}

func TestForeign(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("its programs have other names there")
	}
	self, err := os.Executable() // built from our module
	if err != nil {
		t.Fatal(err)
	}
	const archive = "-- Cargo.toml --\npackage p\n-- bin/cargo-nw --\n#!/bin/sh\n"
	on := func(env ...string) func(e *examination) {
		return func(e *examination) {
			e.Self = filepath.Join(e.Dir, "Cargo.toml") // any other file
			for _, kv := range env {
				e.Env = append(e.Env, os.Expand(kv, func(string) string { return e.Dir }))
			}
		}
	}
	examine(t, (*examination).foreign, []row{
		{name: "none on PATH", archive: archive, with: on("PATH=/nowhere")},
		{name: "one on PATH", archive: archive, with: on("PATH=$DIR/bin"), want: "error foreign bin/cargo-nw: is another program called cargo-nw, and is found before this one"},
		{name: "the same by CARGO_NW", archive: archive, with: on("PATH=/nowhere", "CARGO_NW=$DIR/bin/cargo-nw"), want: "error foreign bin/cargo-nw: is another program called cargo-nw, and is found before this one"},
		{name: "another build of ours", archive: archive, with: on("PATH=$DIR/bin", "CARGO_NW="+self)},
		{name: "this one", archive: archive, with: func(e *examination) {
			on("PATH=$DIR/bin")(e)
			e.Self = filepath.Join(e.Dir, "bin", "cargo-nw")
		}},
	})
}

func TestRustup(t *testing.T) {
	t.Parallel()
	version := func(minor int) func(e *examination) {
		return func(e *examination) {
			e.answers.rustup = func() (toolchain.Version, error) { return toolchain.Version{Major: 1, Minor: minor}, nil }
			e.Env = append(e.Env, "PATH="+filepath.Join(e.Dir, "bin"))
		}
	}
	program := "bin/rustup"
	if runtime.GOOS == "windows" {
		program += ".exe"
	}
	archive := "-- Cargo.toml --\npackage p\n-- " + program + " --\n"
	examine(t, (*examination).rustup, []row{
		{name: "none", archive: archive},
		{name: "an old one", archive: archive, with: version(28), want: "warning rustup " + program + ": does not say how a toolchain was chosen (RUSTUP_TOOLCHAIN_SOURCE)…"},
		{name: "one that says why", archive: archive, with: version(29)},
	})
}
