package main

import (
	"fmt"
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/bench/workbench"
)

// lab is where it happens.
type lab struct {
	workbench.Bench
	lock  string   // a tree with lock files, which all contenders get
	notes []string // to print after the table
}

// furnish builds our program, and downloads once.
func (l *lab) furnish() error {
	if err := l.Furnish(); err != nil {
		return err
	}
	l.lock = filepath.Join(l.Dir, "locks")
	r := replica{dir: l.lock}
	if err := r.write("", ""); err != nil {
		return err
	}
	_, err := l.Run(l.lock, l.Program(), "nw", "fetch")
	return err
}

func (l *lab) note(format string, a ...any) { l.notes = append(l.notes, fmt.Sprintf(format, a...)) }

// fastest is the run of several that took the least CPU time.
func (l *lab) fastest(times int, dir string, argv ...string) (best workbench.Ran, err error) {
	for i := range times {
		next, err := l.Run(dir, argv...)
		if err != nil {
			return best, err
		}
		if i == 0 || next.CPU < best.CPU {
			best = next
		}
	}
	return best, nil
}
