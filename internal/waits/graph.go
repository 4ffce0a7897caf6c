package waits

import "slices"

// Wait is one process that waits for another.
type Wait struct {
	PID, For int
	File     string // the lock; "" when PID waits for its descendant For to end
}

// Waits lists who waits for which holder, as the locks say.
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

// Cycle finds processes that wait for each other in a circle, so that none of
// them will ever go on. parent gives the parent of a process, 0 when it is
// unknown: a process that holds a lock waits for its children, because cargo
// waits for build scripts and those for what they start. The result begins
// with the lowest process ID, so that the same circle always looks the same;
// it is nil where there is none.
func Cycle(locks []Lock, parent func(pid int) int) []Wait {
	waits := Waits(locks)
	edges := map[int][]Wait{}
	for _, w := range waits {
		edges[w.PID] = append(edges[w.PID], w)
	}
	for _, w := range waits {
		above := map[int]bool{w.PID: true}
		for child, pid := w.PID, parent(w.PID); pid > 1 && !above[pid]; child, pid = pid, parent(pid) {
			above[pid] = true
			edge := Wait{PID: pid, For: child}
			if !slices.Contains(edges[pid], edge) {
				edges[pid] = append(edges[pid], edge)
			}
		}
	}
	for _, w := range waits {
		if circle := walk(edges, w.PID, nil, map[int]bool{}); circle != nil {
			return rotate(circle)
		}
	}
	return nil
}

// walk follows the edges from pid and returns the way back to a process on it.
func walk(edges map[int][]Wait, pid int, way []Wait, done map[int]bool) []Wait {
	if i := slices.IndexFunc(way, func(w Wait) bool { return w.PID == pid }); i >= 0 {
		return slices.Clone(way[i:])
	}
	if done[pid] {
		return nil
	}
	for _, w := range edges[pid] {
		if circle := walk(edges, w.For, append(way, w), done); circle != nil {
			return circle
		}
	}
	done[pid] = true
	return nil
}

func rotate(circle []Wait) []Wait {
	first := 0
	for i, w := range circle {
		if w.PID < circle[first].PID {
			first = i
		}
	}
	return append(slices.Clone(circle[first:]), circle[:first]...)
}
