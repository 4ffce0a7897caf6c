//go:build !linux

package ancestry

import (
	"context"
	"os"

	"github.com/shirou/gopsutil/v4/process"
)

func commandLine(ctx context.Context, p *process.Process) []string {
	argv, err := p.CmdlineSliceWithContext(ctx)
	if err != nil {
		return nil
	}
	return argv
}

// openLocks cannot be answered here without examining every file of the system.
func openLocks(int) []string { return nil }

// Self is this process as its descendants see it; false if that cannot be read.
func Self() (ID, bool) {
	id := ID{PID: os.Getpid()}
	id.Started = started(context.Background(), &process.Process{Pid: int32(id.PID)}) //nolint:gosec // process IDs fit: gopsutil's own type
	return id, id.Started != 0
}

// started is in milliseconds since 1970.
func started(ctx context.Context, p *process.Process) int64 {
	at, err := p.CreateTimeWithContext(ctx)
	if err != nil {
		return 0
	}
	return at
}
