//go:build unix

package proc

import (
	"os"
	"slices"
	"strings"
	"syscall"
	"time"
)

// entry is a process at one moment.
type entry struct {
	pid, parent, group int
	started            int64 // to notice that a process ID was reused
	ended, stopped     bool
}

// family is a process that we have started, its descendants, and what our runs
// have left behind. Signals go to each of them: a cargo that a signal ends
// leaves its rustc processes behind.
type family struct {
	root    *os.Process
	orphans bool          // with those of other runs, whose family is unknown
	members map[int]int64 // without root; start times by process ID
	sent    syscall.Signal
}

func newFamily(root *os.Process, _ tie, orphans bool) *family {
	return &family{root: root, orphans: orphans, members: map[int]int64{}}
}

// look finds the processes that have come and gone. New ones are listed parents
// first. settled says that there are none, and that all are stopped.
func (f *family) look() (came []int, settled bool) {
	table := processes()
	now, children := map[int]entry{}, map[int][]int{}
	for _, e := range table {
		if !e.ended {
			now[e.pid] = e
			children[e.parent] = append(children[e.parent], e.pid)
		}
	}
	for pid, started := range f.members {
		if e, ok := now[pid]; !ok || e.started != started {
			delete(f.members, pid)
		}
	}
	open := []int{f.root.Pid}
	if f.orphans {
		open = append(open, orphans(table, now)...)
	}
	for pid := range f.members {
		open = append(open, pid)
	}
	settled = true
	seen := map[int]bool{}
	for len(open) > 0 {
		pid := open[0]
		open = open[1:]
		e, ok := now[pid]
		if seen[pid] || pid == os.Getpid() || !ok && pid != f.root.Pid {
			continue
		}
		seen[pid] = true
		if _, known := f.members[pid]; !known && pid != f.root.Pid {
			f.members[pid] = e.started
			came = append(came, pid)
		}
		settled = settled && (e.stopped || !ok)
		open = append(open, children[pid]...)
	}
	return came, settled && len(came) == 0
}

// orphans are what our runs have left behind: they have our mark and are in our
// process group, but their parent is not, or it is the process that started us
// and adopted them. A daemon has its own group, and what others have started
// next to us has no mark.
func orphans(table []entry, now map[int]entry) []int {
	own, ok := now[os.Getpid()]
	if !ok {
		return nil
	}
	var list []int
	for _, e := range table {
		if !e.ended && e.group == own.group && e.started >= own.started &&
			(e.parent == own.parent || now[e.parent].group != own.group) && ours(e.pid) {
			list = append(list, e.pid)
		}
	}
	return list
}

// hasMark says whether an environment, NUL-separated, has our mark.
func hasMark(environ string) bool {
	for entry := range strings.SplitSeq(environ, "\x00") {
		if value, ok := strings.CutPrefix(entry, markEnv+"="); ok {
			return slices.Contains(strings.Fields(value), mark())
		}
	}
	return false
}

// freezing is how long we try to stop all of a family.
const freezing = 500 * time.Millisecond

// signal sends it to all. They are stopped first, so that none can start
// another one that is unknown once its parent has ended.
func (f *family) signal(sig os.Signal) {
	number, ok := sig.(syscall.Signal)
	if !ok {
		number = syscall.SIGKILL
	}
	_ = f.root.Signal(syscall.SIGSTOP)
	for limit := time.Now().Add(freezing); time.Now().Before(limit); time.Sleep(time.Millisecond) {
		came, settled := f.look()
		for _, pid := range came {
			_ = syscall.Kill(pid, syscall.SIGSTOP)
		}
		if settled {
			break
		}
	}
	f.sent = number
	for _, next := range []syscall.Signal{number, syscall.SIGCONT} {
		_ = f.root.Signal(next)
		for pid := range f.members {
			_ = syscall.Kill(pid, next)
		}
	}
}

// alive says whether any process but the root is left. Those that have come
// since get the same signal.
func (f *family) alive() bool {
	came, _ := f.look()
	for _, pid := range came {
		if f.sent != 0 {
			_ = syscall.Kill(pid, f.sent)
		}
	}
	return len(f.members) > 0
}
