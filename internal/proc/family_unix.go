//go:build unix

package proc

import (
	"os"
	"slices"
	"syscall"

	"github.com/shirou/gopsutil/v4/process"
)

// family is a process and its descendants at one moment. Signals go to each of
// them: a cargo that ends by a signal leaves its rustc processes behind.
type family struct {
	root    *os.Process
	members []*process.Process // descendants
}

// below reads the descendants of p.
func below(p *os.Process) *family {
	f := &family{root: p}
	open := []int32{int32(p.Pid)} //nolint:gosec // process IDs fit: gopsutil's own type
	for len(open) > 0 {
		parent, err := process.NewProcess(open[0])
		open = open[1:]
		if err != nil {
			continue
		}
		children, err := parent.Children()
		if err != nil {
			continue
		}
		for _, c := range children {
			f.members = append(f.members, c)
			open = append(open, c.Pid)
		}
	}
	return f
}

// join adds the descendants of another moment.
func (f *family) join(other *family) {
	for _, o := range other.members {
		if !slices.ContainsFunc(f.members, func(m *process.Process) bool { return m.Pid == o.Pid }) {
			f.members = append(f.members, o)
		}
	}
}

// signal sends it to all, parents first. A process ID that has been given to
// another process in the meantime is left alone.
func (f *family) signal(sig os.Signal) {
	_ = f.root.Signal(sig)
	number, ok := sig.(syscall.Signal)
	if !ok {
		number = syscall.SIGKILL
	}
	for _, m := range f.members {
		if running(m) {
			_ = m.SendSignal(number)
		}
	}
}

// alive says whether a descendant is left.
func (f *family) alive() bool { return slices.ContainsFunc(f.members, running) }

// running compares the time of creation, too. A zombie has ended: its parent
// only has not asked yet.
func running(p *process.Process) bool {
	if ok, err := p.IsRunning(); err != nil || !ok {
		return false
	}
	states, err := p.Status()
	return err == nil && !slices.Contains(states, process.Zombie)
}
