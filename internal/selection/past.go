package selection

import (
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/nested"
)

// match finds the runs of the tree's workspaces in an earlier report by their
// directories and variants, wherever the two calls started. If none of the directories
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
	byName := map[string]string{} // of the run
	for _, ws := range tree.Workspaces {
		for _, run := range ws.AllRuns() {
			key := runKey(ws.Dir, run.Name)
			byName[key], byName[runKey(tree.RunDir(ws), run.Name)] = key, key
		}
	}
	runs := map[string]report.PastRun{}
	for _, run := range append(resumed(past), past.Runs...) {
		dir := moved(run.Dir)
		key, ok := byName[runKey(dir, run.Variant)]
		// The first run may have been in a directory of its workspace.
		for up := dir; !ok && run.Dir == past.Start && up != filepath.Dir(up); {
			up = filepath.Dir(up)
			key, ok = byName[up]
		}
		if ok {
			runs[key] = run
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

// together are the times of whole workspaces, from those of their runs.
func together(tree nested.Tree, runs map[string]float64) map[string]float64 {
	times := map[string]float64{}
	for _, ws := range tree.Workspaces {
		for _, run := range ws.AllRuns() {
			if s, ok := runs[runKey(ws.Dir, run.Name)]; ok {
				times[ws.Dir] += s
			}
		}
	}
	return times
}
