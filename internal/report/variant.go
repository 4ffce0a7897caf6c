package report

import (
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Run names a run: the path of its directory and, after a #, the variant of its
// workspace.
func (s Style) Run(dir, variant string) string { return s.Path(dir) + suffix(variant) }

func (s Style) run(r execution.RunReport) string { return s.Run(r.Dir, r.Variant) }

// suffix is what follows the name of a workspace. No name of a variant needs
// escaping.
func suffix(variant string) string {
	if variant == "" {
		return ""
	}
	return "#" + variant
}

// workspaces counts those that the runs are in. Only variants share one.
func workspaces(rep execution.Report) int {
	return distinct(len(rep.Runs), func(i int) (string, string) { return rep.Runs[i].Dir, rep.Runs[i].Variant })
}

// planned counts the workspaces of a plan.
func planned(plan nested.Plan) int {
	return distinct(len(plan.Steps), func(i int) (string, string) { return plan.Steps[i].Spec.Dir, plan.Steps[i].Variant })
}

func distinct(runs int, at func(i int) (dir, variant string)) int {
	n, seen := 0, map[string]bool{}
	for i := range runs {
		dir, variant := at(i)
		if variant == "" || !seen[dir] {
			n++
		}
		seen[dir] = true
	}
	return n
}
