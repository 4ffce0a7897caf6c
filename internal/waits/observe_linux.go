package waits

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/shirou/gopsutil/v4/process"
	"golang.org/x/sys/unix"
)

// Observe reads who holds and who waits for file locks on this machine. ok is
// false where that cannot be known.
func Observe() (locks []Lock, ok bool) {
	f, err := os.Open("/proc/locks")
	if err != nil {
		return nil, false
	}
	defer func() { _ = f.Close() }()
	locks, err = Parse(f)
	return locks, err == nil
}

// Parent is the parent of a process, 0 when it is unknown.
func Parent(pid int) int {
	p := process.Process{Pid: int32(pid)} //nolint:gosec // process IDs fit: gopsutil's own type
	parent, err := p.Ppid()
	if err != nil {
		return 0
	}
	return int(parent)
}

// Command is the command line of a process, for a person.
func Command(pid int) string {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	if err != nil || len(data) == 0 {
		return "?"
	}
	words := strings.Split(strings.TrimSuffix(string(data), "\x00"), "\x00")
	words[0] = filepath.Base(words[0])
	return strings.Join(words, " ")
}

// Path is the file that a process has open under this device and inode, "" when
// it cannot be told.
func Path(pid int, file string) string {
	dir := fmt.Sprintf("/proc/%d/fd", pid)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return ""
	}
	for _, e := range entries {
		link := filepath.Join(dir, e.Name())
		var st unix.Stat_t
		if unix.Stat(link, &st) != nil {
			continue
		}
		if fmt.Sprintf("%02x:%02x:%d", unix.Major(st.Dev), unix.Minor(st.Dev), st.Ino) != file {
			continue
		}
		if path, err := os.Readlink(link); err == nil {
			return path
		}
	}
	return ""
}
