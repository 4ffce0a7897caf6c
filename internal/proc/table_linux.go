package proc

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// processes are all processes there are. One that ends meanwhile is left out.
func processes() []entry {
	dir, err := os.Open("/proc")
	if err != nil {
		return nil
	}
	defer func() { _ = dir.Close() }()
	names, _ := dir.Readdirnames(-1)
	var list []entry
	for _, name := range names {
		pid, err := strconv.Atoi(name)
		if err != nil {
			continue
		}
		if text, err := os.ReadFile("/proc/" + name + "/stat"); err == nil { //nolint:gosec // a number
			if e, ok := parseStat(pid, string(text)); ok {
				list = append(list, e)
			}
		}
	}
	return list
}

// parseStat reads /proc/PID/stat (proc_pid_stat(5)). The program's name, in
// parentheses, may have anything in it.
func parseStat(pid int, text string) (entry, bool) {
	fields := strings.Fields(text[strings.LastIndexByte(text, ')')+1:])
	if len(fields) < 20 {
		return entry{}, false
	}
	parent, _ := strconv.Atoi(fields[1])
	group, _ := strconv.Atoi(fields[2])
	started, err := strconv.ParseInt(fields[19], 10, 64)
	return entry{
		pid: pid, parent: parent, group: group, started: started,
		ended: fields[0] == "Z" || fields[0] == "X", stopped: fields[0] == "T" || fields[0] == "t",
	}, err == nil
}

// ours says whether a process has our mark. That of another user is not ours.
func ours(pid int) bool {
	path := fmt.Sprintf("/proc/%d/environ", pid)
	for range 10 {
		// It is empty for a moment when the process becomes another program.
		if text, err := os.ReadFile(path); err != nil || len(text) > 0 { //nolint:gosec // a number
			return err == nil && hasMark(string(text))
		}
		time.Sleep(100 * time.Microsecond)
	}
	return false
}

// minds says whether a process would not simply end at a signal: it has a
// handler or ignores it. One that is gone does not.
func minds(pid int, sig os.Signal) bool {
	number, ok := sig.(syscall.Signal)
	if !ok {
		return true
	}
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return false
	}
	for line := range bytes.Lines(text) {
		name, value, _ := strings.Cut(string(line), ":")
		if name != "SigCgt" && name != "SigIgn" {
			continue
		}
		mask, err := strconv.ParseUint(strings.TrimSpace(value), 16, 64)
		if err != nil || mask&(1<<(number-1)) != 0 {
			return true
		}
	}
	return false
}
