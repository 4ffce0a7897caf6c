package main

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// sampling is how often processes are counted.
const sampling = 5 * time.Millisecond

// countRustc returns, when ctx ends, the most `rustc` processes that a process
// group had at once, as far as samples show. Only Linux has the /proc for it;
// elsewhere it is 0.
func countRustc(ctx context.Context, group int) int {
	tick := time.NewTicker(sampling)
	defer tick.Stop()
	peak := 0
	for {
		select {
		case <-ctx.Done():
			return peak
		case <-tick.C:
			peak = max(peak, rustcs(group))
		}
	}
}

// rustcs counts those of a process group that have not ended.
func rustcs(group int) int {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	n := 0
	for _, path := range stats {
		text, err := os.ReadFile(path) //nolint:gosec // of the kernel's
		if err != nil {
			continue // it has ended
		}
		if name, state, of := parseStat(string(text)); of == group && name == "rustc" && state != "Z" {
			n++
		}
	}
	return n
}

// parseStat takes a process's name, state and group out of /proc/PID/stat
// (man 5 proc_pid_stat).
func parseStat(text string) (name, state string, group int) {
	open, last := strings.IndexByte(text, '('), strings.LastIndexByte(text, ')')
	if open < 0 || last < open {
		return "", "", 0
	}
	fields := strings.Fields(text[last+1:])
	if len(fields) < 3 {
		return "", "", 0
	}
	group, _ = strconv.Atoi(fields[2])
	return text[open+1 : last], fields[0], group
}
