package nested

import (
	"errors"
	"path/filepath"
	"slices"
	"time"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/lockguard"
)

// Spec is one cargo command in one workspace, with everything a process needs
// except its streams.
type Spec struct {
	Program string   // absolute path of cargo
	Argv    []string // "cargo" and its words
	Dir     string   // working directory, absolute
	Root    string   // root directory of its workspace
	Env     []string // all of it but the next two; thousands of runs may have one list
	Shared  []string // variables by which all runs of the plan know of each other
	Own     []string // variables that only this run has
	PWD     string   // in place of the variable in Env, "" for that one
	Site    Site     // what planning found there
	// Decision is what rustup has already decided, if known: Program can then
	// be bypassed; see [Spec.Command].
	Decision lockguard.Decision
}

// Command is the process to start, except for its streams: Program or, if that
// is rustup's proxy, the cargo that the proxy would start in Dir now.
func (s Spec) Command() proc.Command {
	given := slices.Concat(s.Env, s.Shared, s.Own)
	if s.PWD != "" {
		given = append(given, "PWD="+s.PWD) // of two the last one counts
	}
	program, env, ok := s.Decision.Launch(s.Dir, given)
	if !ok {
		program, env = s.Program, given
	}
	return proc.Command{Path: program, Argv: s.Argv, Dir: s.Dir, Env: env}
}

// Step is one run of a plan.
type Step struct {
	Workspace Workspace
	Variant   string   // of the workspace's runs, "" if there is only one
	Toolchain string   // that its settings name
	Set       []string // variables of Spec.Env that the workspace's settings have set
	Spec      Spec
	Verdict   lockguard.Verdict
	// Turns are the directories whose lock the run takes, symlinks resolved. Of
	// two runs with one in common, the second would wait in its cargo, so they
	// take turns. Empty for runs in sequence.
	Turns []string
	// After are the steps, by index in the plan, that must have ended,
	// successfully or not, before this one starts.
	After []int
}

// Plan is what will run, in order.
type Plan struct {
	Start    string // where it starts; the directory of the first workspace's run
	Steps    []Step
	LeftOut  int           // how many workspaces of the tree the user deselected
	Done     []Done        // runs of an earlier call
	FailFast bool          // after a failure, what has not started is skipped
	Jobs     int           // how many run at once; 0 and 1: in sequence
	Retries  int           // how many times a failed run is retried
	Timeout  time.Duration // how long one attempt may take; 0: no limit
	Warnings []Warning
	// Visits are the directories, symlinks resolved, of workspaces whose hooks
	// have nothing to do during a traversal.
	Visits []string
}

// NewPlan is the plan of `cargo nw <command>`: the same command line in every
// workspace of the tree, with what the workspace's settings add. occupied are the directories of workspaces in which a
// cargo above, whose build script called us, is working.
func NewPlan(command args.Command, tree Tree, sit lockguard.Situation, survey lockguard.Survey, occupied map[string]bool) Plan {
	plan := Plan{Start: tree.Start, LeftOut: len(tree.LeftOut), Done: tree.Done, Warnings: tree.Warnings}
	plan.Visits = visited(tree)
	sit = sit.Traverse()
	argv := append([]string{"cargo"}, command.Argv()...)
	for ws, run := range runs(tree, command) {
		command, argv := command, argv
		if len(run.Args) > 0 {
			command = command.With(run.Args)
			argv = append([]string{"cargo"}, command.Argv()...)
		}
		verdict := Check(sit, survey, ws, run, command)
		switch {
		case ws.Problem != nil:
			verdict = unreadable(ws)
		case occupied[ws.Dir]:
			verdict = lockguard.Verdict{
				Action: lockguard.Refuse, Failure: true,
				Reason: "a cargo whose build script called cargo nw is running there",
			}
		}
		environment := Environment(ws, run, command)
		environment.Verdict = verdict
		plan.Steps = append(plan.Steps, Step{
			Workspace: ws,
			Variant:   run.Name,
			Toolchain: environment.Toolchain,
			Set:       run.Env,
			Verdict:   verdict,
			Turns:     turns(survey, surveyed(survey, ws, run), verdict),
			Spec: Spec{
				Program: sit.Program,
				Argv:    argv,
				Dir:     tree.RunDir(ws),
				Root:    ws.Dir,
				Site:    tree.Site(ws, sit.Home),
				PWD:     sit.PWD(tree.RunDir(ws)),
				Env:     sit.TraversalEnv(environment),
			},
		})
	}
	return plan
}

// visited are the directories of the tree's workspaces, symlinks resolved,
// including those left out: their hooks would run what the user does not want.
func visited(tree Tree) []string {
	dirs := make([]string, 0, len(tree.Workspaces)+len(tree.LeftOut))
	for _, ws := range slices.Concat(tree.Workspaces, tree.LeftOut) {
		dirs = append(dirs, filepath.Dir(ws.Manifest))
	}
	return dirs
}

// unreadable is the verdict about a workspace that has a problem. The others
// run, and the final status is not 0.
func unreadable(ws Workspace) lockguard.Verdict {
	v := lockguard.Verdict{Action: lockguard.Refuse, Failure: true, Reason: ws.Problem.Error()}
	if bad, ok := errors.AsType[*manifest.Error](ws.Problem); ok {
		seen := *bad
		seen.Path, v.Hint = paths.Shown(ws.Dir, bad.Path), bad.Hint
		v.Reason = seen.Error()
	}
	return v
}

// turns are the directories of a run that other runs may also need.
func turns(survey lockguard.Survey, key string, verdict lockguard.Verdict) []string {
	dirs, ok := survey[key]
	if verdict.Action == lockguard.Move {
		dirs = verdict.Moved
	}
	switch {
	case !ok:
		return nil
	case dirs.Unique, dirs.Build == dirs.Target:
		return []string{dirs.Target}
	}
	return []string{dirs.Build, dirs.Target}
}

// Decided is the plan with rustup's decision in its runs, so they need not ask
// again.
func (p Plan) Decided(decision lockguard.Decision) Plan {
	steps := slices.Clone(p.Steps)
	for i := range steps {
		steps[i].Spec.Decision = decision
	}
	p.Steps = steps
	return p
}

// Sharing is the plan whose runs have these variables, too: one list for all of
// them.
func (p Plan) Sharing(env []string) Plan {
	steps := slices.Clone(p.Steps)
	for i := range steps {
		if i == 0 {
			env = slices.Concat(steps[0].Spec.Shared, env)
		}
		steps[i].Spec.Shared = env
	}
	p.Steps = steps
	return p
}

// RunsAny says whether at least one step starts.
func (p Plan) RunsAny() bool {
	return slices.ContainsFunc(p.Steps, func(s Step) bool { return s.Verdict.Runs() })
}

// Says says whether there is anything to print: a plan that leaves everything
// to another process is silent.
func (p Plan) Says() bool {
	return slices.ContainsFunc(p.Steps, func(s Step) bool { return s.Verdict.Action != lockguard.Leave })
}

// RunsAll says whether every step starts.
func (p Plan) RunsAll() bool {
	return !slices.ContainsFunc(p.Steps, func(s Step) bool { return !s.Verdict.Runs() })
}
