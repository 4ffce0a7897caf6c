package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/cargo-nw/cargo-nw/bench/workbench"
)

// measure builds a contender's replica from cold, then again with nothing to do,
// and looks into the programs.
func (l *lab) measure(c contender) error {
	plain := l.Env
	defer func() { l.Env = plain }()
	r, err := l.lay(c)
	if err != nil {
		return err
	}
	build := []string{l.Program(), "nw"}
	if c.jobs {
		build = append(build, "-j", "2")
	}
	build = append(build, "build", "--offline", "--workspace", "--message-format=json")
	k, err := l.cached(c)
	if err != nil {
		return err
	}
	cold, err := l.Run(r.dir, build...)
	cold.CPU += k.stop()
	if err != nil {
		return err
	}
	third, local := workbench.Compiled(cold.Stdout)
	disk := size(r.dir)
	if k != nil {
		l.note("sccache's own directory: %.0f MB", float64(size(filepath.Join(l.Dir, "cache")))/1e6)
		if err = k.start(); err != nil {
			return err
		}
		defer k.stop()
	}
	noop, err := l.fastest(3, r.dir, build...)
	if err != nil {
		return err
	}
	wrong, err := r.wrong()
	if err != nil {
		return err
	}
	if c.name == sharing {
		if err := l.parts(r, "build"); err != nil {
			return err
		}
		if err := l.largeParts(); err != nil {
			return err
		}
	}
	if c.name == "separate" {
		if err := l.forecast(r); err != nil {
			return err
		}
	}
	fmt.Printf("| %s | %d | %d | %.1f | %.0f | %.0f | %d | %.2f | %.2f |\n", c.name, len(third), len(local),
		cold.CPU.Seconds(), cold.Wall.Seconds(), float64(disk)/1e6, wrong, noop.CPU.Seconds(), noop.Wall.Seconds())
	return nil
}

// lay writes a contender's replica.
func (l *lab) lay(c contender) (replica, error) {
	r := replica{dir: filepath.Join(l.Dir, strings.NewReplacer(" ", "-", ",", "").Replace(c.name)), salt: c.salt}
	if err := r.write(c.table, c.config); err != nil {
		return r, err
	}
	if c.salt { // other versions of its own packages, so other lock files
		_, err := l.Run(r.dir, l.Program(), "nw", "fetch")
		return r, err
	}
	for i := range workspaces {
		text, err := os.ReadFile(filepath.Join(l.lock, r.name(i), "Cargo.lock"))
		if err == nil {
			err = os.WriteFile(filepath.Join(r.dir, r.name(i), "Cargo.lock"), text, 0o600) //nolint:gosec // in the temporary directory
		}
		if err != nil {
			return r, err
		}
	}
	return r, nil
}

// forecast is what `cargo nw share` says about a tree without sharing.
func (l *lab) forecast(r replica) error {
	report, err := l.Run(r.dir, l.Program(), "nw", "share", "--format", "json")
	if err != nil {
		return err
	}
	var said struct {
		Bytes  int64
		Saving int64 `json:"saving_bytes"`
	}
	if err := json.Unmarshal([]byte(report.Stdout), &said); err != nil {
		return err
	}
	l.note("`cargo nw share` on the separate tree forecasts %.0f %% less disk, in %.2f s", 100*float64(said.Saving)/float64(said.Bytes), report.Wall.Seconds())
	return nil
}

// size adds up the files below a directory, each once.
func size(dir string) (total int64) {
	seen := map[uint64]bool{}
	_ = filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return nil //nolint:nilerr // it is gone
		}
		info, err := e.Info()
		if err != nil {
			return nil //nolint:nilerr // it is gone
		}
		if n, ok := inode(info); ok {
			if seen[n] {
				return nil
			}
			seen[n] = true
		}
		total += info.Size()
		return nil
	})
	return total
}
