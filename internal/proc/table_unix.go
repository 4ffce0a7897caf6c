//go:build unix && !linux && !darwin

package proc

import (
	"os"
	"slices"

	"github.com/shirou/gopsutil/v4/process"
	"golang.org/x/sys/unix"
)

// processes are all processes there are. One that ends meanwhile is left out.
func processes() []entry {
	all, err := process.Processes()
	if err != nil {
		return nil
	}
	var list []entry
	for _, p := range all {
		parent, err := p.Ppid()
		if err != nil {
			continue
		}
		group, _ := unix.Getpgid(int(p.Pid))
		started, _ := p.CreateTime()
		states, _ := p.Status()
		list = append(list, entry{
			pid: int(p.Pid), parent: int(parent), group: group, started: started,
			ended: slices.Contains(states, process.Zombie), stopped: slices.Contains(states, process.Stop),
		})
	}
	return list
}

// ours says whether a process has our mark, which cannot be read here: what has
// lost its parent is left alone.
func ours(int) bool { return false }

// minds says whether a process would not simply end at a signal. That is
// unknown here.
func minds(int, os.Signal) bool { return true }
