package ancestry

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/shirou/gopsutil/v4/process"
)

// limit ends a walk that would not end otherwise: process IDs are reused, and a
// chain read while processes come and go may form a cycle.
const limit = 256

// ID identifies one process forever: a process ID alone is reused some day.
type ID struct {
	PID     int
	Started int64 // when, in a unit of the system's; 0 when unreadable
}

// Process is one ancestor as it was when it was read.
type Process struct {
	ID
	Exe  string   // absolute path of its program, "" if unreadable
	Argv []string // its command line, argv[0] included
	Cwd  string   // its working directory
	Env  []string // the environment it was started with
	// Open are the files it holds open that look like lock files: those whose
	// base name contains "lock". Only on Linux.
	Open []string
}

// Name is the base name of the program, without ".exe".
func (p Process) Name() string {
	name := filepath.Base(p.Exe)
	if p.Exe == "" && len(p.Argv) > 0 {
		name = filepath.Base(p.Argv[0])
	}
	return strings.TrimSuffix(strings.TrimSuffix(name, " (deleted)"), ".exe")
}

// Chain lists the ancestors of this process, the parent first. want decides,
// from the PID, program and command line alone, whether the rest of a process
// is read too.
func Chain(ctx context.Context, want func(Process) bool) []Process {
	var chain []Process
	seen := map[int32]bool{int32(os.Getpid()): true}                               //nolint:gosec // process IDs fit: gopsutil's own type
	for pid := int32(os.Getppid()); pid > 0 && !seen[pid] && len(chain) < limit; { //nolint:gosec // the same
		seen[pid] = true
		handle := &process.Process{Pid: pid}
		p := Process{ID: ID{int(pid), started(ctx, handle)}, Argv: commandLine(ctx, handle)}
		p.Exe, _ = handle.ExeWithContext(ctx)
		if want(p) {
			p.Cwd, _ = handle.CwdWithContext(ctx)
			p.Env, _ = handle.EnvironWithContext(ctx)
			p.Open = openLocks(int(pid))
		}
		chain = append(chain, p)
		parent, err := handle.PpidWithContext(ctx)
		if err != nil {
			break
		}
		pid = parent
	}
	return chain
}
