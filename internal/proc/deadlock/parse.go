package deadlock

import (
	"bufio"
	"io"
	"strconv"
	"strings"
)

// Lock is one line of /proc/locks: a lock that is held, or that a process waits
// for (man 5 proc_locks).
type Lock struct {
	PID       int
	File      string // device and inode, "fe:00:10092647"
	Exclusive bool
	Waiting   bool
}

// Parse reads /proc/locks. Lines that it does not understand are skipped: the
// kernel adds kinds of locks, and a torn line must not hide the others.
func Parse(r io.Reader) ([]Lock, error) {
	var locks []Lock
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		if lock, ok := parseLine(lines.Text()); ok {
			locks = append(locks, lock)
		}
	}
	return locks, lines.Err()
}

// parseLine reads `4: FLOCK ADVISORY WRITE 23926 fe:00:10092647 0 EOF`, where a
// waiter has `->` after the number.
func parseLine(line string) (Lock, bool) {
	fields := strings.Fields(line)
	if len(fields) < 2 {
		return Lock{}, false
	}
	fields = fields[1:]
	waiting := fields[0] == "->"
	if waiting {
		fields = fields[1:]
	}
	if len(fields) < 5 || fields[0] != "FLOCK" {
		return Lock{}, false
	}
	pid, err := strconv.Atoi(fields[3])
	if err != nil || pid <= 0 {
		return Lock{}, false
	}
	return Lock{PID: pid, File: fields[4], Exclusive: fields[2] == "WRITE", Waiting: waiting}, true
}
