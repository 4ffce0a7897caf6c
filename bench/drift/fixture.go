package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

const (
	third   = 242 // packages in the registry that the workspace uses
	members = 8
	differ  = 12 // packages that differ between the four lock files
	shared  = 42 // and those that these have in common
)

// crates are the packages of the registry. Each depends on up to three with a
// higher number, by requirements of all kinds, and has a feature. The first ones
// are there in several versions.
func crates() string {
	var out strings.Builder
	for i := range third {
		versions := []string{"1.0.0"}
		if i < shared {
			versions = []string{"1.0.0", "1.1.0", "1.2.0"}
		}
		for _, v := range versions {
			fmt.Fprintf(&out, "-- p%[1]d-%[2]s/Cargo.toml --\n[package]\nname = \"p%[1]d\"\nversion = %[2]q\nedition = \"2021\"\n[features]\ndefault = [\"std\"]\nstd = []\nextra = []\n[dependencies]\n", i, v)
			for _, step := range []int{shared, shared + 7, shared + 31} {
				if on := i + step; on < third {
					fmt.Fprintf(&out, "p%d = \"1\"\n", on)
				}
			}
			fmt.Fprintf(&out, "-- p%d-%s/src/lib.rs --\n", i, v)
		}
	}
	return out.String()
}

// workspace writes one of 8 members that use all packages between them, some
// with a feature that only one of them asks for.
func (l *lab) workspace(dir string) error {
	var names []string
	for m := range members {
		names = append(names, fmt.Sprintf("%q", fmt.Sprintf("m%d", m)))
		var text strings.Builder
		fmt.Fprintf(&text, "[package]\nname = \"m%d\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\n", m)
		for i := range shared {
			switch {
			case i%members == m:
				fmt.Fprintf(&text, "p%d = { version = \"1\", features = [\"extra\"] }\n", i)
			case i%3 == m%3:
				fmt.Fprintf(&text, "p%d = \"1\"\n", i)
			}
		}
		if err := write(filepath.Join(dir, fmt.Sprintf("m%d", m)), text.String()); err != nil {
			return err
		}
	}
	if err := write(dir, "[workspace]\nresolver = \"2\"\nmembers = ["+strings.Join(names, ", ")+"]\n"); err != nil {
		return err
	}
	_, err := l.Run(dir, "cargo", "fetch")
	return err
}

// places are the four workspaces.
var places = []string{".", "a", "b", "c"}

// place is the manifest of one of them, as it was when it was locked, or as it
// is: with two requirements that hold a package back.
func place(n int, pinned bool) string {
	var text strings.Builder
	name, head := "outer", "[workspace]\nexclude = [\"a\", \"b\", \"c\"]\n[package.metadata.nested_workspace]\nroots = [\"a\", \"b\", \"c\"]\n"
	if n > 0 {
		name, head = places[n], "[workspace]\n"
	}
	fmt.Fprintf(&text, "%s[package]\nname = %q\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\n", head, name)
	for i := range shared {
		switch minor := (i + n) % 3; {
		case i >= differ:
			fmt.Fprintf(&text, "p%d = \"1\"\n", i)
		case pinned, i == 0 && n == 0:
			fmt.Fprintf(&text, "p%d = \"=1.%d.0\"\n", i, minor)
		case i == 1 && n == 2:
			fmt.Fprintf(&text, "p%d = \"~1.%d\"\n", i, minor)
		default:
			fmt.Fprintf(&text, "p%d = \"1\"\n", i)
		}
	}
	return text.String()
}

// align measures `--align` over four lock files.
func (l *lab) align() error {
	dir := filepath.Join(l.Dir, "four")
	for i, name := range places {
		at := filepath.Join(dir, name)
		if err := write(at, place(i, true)); err != nil {
			return err
		}
		if _, err := l.Run(at, "cargo", "fetch"); err != nil {
			return err
		}
		if err := write(at, place(i, false)); err != nil {
			return err
		}
	}
	r, err := l.Run(dir, l.Program(), "nw", "drift", "--align", "--yes")
	if err != nil {
		return err
	}
	l.row(fmt.Sprintf("`drift --align --yes`, four lock files, %d packages that differ", differ), r)
	fmt.Println("\n" + r.Stderr)
	return nil
}

func write(dir, manifest string) error {
	if err := os.MkdirAll(filepath.Join(dir, "src"), 0o750); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "Cargo.toml"), []byte(manifest), 0o600); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "src", "lib.rs"), nil, 0o600)
}
