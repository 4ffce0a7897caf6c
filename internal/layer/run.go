package layer

import (
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/internal/standin"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Prepare gets the tree ready for the runs of the plan, and returns the plan for
// it.
func (l *Layer) Prepare(plan nested.Plan) (nested.Plan, error) {
	if l == nil {
		return plan, nil
	}
	if !l.skeleton {
		l.changed = l.sum.settle(l.sum.untouched(l.directories(plan)))
		return plan, nil
	}
	plan.Steps = slices.Clone(plan.Steps)
	for i := range plan.Steps {
		spec := &plan.Steps[i].Spec
		var err error
		if spec.Env, err = l.Env(spec.Root, spec.Env); err != nil {
			return plan, err
		}
	}
	return plan, nil
}

// directories are those that the runs of the plan build in, each once.
func (l *Layer) directories(plan nested.Plan) []string {
	var list []string
	for _, step := range plan.Steps {
		dirs, err := lockguard.Directories(step.Spec.Root, l.command, step.Spec.Env)
		if err != nil {
			continue // cargo reports it
		}
		for _, dir := range []string{dirs.Target, dirs.Build} {
			for _, dir := range standin.Places(dir) {
				if !slices.Contains(list, dir) {
					list = append(list, dir)
				}
			}
		}
	}
	return list
}

// Conclude does what is left to do after the runs of the plan, which began then,
// and prints what there is to say.
func (l *Layer) Conclude(style report.Style, w io.Writer, plan nested.Plan, began time.Time) {
	if l == nil {
		return
	}
	if compiles, _ := l.command.Compiles(); !compiles {
		return
	}
	if !l.skeleton {
		if n := l.thirdParty(plan, began); n > 0 && !l.changed {
			style.Note(w, compiled(n)+" the skeleton was built by another command")
		}
		return
	}
	for _, dir := range l.directories(plan) {
		left, err := standin.FindSince(dir, began.Add(-grain))
		if err != nil {
			style.Warning(w, "looking for what stand-ins left: "+err.Error(), "cargo nw skeleton --scrub")
			continue
		}
		for _, busy := range left.Busy {
			style.Warning(w, "a cargo is working in "+style.Path(busy)+", so stand-ins may be left there", "cargo nw skeleton --scrub")
		}
		if err := left.Remove(); err != nil {
			style.Warning(w, "removing what stand-ins left: "+err.Error(), "cargo nw skeleton --scrub")
		}
		left.Close()
	}
	if l.sum != nil {
		now := time.Now()
		_ = os.Chtimes(l.sum.Path, now, now) // without it, times are not settled later
	}
}

// compiled says how many third-party crates were compiled.
func compiled(n int) string {
	if n == 1 {
		return "1 third-party crate was compiled:"
	}
	return fmt.Sprintf("%d third-party crates were compiled:", n)
}
