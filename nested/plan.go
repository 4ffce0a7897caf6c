package nested

import (
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargoconfig"
	"github.com/cargo-nw/cargo-nw/lockguard"
)

// Spec is one cargo command in one workspace, with everything a process needs
// but its streams.
type Spec struct {
	Program string   // absolute path of cargo
	Argv    []string // "cargo" and its words
	Dir     string   // working directory, absolute
	Root    string   // root directory of its workspace
	Env     []string // all of it
}

// Step is one run of a plan.
type Step struct {
	Workspace Workspace
	Spec      Spec
	Verdict   lockguard.Verdict
}

// Plan is what will be run, in order.
type Plan struct {
	Start    string // where the user stands; the first run's directory
	Steps    []Step
	FailFast bool // after a failure, the rest is skipped
	Warnings []Warning
}

// Survey holds, for a workspace's directory, the directories that a cargo
// there builds in. See [lockguard.Situation.Survey].
type Survey map[string]cargoconfig.Directories

// NewPlan is the plan of `cargo nw <command>`: the same command line in every
// workspace of the tree. occupied are the directories of workspaces in which a
// cargo above is at work, whose build script has called us.
func NewPlan(command args.Command, tree Tree, sit lockguard.Situation, survey Survey, occupied map[string]bool) Plan {
	plan := Plan{Start: tree.Start, Warnings: tree.Warnings}
	sit = sit.Traverse(visited(tree))
	argv := append([]string{"cargo"}, command.Argv()...)
	for i, ws := range tree.Workspaces {
		verdict := check(sit, survey, ws, command)
		if occupied[ws.Dir] {
			verdict = lockguard.Verdict{
				Action: lockguard.Refuse, Failure: true,
				Reason: "a cargo above, whose build script has called cargo nw, is at work there",
			}
		}
		dir, pwd := ws.Dir, ws.Dir
		if i == 0 {
			dir, pwd = tree.Start, ""
		}
		plan.Steps = append(plan.Steps, Step{
			Workspace: ws,
			Verdict:   verdict,
			Spec: Spec{
				Program: sit.Program,
				Argv:    argv,
				Dir:     dir,
				Root:    ws.Dir,
				Env:     sit.TraversalEnv(lockguard.Run{Dir: pwd, OwnToolchain: ws.Toolchain != "", Verdict: verdict}),
			},
		})
	}
	return plan
}

// visited are the directories of the tree's workspaces, symlinks resolved.
func visited(tree Tree) []string {
	dirs := make([]string, 0, len(tree.Workspaces))
	for _, ws := range tree.Workspaces {
		dirs = append(dirs, filepath.Dir(ws.Manifest))
	}
	return dirs
}

// check asks lockguard about one workspace. One that was not surveyed is not in
// danger.
func check(sit lockguard.Situation, survey Survey, ws Workspace, command args.Command) lockguard.Verdict {
	dirs, ok := survey[ws.Dir]
	if !ok {
		return lockguard.Verdict{}
	}
	return lockguard.Check(sit.Held, ws.Dir, dirs, fixesDirectories(command))
}

// fixesDirectories says whether the command line itself names a target or build
// directory, which beats the environment.
func fixesDirectories(command args.Command) bool {
	if _, ok := command.Value("--target-dir"); ok {
		return true
	}
	return slices.ContainsFunc(command.Values("--config"), cargoconfig.SetsDirectory)
}

// RunsAny says whether at least one step is started.
func (p Plan) RunsAny() bool {
	return slices.ContainsFunc(p.Steps, func(s Step) bool { return s.Verdict.Runs() })
}

// Says says whether there is anything to tell a person: a plan that leaves all
// to somebody else is silent.
func (p Plan) Says() bool {
	return slices.ContainsFunc(p.Steps, func(s Step) bool { return s.Verdict.Action != lockguard.Leave })
}

// RunsAll says whether every step is started.
func (p Plan) RunsAll() bool {
	return !slices.ContainsFunc(p.Steps, func(s Step) bool { return !s.Verdict.Runs() })
}
