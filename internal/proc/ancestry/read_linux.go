package ancestry

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
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

// openLocks lists the open files of a process whose names look like locks.
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

// Self is this process as its descendants see it; false if that cannot be read.
// In a process namespace with the /proc of another one, the process ID is that
// of the other one.
func Self() (ID, bool) { return parseStat("self") }

// started is field 22 of /proc/PID/stat, in clock ticks since the boot
// (proc_pid_stat(5)). The system's clock does not affect it.
func started(_ context.Context, p *process.Process) int64 {
	id, _ := parseStat(strconv.Itoa(int(p.Pid)))
	return id.Started
}

// parseStat reads /proc/NAME/stat. The program's name, in parentheses, may have
// anything in it.
func parseStat(name string) (ID, bool) {
	text, err := os.ReadFile("/proc/" + name + "/stat") //nolint:gosec // a number or "self"
	if err != nil {
		return ID{}, false
	}
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
	if len(fields) < 20 {
		return ID{}, false
	}
	digits, _, _ := strings.Cut(string(text), " ")
	pid, err := strconv.Atoi(digits)
	if err != nil {
		return ID{}, false
	}
	ticks, err := strconv.ParseInt(fields[19], 10, 64)
	return ID{pid, ticks}, err == nil
}
