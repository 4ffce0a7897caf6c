package proc

import (
	"os"

	"golang.org/x/sys/unix"
)

// processes are all processes there are, by one system call: they are looked at
// every millisecond while a family is held. One that ends meanwhile is left out.
func processes() []entry {
	all, err := unix.SysctlKinfoProcSlice("kern.proc.all")
	if err != nil {
		return nil
	}
	list := make([]entry, len(all))
	for i, p := range all {
		list[i] = entry{
			pid: int(p.Proc.P_pid), parent: int(p.Eproc.Ppid), group: int(p.Eproc.Pgid), started: p.Proc.P_starttime.Nano(),
			ended: p.Proc.P_stat == statZombie, stopped: p.Proc.P_stat == statStopped,
		}
	}
	return list
}

// States of a process (SSTOP and SZOMB in <sys/proc.h>).
const (
	statStopped = 4
	statZombie  = 5
)

// ours says whether a process has our mark. The kernel gives the environment of
// a process after its command line, but only for the same user, and not for
// macOS's own programs.
func ours(pid int) bool {
	text, err := unix.SysctlRaw("kern.procargs2", pid)
	return err == nil && hasMark(string(text))
}

// minds says whether a process would not simply end at a signal. That is
// unknown here.
func minds(int, os.Signal) bool { return true }
