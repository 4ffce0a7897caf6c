package deadlock

import (
	"cmp"
	"slices"
)

// Wait is one process that waits for another.
type Wait struct {
	PID, For int
	File     string // the lock; "" when PID waits for its descendant For to end
}

// Waits lists which process waits for which holder, according to the locks.
func Waits(locks []Lock) []Wait {
	var list []Wait
	for _, w := range locks {
		if !w.Waiting {
			continue
		}
		for _, h := range locks {
			if !h.Waiting && h.File == w.File && h.PID != w.PID && (h.Exclusive || w.Exclusive) {
				list = append(list, Wait{PID: w.PID, For: h.PID, File: w.File})
			}
		}
	}
	return list
}

// Cycle finds a cycle of processes that wait for each other, so none of them
// will ever continue, and of which at least one is ours. parent gives the
// parent of a process, 0 if unknown: a process that holds a lock waits for its
// children, because cargo waits for build scripts and those for what they
// start. The result begins with the lowest process ID, so that the same cycle
// always looks the same, whatever the order of the locks; it is nil if there is
// none.
func Cycle(locks []Lock, parent func(pid int) int, ours func(pid int) bool) []Wait {
	edges := graph(Waits(locks), parent)
	var starts []int
	for pid := range edges {
		if ours(pid) {
			starts = append(starts, pid)
		}
	}
	slices.Sort(starts)
	for _, pid := range starts {
		if cycle := around(edges, pid); cycle != nil {
			return rotate(cycle)
		}
	}
	return nil
}

// graph are the waits by process, those of the ancestors of a waiting process
// for their descendants included.
func graph(waits []Wait, parent func(pid int) int) map[int][]Wait {
	edges := map[int][]Wait{}
	for _, w := range waits {
		edges[w.PID] = append(edges[w.PID], w)
	}
	for _, w := range waits {
		above := map[int]bool{w.PID: true}
		for child, pid := w.PID, parent(w.PID); pid > 1 && !above[pid]; child, pid = pid, parent(pid) {
			above[pid] = true
			edge := Wait{PID: pid, For: child}
			if slices.Contains(edges[pid], edge) {
				break // the rest of the way is known, too
			}
			edges[pid] = append(edges[pid], edge)
		}
	}
	for _, list := range edges {
		slices.SortFunc(list, func(a, b Wait) int { return cmp.Or(cmp.Compare(a.For, b.For), cmp.Compare(a.File, b.File)) })
	}
	return edges
}

// around is the shortest way along the edges from pid back to it.
func around(edges map[int][]Wait, pid int) []Wait {
	by := map[int]Wait{} // the edge by which a process was reached first
	for queue := []int{pid}; len(queue) > 0; queue = queue[1:] {
		for _, w := range edges[queue[0]] {
			if _, known := by[w.For]; known {
				continue
			}
			by[w.For] = w
			queue = append(queue, w.For)
		}
	}
	last, closed := by[pid]
	if !closed {
		return nil
	}
	way := []Wait{last}
	for at := last.PID; at != pid; at = by[at].PID {
		way = append(way, by[at])
	}
	slices.Reverse(way)
	return way
}

func rotate(cycle []Wait) []Wait {
	first := 0
	for i, w := range cycle {
		if w.PID < cycle[first].PID {
			first = i
		}
	}
	return append(slices.Clone(cycle[first:]), cycle[:first]...)
}
