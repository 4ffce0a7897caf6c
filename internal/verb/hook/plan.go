package hook

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// rootsKey is where a package lists its nested workspaces.
const rootsKey = "package.metadata.nested_workspace.roots"

// newPlan is the plan of a hook: the runs in each nested workspace that its
// package lists, with what the entries of roots set. The error is a cycle that no
// root marks as dependent.
func newPlan(h hook, tree nested.Tree, sit lockguard.Situation, survey lockguard.Survey) (nested.Plan, error) {
	plan := nested.Plan{Start: tree.Start, Warnings: tree.Warnings}
	command := h.command(sit)
	for _, ws := range tree.Nested() {
		decided, err := h.decide(sit, ws)
		if err != nil {
			return nested.Plan{}, err
		}
		for _, run := range nested.RunsOf(ws, command) {
			here, verdict := command.With(run.Args), decided
			if verdict.Runs() {
				verdict = nested.Check(sit, survey, ws, run, here)
				if h.online(sit) {
					verdict = h.policy.disjoint(verdict, h.fetchHint(sit))
				}
			}
			environment := nested.Environment(ws, run, here)
			environment.Dir, environment.Verdict = ws.Dir, verdict
			plan.Steps = append(plan.Steps, nested.Step{
				Workspace: ws,
				Variant:   run.Name,
				Set:       run.Env,
				Verdict:   verdict,
				Spec: nested.Spec{
					Program: sit.Program, Argv: append([]string{"cargo"}, here.Argv()...), Dir: ws.Dir, Root: ws.Dir, Site: tree.Site(ws, sit.Home),
					Env: sit.DirectEnv(environment, h.step(ws)),
				},
			})
		}
	}
	return plan, nil
}

// step is the last step of the path to ws.
func (h hook) step(ws nested.Workspace) lockguard.Frame {
	return lockguard.Frame{Package: h.manifest, Root: ws.Dir, Dependent: ws.Dependent}
}

// decide says whether a hook may run in ws at all, directories aside.
func (h hook) decide(sit lockguard.Situation, ws nested.Workspace) (lockguard.Verdict, error) {
	leave := func(reason string) (lockguard.Verdict, error) {
		return lockguard.Verdict{Action: lockguard.Leave, Reason: reason}, nil
	}
	if sit.Visits(h.workspace) {
		return leave("the cargo nw above visits it")
	}
	if lockguard.Contains(sit.Stack, h.manifest) && sit.Stack[len(sit.Stack)-1].Dependent {
		return leave("its containing package is being built for a dependent nested workspace")
	}
	for _, stack := range [][]lockguard.Frame{sit.Stack, sit.Claimed} {
		if start := slices.IndexFunc(stack, func(f lockguard.Frame) bool { return f.Package == h.manifest }); start >= 0 {
			return lockguard.Verdict{}, cycle(stack[start:], !lockguard.Contains(sit.Stack, h.manifest))
		}
	}
	if h.occupied[ws.Dir] {
		if ws.Dependent {
			return leave("the cargo above is at work there")
		}
		entered := slices.IndexFunc(sit.Stack, func(f lockguard.Frame) bool { return f.Root == ws.Dir })
		way := append(slices.Clone(sit.Stack), h.step(ws))
		return lockguard.Verdict{}, cycle(way[entered+1:], false)
	}
	if names := h.endless[ws.Dir]; h.kind == Test && names != "" {
		return refuseEndless(names), nil
	}
	if h.online(sit) {
		return h.policy.decide(ws, h.fetchHint(sit)), nil
	}
	return lockguard.Verdict{}, nil
}

// cycle is the error for a path that ends where it began: its last frame calls
// a workspace in which the first frame's package is built again. claimed says
// that only a variable says so.
func cycle(way []lockguard.Frame, claimed bool) error {
	var names []string
	for _, f := range way {
		names = append(names, f.Package, f.Root)
	}
	names = append(names, way[0].Package)
	last := way[len(way)-1]
	root := last.Root
	if rel, err := filepath.Rel(filepath.Dir(last.Package), root); err == nil {
		root = filepath.ToSlash(rel)
	}
	bad := &manifest.Error{
		Path: last.Package, Key: rootsKey,
		Message: "forms a cycle: " + strings.Join(names, " → "),
		Hint:    "if " + root + " depends on this package, say so: { path = \"" + root + "\", dependent = true }",
	}
	if claimed {
		bad.Message += ". Only the variable _CARGO_NW_STACK says so: no cargo-nw above confirms it"
		bad.Hint = "unset _CARGO_NW_STACK, or take it out of [env] in .cargo/config.toml; if this cargo runs in a sandbox, let it see the processes above it and their files in " + os.TempDir()
	}
	return bad
}
