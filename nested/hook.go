package nested

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/lockguard"
)

// Kind is what calls a hook.
type Kind int

const (
	// Build is a build script.
	Build Kind = iota
	// Test is a #[test].
	Test
)

// Hook is one call of `cargo-nw hook`.
type Hook struct {
	Kind      Kind
	Package   args.Package    // the containing package
	Manifest  string          // its manifest path
	Workspace string          // directory of its workspace, symlinks resolved
	Settings  manifest.Nested // its table
	Extra     []string        // what the hook line adds to each command
	Policy    Policy          // what holds when the parent of a build script is not offline
	Occupied  map[string]bool // directories of nested workspaces that a cargo above works in
}

// Command is what a hook runs in each nested workspace, without "cargo".
func (h Hook) Command(sit lockguard.Situation) args.Command {
	parent, _ := sit.Parent()
	var argv []string
	if h.Kind == Test {
		command := parent.Command
		if command.Subcommand != "test" {
			command = args.Command{} // nextest, or the test program started by hand
		}
		argv = args.ForTest(command, h.Package, h.Extra)
	} else {
		argv = args.ForBuild(h.subcommand(sit), parent.Command, h.Extra)
	}
	return args.Command{Subcommand: argv[0], Arguments: argv[1:]}
}

// subcommand is what a build script's nested runs are: what the parent does,
// so that nothing is compiled for nothing. With rerun = "changed" the build
// script is not run again when check is followed by build, so it is build.
func (h Hook) subcommand(sit lockguard.Situation) string {
	parent, _ := sit.Parent()
	switch {
	case h.Settings.Rerun == manifest.RerunChanged || parent.Command.Subcommand != "check":
		return "build"
	case clippy(sit):
		return "clippy"
	}
	return "check"
}

// clippy says that the parent is `cargo clippy`, which is `cargo check` with
// clippy's driver around rustc.
func clippy(sit lockguard.Situation) bool {
	return strings.TrimSuffix(filepath.Base(sit.WorkspaceWrapper()), ".exe") == "clippy-driver"
}

// ForeignWrapper is a RUSTC_WORKSPACE_WRAPPER other than clippy's, which is
// not handed down.
func (h Hook) ForeignWrapper(sit lockguard.Situation) string {
	if clippy(sit) {
		return ""
	}
	return sit.WorkspaceWrapper()
}

// NewHookPlan is the plan of a hook. The error is a cycle that no root marks as
// dependent.
func NewHookPlan(h Hook, tree Tree, sit lockguard.Situation, survey Survey) (Plan, error) {
	plan := Plan{Start: tree.Start, Warnings: tree.Warnings}
	command := h.Command(sit)
	argv := append([]string{"cargo"}, command.Argv()...)
	for _, ws := range tree.Nested() {
		way := append(slices.Clone(sit.Stack), lockguard.Frame{Package: h.Manifest, Root: ws.Dir, Dependent: ws.Dependent})
		verdict, err := h.decide(sit, ws, way)
		if err != nil {
			return Plan{}, err
		}
		if verdict.Runs() {
			verdict = check(sit, survey, ws, command)
			if h.online(sit) {
				verdict = h.Policy.disjoint(verdict, h.fetchHint(sit))
			}
		}
		run := lockguard.Run{Dir: ws.Dir, OwnToolchain: ws.Toolchain != "", Verdict: verdict}
		plan.Steps = append(plan.Steps, Step{
			Workspace: ws,
			Verdict:   verdict,
			Spec:      Spec{Program: sit.Program, Argv: argv, Dir: ws.Dir, Root: ws.Dir, Env: sit.DirectEnv(run, way)},
		})
	}
	return plan, nil
}

// decide says whether a hook may run in ws at all, directories aside.
func (h Hook) decide(sit lockguard.Situation, ws Workspace, way []lockguard.Frame) (lockguard.Verdict, error) {
	leave := func(reason string) (lockguard.Verdict, error) {
		return lockguard.Verdict{Action: lockguard.Leave, Reason: reason}, nil
	}
	if sit.Visits(h.Workspace) {
		return leave("the cargo nw above visits it")
	}
	if lockguard.Contains(sit.Stack, h.Manifest) {
		if sit.Stack[len(sit.Stack)-1].Dependent {
			return leave("its containing package is being built for a dependent nested workspace")
		}
		start := slices.IndexFunc(sit.Stack, func(f lockguard.Frame) bool { return f.Package == h.Manifest })
		return lockguard.Verdict{}, cycle(sit.Stack[start:])
	}
	if h.Occupied[ws.Dir] {
		if ws.Dependent {
			return leave("the cargo above is at work there")
		}
		entered := slices.IndexFunc(sit.Stack, func(f lockguard.Frame) bool { return f.Root == ws.Dir })
		return lockguard.Verdict{}, cycle(way[entered+1:])
	}
	if h.online(sit) {
		return h.Policy.decide(ws, h.fetchHint(sit)), nil
	}
	return lockguard.Verdict{}, nil
}

// cycle is the error for a way that ends where it began: its last frame calls
// a workspace in which the first frame's package is built again.
func cycle(way []lockguard.Frame) error {
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
	return &manifest.Error{
		Path: last.Package, Key: packageTable + ".roots",
		Message: "leads in a circle: " + strings.Join(names, " → "),
		Hint:    "if " + root + " depends on this package, say so: { path = \"" + root + "\", dependent = true }",
	}
}
