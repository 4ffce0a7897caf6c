package selection

import (
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/nested"
)

// match finds the workspaces of the tree in an earlier report by their
// directories, wherever the two calls started. If none of the directories
// match, the report is from another checkout, and paths relative to its start
// count.
func match(tree nested.Tree, past report.Past) map[string]report.PastRun {
	found := matchAt(tree, past, func(dir string) string { return dir })
	if len(found) > 0 {
		return found
	}
	return matchAt(tree, past, func(dir string) string {
		if rel, err := filepath.Rel(past.Start, dir); err == nil {
			return filepath.Join(tree.Start, rel)
		}
		return dir
	})
}

func matchAt(tree nested.Tree, past report.Past, moved func(string) string) map[string]report.PastRun {
	byDir := map[string]nested.Workspace{}
	for _, ws := range tree.Workspaces {
		byDir[ws.Dir] = ws
		byDir[tree.RunDir(ws)] = ws
	}
	runs := map[string]report.PastRun{}
	for _, run := range append(resumed(past), past.Runs...) {
		dir := moved(run.Dir)
		ws, ok := byDir[dir]
		// The first run may have been in a directory of its workspace.
		for up := dir; !ok && run.Dir == past.Start && up != filepath.Dir(up); {
			up = filepath.Dir(up)
			ws, ok = byDir[up]
		}
		if ok {
			runs[ws.Dir] = run
		}
	}
	return runs
}

// resumed are the runs that had succeeded before the report was written.
func resumed(past report.Past) []report.PastRun {
	var runs []report.PastRun
	for _, done := range past.Done {
		runs = append(runs, report.PastRun{Dir: done.Dir, Outcome: execution.OK, Seconds: done.Seconds})
	}
	return runs
}

// done are the workspaces that need not run again: those that succeeded, and
// those that something else runs.
func done(runs map[string]report.PastRun) map[string]bool {
	dirs := map[string]bool{}
	for dir, run := range runs {
		dirs[dir] = run.Outcome == execution.OK || run.Outcome == execution.Left
	}
	return dirs
}

// seconds are the times of what ran.
func seconds(runs map[string]report.PastRun) map[string]float64 {
	times := map[string]float64{}
	for dir, run := range runs {
		if run.Seconds > 0 {
			times[dir] = run.Seconds
		}
	}
	return times
}
