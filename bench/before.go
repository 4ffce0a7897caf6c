package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// slower is how much longer we may take than the program before us.
const slower = 1.05

// compared are the contenders that an earlier program takes turns with. With
// rerun = "changed", cargo would run the build script again at each turn, since
// CARGO_NW changes.
var compared = []string{"cargo-nw", "cargo-nw -j 2"}

// withBefore adds a twin after each contender of ours, which does the same with
// the earlier program, and a figure that compares the two.
func (l *lab) withBefore(contenders []contender, figures []figure) ([]contender, []figure) {
	if l.before == "" {
		return contenders, figures
	}
	var all []contender
	for _, c := range contenders {
		all = append(all, c)
		if !slices.Contains(compared, c.name) {
			continue
		}
		twin := c
		twin.name += ", before"
		twin.env = []string{"CARGO_NW=" + l.before, "PATH=" + filepath.Dir(l.before) + string(filepath.ListSeparator) + l.path()}
		if c.argv[0] == "cargo-nw" {
			twin.program = l.before
		}
		all = append(all, twin)
		figures = append(slices.Clip(figures), figure{what: "against the program before", ours: c.name, other: twin.name, kind: atMost, asked: slower})
	}
	return all, figures
}

// path is the PATH of the lab.
func (l *lab) path() string {
	for _, kv := range l.env {
		if value, ok := strings.CutPrefix(kv, "PATH="); ok {
			return value
		}
	}
	return ""
}

// copyProgram copies a program to a path whose directory is made.
func copyProgram(from, to string) error {
	text, err := os.ReadFile(from) //nolint:gosec // the user names it
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil { //nolint:gosec // for all to run
		return err
	}
	return os.WriteFile(to, text, 0o755) //nolint:gosec // a program
}
