package selection

import (
	"cmp"
	"container/heap"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Part is number I of Of equal parts, counted from 1. The zero value means no
// division.
type Part struct{ I, Of int }

// String is what ParsePart reads.
func (p Part) String() string { return fmt.Sprintf("%d/%d", p.I, p.Of) }

// ParsePart reads "2/3".
func ParsePart(text string) (Part, error) {
	left, right, ok := strings.Cut(text, "/")
	i, err := strconv.ParseUint(left, 10, 31)
	of, err2 := strconv.ParseUint(right, 10, 31)
	switch {
	case !ok || err != nil || err2 != nil:
		return Part{}, errors.New("write I/N, as in 1/3 for the first of three parts")
	case of == 0:
		return Part{}, hint.New("there must be at least one part", "1/1")
	case i == 0:
		return Part{}, hint.New("the first part is 1/"+right, "1/"+right)
	case i > of:
		return Part{}, hint.New("there are only "+right+" parts", right+"/"+right)
	}
	return Part{I: int(i), Of: int(of)}, nil
}

// pick is one part of the tree's workspaces, by their directories. All parts
// together are the tree, and no two share a workspace. Without seconds they are
// dealt out in the order of their names; with them, the longest goes first, to
// the part that has least to do, and an unknown time counts as the median.
func (p Part) pick(tree nested.Tree, stand string, seconds map[string]float64) map[string]bool {
	type item struct {
		dir, name string
		seconds   float64
	}
	var known []float64
	for _, ws := range tree.Workspaces {
		if s, ok := seconds[ws.Dir]; ok {
			known = append(known, s)
		}
	}
	even := median(known)
	items := make([]item, 0, len(tree.Workspaces))
	for _, ws := range tree.Workspaces {
		s, ok := seconds[ws.Dir]
		if !ok {
			s = even
		}
		items = append(items, item{ws.Dir, Name(stand, tree.RunDir(ws)), s})
	}
	slices.SortFunc(items, func(a, b item) int {
		return cmp.Or(cmp.Compare(b.seconds, a.seconds), cmp.Compare(a.name, b.name))
	})
	mine := map[string]bool{}
	loads := make(loads, min(p.Of, len(items)))
	for i := range loads {
		loads[i].part = i
	}
	for _, it := range items {
		least := &loads[0]
		mine[it.dir] = mine[it.dir] || least.part == p.I-1
		least.seconds += it.seconds
		least.count++
		heap.Fix(loads, 0)
	}
	return mine
}

// load is what one part has to do.
type load struct {
	part, count int
	seconds     float64
}

// loads is a heap of them, the part that has least to do first. Of equal ones,
// the one with the fewest workspaces comes first, then the one with the lowest
// number: without times they are dealt out in turn.
type loads []load

func (l loads) Len() int { return len(l) }

func (l loads) Less(i, j int) bool {
	a, b := l[i], l[j]
	return cmp.Or(cmp.Compare(a.seconds, b.seconds), a.count-b.count, a.part-b.part) < 0
}

func (l loads) Swap(i, j int) { l[i], l[j] = l[j], l[i] }

// Push and Pop are never called: the number of parts does not change.
func (loads) Push(any) {}
func (loads) Pop() any { return nil }

// median is 0 for an empty list.
func median(list []float64) float64 {
	if len(list) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(list))
	return sorted[len(sorted)/2]
}
