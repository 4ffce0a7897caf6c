//go:build unix

package proc

import (
	"os"
	"slices"
	"syscall"
	"testing"
)

// TestProcesses finds ourselves in the table, and a child that has ended.
func TestProcesses(t *testing.T) {
	t.Parallel()
	child, err := os.StartProcess("/bin/sh", []string{"sh", "-c", "exit 0"}, &os.ProcAttr{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = child.Wait() }()
	own := func(pid int) entry {
		list := processes()
		i := slices.IndexFunc(list, func(e entry) bool { return e.pid == pid })
		if i < 0 {
			t.Fatalf("%d is not among %d processes", pid, len(list))
		}
		return list[i]
	}
	if e := own(os.Getpid()); e.parent != os.Getppid() || e.group != syscall.Getpgrp() || e.started == 0 || e.ended || e.stopped {
		t.Errorf("we are %+v", e)
	}
	for {
		e := own(child.Pid)
		if e.parent != os.Getpid() || e.started < own(os.Getpid()).started {
			t.Fatalf("a child is %+v", e)
		}
		if e.ended {
			break
		}
	}
}
