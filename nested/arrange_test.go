package nested_test

import (
	"fmt"
	"testing"

	"github.com/cargo-nw/cargo-nw/nested"
)

// A plan and a tree arrange themselves by the same order; the tree keeps the
// first workspace at the front.
func TestArranged(t *testing.T) {
	t.Parallel()
	tree := nested.Tree{Workspaces: []nested.Workspace{{Dir: "first"}, {Dir: "a", Depth: 1}, {Dir: "b", Depth: 1}}}
	var plan nested.Plan
	for _, ws := range tree.Workspaces {
		plan.Steps = append(plan.Steps, nested.Step{Workspace: ws})
	}
	order := []nested.Place{{Workspace: 2}, {Workspace: 0, After: []int{0}}, {Workspace: 1, After: []int{0, 1}}}
	var steps, list []string
	for _, step := range plan.Arranged(order).Steps {
		steps = append(steps, fmt.Sprint(step.Workspace.Dir, step.After))
	}
	for _, ws := range tree.Arranged(order).Workspaces {
		list = append(list, ws.Dir)
	}
	if got := fmt.Sprint(steps, list); got != "[b[] first[0] a[0 1]] [first b a]" {
		t.Errorf("got %s", got)
	}
	if plan.Steps[0].Workspace.Dir != "first" || tree.Workspaces[1].Dir != "a" {
		t.Error("the plan or the tree itself has changed")
	}
}
