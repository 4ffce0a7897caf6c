package share

import (
	"context"
	"maps"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Lead is the plan in which no two workspaces compile the same package at the
// same time: the one that needs most of what others need as well goes first, and
// the others wait for it. No step waits for what is in the store already. A plan
// in sequence stays as it is.
func (s *Sharing) Lead(ctx context.Context, plan nested.Plan) nested.Plan {
	if s.Store() == "" || plan.Jobs < 2 {
		return plan
	}
	needs := make([]map[string]bool, len(plan.Steps))
	for i, step := range plan.Steps {
		if step.Verdict.Runs() {
			needs[i] = s.missing(ctx, step.Spec)
		}
	}
	free := func(i int) bool { return len(plan.Steps[i].After) == 0 }
	steps := slices.Clone(plan.Steps)
	for i, leaders := range lead(needs, free) {
		after := slices.Concat(steps[i].After, leaders)
		slices.Sort(after)
		steps[i].After = slices.Compact(after)
	}
	plan.Steps = steps
	return plan
}

// unlocked is the need of a workspace without a lock file: its packages are not
// known yet.
const unlocked = "*"

// missing are the packages that a run needs and the store does not have, each
// with its group. An error shows again when the step runs.
func (s *Sharing) missing(ctx context.Context, spec nested.Spec) map[string]bool {
	w, _, err := s.work(ctx, spec)
	if compiles, _ := w.command.Compiles(); err != nil || !compiles {
		return nil
	}
	g, err := s.group(ctx, w)
	if err != nil || g.Refused != "" {
		return nil
	}
	p := packagesOf(w.root)
	if p.all {
		return map[string]bool{unlocked: true}
	}
	needs := map[string]bool{}
	for pkg := range p.named {
		needs[g.Name()+" "+pkg] = true
	}
	for _, commit := range p.revs {
		needs[g.Name()+" "+commit] = true
	}
	wanted := in(profiles(w.command, w.compilation.Targets, units.Profiles(w.build)), p)
	for _, e := range g.Entries() {
		if wanted(e) {
			delete(needs, g.Name()+" "+e.Package)
			maps.DeleteFunc(needs, func(need string, _ bool) bool { return e.Package == "git:"+need })
		}
	}
	return needs
}

// lead says for each step after which others it is to start. needs are what each
// step needs, nil for one that is not concerned; free says whether a step may go
// before others. It never makes a cycle: a leader waits only for earlier ones.
func lead(needs []map[string]bool, free func(int) bool) [][]int {
	after := make([][]int, len(needs))
	rest := make([]map[string]bool, len(needs))
	for i := range needs {
		rest[i] = maps.Clone(needs[i])
	}
	led := make([]bool, len(needs))
	for {
		count := map[string]int{}
		for i := range rest {
			if !led[i] {
				for need := range rest[i] {
					count[need]++
				}
			}
		}
		best, most := -1, 0
		for i := range rest {
			common := 0
			for need := range rest[i] {
				if count[need] > 1 {
					common++
				}
			}
			if !led[i] && free(i) && common > most {
				best, most = i, common
			}
		}
		if best < 0 {
			return after
		}
		led[best] = true
		for i := range rest {
			if led[i] || rest[i] == nil || !meets(rest[i], rest[best]) {
				continue
			}
			after[i] = append(after[i], best)
			maps.DeleteFunc(rest[i], func(need string, _ bool) bool { return rest[best][need] && need != unlocked })
		}
	}
}

// meets says whether two steps need something in common, or may.
func meets(a, b map[string]bool) bool {
	if a[unlocked] {
		return true
	}
	for need := range a {
		if b[need] {
			return true
		}
	}
	return false
}
