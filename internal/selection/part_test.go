package selection_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/selection"
	"github.com/cargo-nw/cargo-nw/nested"
)

func TestParsePart(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]selection.Part{"1/1": {1, 1}, "2/3": {2, 3}, "100/100": {100, 100}} {
		if got, err := selection.ParsePart(text); err != nil || got != want {
			t.Errorf("%q: got %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "1", "/", "1/", "/2", "0/2", "3/2", "1/0", "-1/2", "+1/2", "1/2/3", "a/b", "1.5/2", " 1/2", "1/99999999999"} {
		if got, err := selection.ParsePart(text); err == nil {
			t.Errorf("%q: no error, got %v", text, got)
		}
	}
}

func parts(t *testing.T, of nested.Tree, n int, seconds map[string]float64) [][]string {
	t.Helper()
	var list [][]string
	for i := 1; i <= n; i++ {
		req := selection.Request{Cwd: "/w", Depth: selection.AnyDepth, Part: selection.Part{I: i, Of: n}}
		list = append(list, names("/w", selection.Select(of, req, selection.Facts{Seconds: seconds})))
	}
	return list
}

func TestParts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		n       int
		seconds map[string]float64
		want    string
	}{
		{"one", 1, nil, "[[. fuzz fuzz/a fuzzy x/y/z ../s [a]]]"},
		{"dealt by name", 2, nil, "[[. fuzz/a x/y/z [a]] [fuzz fuzzy ../s]]"},
		{"more than there are", 9, nil, "[[.] [../s] [[a]] [fuzz] [fuzz/a] [fuzzy] [x/y/z] [] []]"},
		{"by time", 2, map[string]float64{"/w": 10, "/w/fuzz": 4, "/w/fuzz/a": 3, "/w/fuzzy": 1, "/w/x/y/z": 1, "/s": 1, "/w/[a]": 1}, "[[. x/y/z] [fuzz fuzz/a fuzzy ../s [a]]]"},
		{"the unknown are as the median", 2, map[string]float64{"/w": 24, "/w/fuzz": 5, "/s": 1}, "[[. ../s] [fuzz fuzz/a fuzzy x/y/z [a]]]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := fmt.Sprint(parts(t, tree, tt.n, tt.seconds)); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// Whatever the order and the times, each workspace is in one part, the same
// however the tree is ordered, and no part takes longer than the average and
// the longest run together.
func TestPartsAreADivision(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var many nested.Tree
		seconds := map[string]float64{}
		total, longest := 0.0, 0.0
		for i := range 1 + random.IntN(40) {
			dir := fmt.Sprintf("/w/%d", i)
			many.Workspaces = append(many.Workspaces, nested.Workspace{Dir: dir, Depth: 1})
			seconds[dir] = float64(1 + random.IntN(100))
			total, longest = total+seconds[dir], max(longest, seconds[dir])
		}
		n := 1 + random.IntN(6)
		first := parts(t, many, n, seconds)
		random.Shuffle(len(many.Workspaces), func(i, j int) {
			many.Workspaces[i], many.Workspaces[j] = many.Workspaces[j], many.Workspaces[i]
		})
		var all []string
		for i, part := range parts(t, many, n, seconds) {
			load := 0.0
			for _, name := range part {
				load += seconds["/w/"+name]
			}
			if load > total/float64(n)+longest {
				t.Errorf("part %d of %d takes %v of %v, the longest is %v", i+1, n, load, total, longest)
			}
			slices.Sort(part)
			slices.Sort(first[i])
			if !slices.Equal(part, first[i]) {
				t.Errorf("part %d depends on the order: %q and %q", i+1, part, first[i])
			}
			all = append(all, part...)
		}
		slices.Sort(all)
		if len(all) != len(many.Workspaces) || len(slices.Compact(all)) != len(many.Workspaces) {
			t.Errorf("%d workspaces in parts, of %d", len(all), len(many.Workspaces))
		}
	}
}

// TestManyParts deals as many parts as there are workspaces, in a time that
// grows with their number and not with its square.
func TestManyParts(t *testing.T) {
	t.Parallel()
	const n = 20_000
	many := nested.Tree{Start: "/w"}
	for i := range n {
		many.Workspaces = append(many.Workspaces, nested.Workspace{Dir: fmt.Sprintf("/w/%05d", i), Depth: 1})
	}
	began := time.Now()
	for _, i := range []int{1, n / 2, n} {
		req := selection.Request{Cwd: "/w", Depth: selection.AnyDepth, Part: selection.Part{I: i, Of: n}}
		if got := selection.Select(many, req, selection.Facts{}).Workspaces; len(got) != 1 {
			t.Errorf("part %d has %d workspaces", i, len(got))
		}
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
}
