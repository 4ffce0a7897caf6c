package shareddir

import (
	"context"
	"slices"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Site is a workspace and where a cargo builds it.
type Site struct {
	Workspace   nested.Workspace
	Directories config.Directories // symlinks resolved
	Toolchain   string             // that the cargo is told to use, "" if files and settings decide
}

// Planned are the sites of the runs of a plan. survey has their directories; a
// run that was moved has its own. One that is not in it is left out.
func Planned(plan nested.Plan, survey lockguard.Survey) []Site {
	var sites []Site
	for _, step := range plan.Steps {
		dirs, ok := survey[step.Workspace.Dir]
		if own, set := chosen(step); set {
			dirs = own
		}
		if step.Verdict.Action == lockguard.Move {
			dirs, ok = step.Verdict.Moved, true
		}
		known := slices.ContainsFunc(sites, func(s Site) bool { return s.Workspace.Dir == step.Workspace.Dir && s.Directories == dirs })
		if ok && step.Verdict.Runs() && !known { // the variants of a workspace are one
			sites = append(sites, Site{step.Workspace, dirs, environ.Get(step.Spec.Env, toolchain.NameEnv)})
		}
	}
	return sites
}

// chosen are the directories of a run whose roots entry sets something, which may
// be a directory. If they cannot be read, those of the workspace count.
func chosen(step nested.Step) (config.Directories, bool) {
	if step.Workspace.Runs == nil {
		return config.Directories{}, false
	}
	command, err := args.ParseCargo(step.Spec.Argv[1:], nil)
	if err != nil {
		return config.Directories{}, false
	}
	dirs, err := lockguard.Directories(step.Workspace.Dir, command, step.Spec.Env)
	return dirs, err == nil
}

// Check looks at workspaces as built by hand: with any command, in the
// environment env of this process, in the directory of each. The remedies for
// what it finds are the world's.
func Check(w World, env []string, workspaces []nested.Workspace) []Finding {
	return CheckIn(w, lockguard.Situation{Env: env}.Readable(nested.Directories(workspaces), w.Command, lockguard.Traversal), env, workspaces)
}

// CheckIn is [Check] with the directories that the workspaces build in.
func CheckIn(w World, survey lockguard.Survey, env []string, workspaces []nested.Workspace) []Finding {
	named := toolchain.Named(env, "")
	var sites []Site
	for _, ws := range workspaces {
		dirs, ok := survey[ws.Dir]
		if !ok {
			continue
		}
		site := Site{Workspace: ws, Directories: dirs}
		if ws.Toolchain == "" { // as in a traversal, a workspace's own file counts before
			site.Toolchain = named
		}
		sites = append(sites, site)
	}
	return w.Look(sites)
}

// ByHand is the world of a user who types cargo commands in the environment env
// of this process.
func ByHand(ctx context.Context, reader *manifest.Reader, env []string) World {
	program, _ := lockguard.FindCargo(env) // without one, toolchains are not distinguished
	return NewWorld(ctx, reader, program, lockguard.Situation{Env: env}.UserEnv(lockguard.Traversal))
}
