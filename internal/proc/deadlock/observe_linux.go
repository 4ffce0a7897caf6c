package deadlock

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/shirou/gopsutil/v4/process"
	"golang.org/x/sys/unix"
)

// Observe reads which processes hold and wait for file locks on this machine.
// ok is false if that cannot be known: /proc is not there, not readable, or
// that of another PID namespace, whose numbers mean other processes.
//
// A lock of a process that has no number in our PID namespace is not listed,
// and neither is a process that waits for it (fs/locks.c, locks_show).
func Observe() (locks []Lock, ok bool) {
	if self, err := os.Readlink("/proc/self"); err != nil || self != strconv.Itoa(os.Getpid()) {
		return nil, false
	}
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

// Holds says whether the process itself has the lock, as far as that can be
// known. /proc/locks lists the process that took a lock, which may have ended
// since and left it to one that inherited the file; its number may have been
// reused. What we may not read of another user's process is believed.
func Holds(pid int, file string) bool {
	_, held := holding(pid, file)
	return held
}

// holding finds the lock among the open files of a process (man 5
// proc_pid_fdinfo). That is better than comparing with stat: on btrfs and
// overlayfs the kernel's device and inode are not those that programs see.
func holding(pid int, file string) (path string, held bool) {
	dir := fmt.Sprintf("/proc/%d/fdinfo", pid)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", os.IsPermission(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(fmt.Sprintf("/proc/%d/fdinfo/%s", pid, e.Name()))
		if err != nil {
			continue
		}
		for line := range strings.Lines(string(data)) {
			text, found := strings.CutPrefix(line, "lock:")
			if !found {
				continue
			}
			if lock, ok := parseLine(text); ok && lock.File == file {
				path, _ = os.Readlink(fmt.Sprintf("/proc/%d/fd/%s", pid, e.Name()))
				return path, true
			}
		}
	}
	return "", false
}

// Command is the command line of a process, for a person.
func Command(pid int) string {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	if err != nil || len(data) == 0 {
		return "ended or hidden"
	}
	words := strings.Split(strings.TrimSuffix(string(data), "\x00"), "\x00")
	words[0] = filepath.Base(words[0])
	return strings.Join(words, " ")
}

// Path is the file of a lock that the holder has and the waiter wants, "" if
// that cannot be known.
func Path(holder, waiter int, file string) string {
	if path, _ := holding(holder, file); path != "" {
		return path
	}
	dir := fmt.Sprintf("/proc/%d/fd", waiter)
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
