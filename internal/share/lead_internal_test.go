package share

import (
	"math/rand/v2"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

// TestLead has the order from cold.
func TestLead(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		needs []string // words; "-" for a step that is not concerned
		bound map[int]bool
		want  [][]int
	}{
		"nothing needed":         {needs: []string{"", "", "-"}, want: [][]int{nil, nil, nil}},
		"nothing in common":      {needs: []string{"a", "b", "c d"}, want: [][]int{nil, nil, nil}},
		"the same":               {needs: []string{"a b", "a b", "a b"}, want: [][]int{nil, {0}, {0}}},
		"the largest first":      {needs: []string{"a", "a b c", "b c"}, want: [][]int{{1}, nil, {1}}},
		"not the largest alone":  {needs: []string{"x y z u", "a b", "a b"}, want: [][]int{nil, nil, {1}}},
		"a second leader":        {needs: []string{"a b c", "a b x", "c x"}, want: [][]int{nil, {0}, {0, 1}}},
		"two groups":             {needs: []string{"a", "a", "b", "b"}, want: [][]int{nil, {0}, nil, {2}}},
		"one that has to wait":   {needs: []string{"a b", "a b c", "a"}, bound: map[int]bool{1: true}, want: [][]int{nil, {0}, {0}}},
		"unlocked":               {needs: []string{"*", "*"}, want: [][]int{nil, {0}}},
		"unlocked and locked":    {needs: []string{"*", "a b", "a b"}, want: [][]int{{1}, nil, {1}}},
		"all have to wait, both": {needs: []string{"a", "a"}, bound: map[int]bool{0: true, 1: true}, want: [][]int{nil, nil}},
	} {
		got := lead(needsOf(c.needs), func(i int) bool { return !c.bound[i] })
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

func needsOf(words []string) []map[string]bool {
	needs := make([]map[string]bool, len(words))
	for i, text := range words {
		if text == "-" {
			continue
		}
		needs[i] = map[string]bool{}
		for word := range strings.FieldsSeq(text) {
			needs[i][word] = true
		}
	}
	return needs
}

// TestLeadEnds runs plans of random needs: all steps get their turn, and no
// package is compiled by two steps at once or twice.
func TestLeadEnds(t *testing.T) {
	t.Parallel()
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		needs := make([]map[string]bool, 1+r.IntN(7))
		for i := range needs {
			needs[i] = map[string]bool{}
			for range r.IntN(6) {
				needs[i][strconv.Itoa(r.IntN(8))] = true
			}
		}
		after := lead(needs, func(int) bool { return true })
		done, compiled := make([]bool, len(needs)), map[string]bool{}
		for n := 0; n < len(needs); {
			var wave []int
			for i := range needs {
				ready := !done[i]
				for _, before := range after[i] {
					ready = ready && done[before]
				}
				if ready {
					wave = append(wave, i)
				}
			}
			if len(wave) == 0 {
				t.Fatalf("seed %d: a cycle in %v", seed, after)
			}
			fresh := map[string]bool{}
			for _, i := range wave {
				for need := range needs[i] {
					if !compiled[need] && fresh[need] {
						t.Fatalf("seed %d: %s is compiled twice at once: %v, %v", seed, need, needs, after)
					}
					if !compiled[need] {
						fresh[need] = true
					}
				}
			}
			for need := range fresh {
				compiled[need] = true
			}
			for _, i := range wave {
				done[i] = true
				n++
			}
		}
	}
}
