//go:build !linux

package ancestry

import (
	"context"

	"github.com/shirou/gopsutil/v4/process"
)

func commandLine(ctx context.Context, p *process.Process) []string {
	argv, err := p.CmdlineSliceWithContext(ctx)
	if err != nil {
		return nil
	}
	return argv
}

// openLocks is not to be had here without asking every file of the system.
func openLocks(int) []string { return nil }
