package selection

import (
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/nested"
)

// native has the paths as this system writes them.
func native(tree nested.Tree, past report.Past) (nested.Tree, report.Past) {
	tree.Start, past.Start = filepath.FromSlash(tree.Start), filepath.FromSlash(past.Start)
	tree.Workspaces, past.Runs, past.Done = slices.Clone(tree.Workspaces), slices.Clone(past.Runs), slices.Clone(past.Done)
	for i := range tree.Workspaces {
		tree.Workspaces[i].Dir = filepath.FromSlash(tree.Workspaces[i].Dir)
	}
	for i := range past.Runs {
		past.Runs[i].Dir = filepath.FromSlash(past.Runs[i].Dir)
	}
	for i := range past.Done {
		past.Done[i].Dir = filepath.FromSlash(past.Done[i].Dir)
	}
	return tree, past
}

func TestMatch(t *testing.T) {
	t.Parallel()
	run := func(dir string, outcome execution.Outcome) report.PastRun {
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
		{"here", tree, report.Past{Start: "/w", Runs: []report.PastRun{run("/w", execution.OK), run("/w/a", execution.Failed), run("/s", execution.Left)}}, []string{"/s", "/w"}},
		{"every outcome that is not done", tree, report.Past{Start: "/w", Runs: []report.PastRun{run("/w", execution.Killed), run("/w/a", execution.Skipped), run("/s", execution.Refused)}}, nil},
		{"from below", below, report.Past{Start: "/w", Runs: []report.PastRun{run("/w", execution.OK)}}, []string{"/w"}},
		{"written below", tree, report.Past{Start: "/w/src/bin", Runs: []report.PastRun{run("/w/src/bin", execution.OK), run("/w/a", execution.OK)}}, []string{"/w", "/w/a"}},
		{"a workspace that is gone", tree, report.Past{Start: "/w", Runs: []report.PastRun{run("/w/gone", execution.OK), run("/w/a", execution.OK)}}, []string{"/w/a"}},
		{"another checkout", tree, report.Past{Start: "/ci/1", Runs: []report.PastRun{run("/ci/1", execution.Failed), run("/ci/1/a/b", execution.OK), run("/ci/1/a", execution.OK)}}, []string{"/w/a", "/w/a/b"}},
		{"done before", tree, report.Past{Start: "/w", Done: []nested.Done{{Dir: "/w/a"}}, Runs: []report.PastRun{run("/w/a/b", execution.OK)}}, []string{"/w/a", "/w/a/b"}},
		{"done before, made again", tree, report.Past{Start: "/w", Done: []nested.Done{{Dir: "/w/a"}}, Runs: []report.PastRun{run("/w/a", execution.Failed)}}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := done(match(native(tt.tree, tt.past)))
			maps.DeleteFunc(got, func(_ string, done bool) bool { return !done })
			dirs := slices.Sorted(maps.Keys(got))
			for i, dir := range dirs {
				dirs[i] = filepath.ToSlash(dir)
			}
			if !slices.Equal(dirs, tt.want) {
				t.Errorf("done are %q, want %q", dirs, tt.want)
			}
		})
	}
}
