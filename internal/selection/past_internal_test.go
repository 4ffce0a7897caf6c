package selection

import (
	"maps"
	"slices"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/nested"
)

func TestMatch(t *testing.T) {
	t.Parallel()
	run := func(dir string, outcome nested.Outcome) report.PastRun {
		return report.PastRun{Dir: dir, Outcome: outcome, Seconds: 1}
	}
	tree := nested.Tree{Start: "/w", Workspaces: []nested.Workspace{{Dir: "/w"}, {Dir: "/w/a", Depth: 1}, {Dir: "/w/a/b", Depth: 2}, {Dir: "/s", Depth: 1}}}
	below := tree
	below.Start = "/w/src"
	tests := []struct {
		name string
		tree nested.Tree
		past report.Past
		want []string
	}{
		{"here", tree, report.Past{Start: "/w", Runs: []report.PastRun{run("/w", nested.OK), run("/w/a", nested.Failed), run("/s", nested.Left)}}, []string{"/s", "/w"}},
		{"every outcome that is not done", tree, report.Past{Start: "/w", Runs: []report.PastRun{run("/w", nested.Killed), run("/w/a", nested.Skipped), run("/s", nested.Refused)}}, nil},
		{"from below", below, report.Past{Start: "/w", Runs: []report.PastRun{run("/w", nested.OK)}}, []string{"/w"}},
		{"written below", tree, report.Past{Start: "/w/src/bin", Runs: []report.PastRun{run("/w/src/bin", nested.OK), run("/w/a", nested.OK)}}, []string{"/w", "/w/a"}},
		{"a workspace that is gone", tree, report.Past{Start: "/w", Runs: []report.PastRun{run("/w/gone", nested.OK), run("/w/a", nested.OK)}}, []string{"/w/a"}},
		{"another checkout", tree, report.Past{Start: "/ci/1", Runs: []report.PastRun{run("/ci/1", nested.Failed), run("/ci/1/a/b", nested.OK), run("/ci/1/a", nested.OK)}}, []string{"/w/a", "/w/a/b"}},
		{"done before", tree, report.Past{Start: "/w", Done: []nested.Done{{Dir: "/w/a"}}, Runs: []report.PastRun{run("/w/a/b", nested.OK)}}, []string{"/w/a", "/w/a/b"}},
		{"done before, made again", tree, report.Past{Start: "/w", Done: []nested.Done{{Dir: "/w/a"}}, Runs: []report.PastRun{run("/w/a", nested.Failed)}}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := done(match(tt.tree, tt.past))
			maps.DeleteFunc(got, func(_ string, done bool) bool { return !done })
			if dirs := slices.Sorted(maps.Keys(got)); !slices.Equal(dirs, tt.want) {
				t.Errorf("done are %q, want %q", dirs, tt.want)
			}
		})
	}
}
