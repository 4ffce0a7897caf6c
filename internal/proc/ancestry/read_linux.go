package ancestry

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/shirou/gopsutil/v4/process"
)

// commandLine reads /proc/PID/cmdline itself, because gopsutil cuts empty
// words off the end.
func commandLine(_ context.Context, p *process.Process) []string {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", p.Pid))
	if err != nil || len(data) == 0 {
		return nil
	}
	words := bytes.Split(bytes.TrimSuffix(data, []byte{0}), []byte{0})
	argv := make([]string, len(words))
	for i, w := range words {
		argv[i] = string(w)
	}
	return argv
}

// openLocks lists the open files of a process that are named like locks.
func openLocks(pid int) []string {
	dir := fmt.Sprintf("/proc/%d/fd", pid)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	var open []string
	for _, e := range entries {
		target, err := os.Readlink(filepath.Join(dir, e.Name()))
		if err == nil && filepath.IsAbs(target) && strings.Contains(filepath.Base(target), "lock") {
			open = append(open, target)
		}
	}
	return open
}
