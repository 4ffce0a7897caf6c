package traverse

import (
	"context"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Exec is `cargo nw exec`: the traversal with another program in place of cargo.
func Exec() command.Verb {
	o, list := newOptions()
	return command.Verb{
		Name: "exec", About: "run any program in each workspace", Usage: "cargo nw exec [options] [--] PROGRAM [arguments]…",
		Options: list, Program: true, Run: o.runProgram,
	}
}

// runProgram is the traversal with the program in the call's words.
func (o *options) runProgram(ctx context.Context, c command.Call) (int, error) {
	if len(c.Argv) == 0 {
		return 0, command.Usage("exec needs a program to run", "cargo nw exec -- git status --short")
	}
	if odd := cargoOnly(c.Command); odd != "" {
		return 0, command.Usage(odd+" is an option of cargo, which exec does not run", "cargo nw exec -- "+args.Join(c.Argv))
	}
	o.program = c.Argv
	return o.run(ctx, c)
}

// cargoOnly is a global flag that concerns nothing but cargo, "" if there is
// none.
func cargoOnly(cargo args.Command) string {
	for _, name := range []string{"--locked", "--offline", "--frozen", "--config", "-Z"} {
		if cargo.Has(name) {
			return name
		}
	}
	return ""
}

// programmed is the plan with the program in place of cargo: in the root
// directory of each workspace, with variables that say which one it is. An error
// means that there is no such program; nothing has run.
func programmed(c command.Call, plan nested.Plan, argv []string, sit lockguard.Situation) (nested.Plan, error) {
	find := finder{name: argv[0], known: map[string]found{}}
	steps := slices.Clone(plan.Steps)
	var lacking []string // workspaces that do not have the program
	for i := range steps {
		step := &steps[i]
		spec := &step.Spec
		ws := step.Workspace
		spec.Argv, spec.Dir, spec.Site.Dir, spec.PWD = argv, ws.Dir, filepath.Dir(ws.Manifest), sit.PWD(ws.Dir)
		if name := c.Command.Toolchain; name != "" {
			spec.Env = environ.With(spec.Env, toolchain.NameEnv, name)
		}
		spec.Own = described(c, *step, i)
		var err error
		if spec.Program, err = find.in(ws.Dir, spec.Env); err != nil {
			lacking = append(lacking, c.Style.Path(ws.Dir))
		}
	}
	if len(lacking) > 0 {
		return plan, find.missing(c, argv, lacking, len(steps))
	}
	plan.Steps = steps
	return plan, nil
}

// described are the variables that tell the program where it runs.
func described(c command.Call, step nested.Step, i int) []string {
	env := []string{
		"CARGO_NW_WORKSPACE=" + paths.Shown(c.Dir, step.Workspace.Dir),
		"CARGO_NW_ROOT=" + step.Workspace.Dir,
		"CARGO_NW_INDEX=" + strconv.Itoa(i+1),
	}
	if step.Variant != "" {
		env = append(env, "CARGO_NW_VARIANT="+step.Variant)
	}
	run := slices.IndexFunc(step.Workspace.Runs, func(r manifest.Run) bool { return r.Name == step.Variant })
	if run >= 0 && len(step.Workspace.Runs[run].Args) > 0 {
		env = append(env, "CARGO_NW_ARGS="+args.POSIX.Join(step.Workspace.Runs[run].Args))
	}
	return env
}

// finder finds a program as a shell in a workspace would: by PATH, or if its name
// has a slash, from there.
type finder struct {
	name  string
	known map[string]found // by PATH
}

type found struct {
	path string
	err  error
}

func (f finder) in(dir string, env []string) (string, error) {
	if strings.ContainsAny(f.name, `/\`) && (strings.Contains(f.name, "/") || filepath.Separator == '\\') {
		return exec.LookPath(paths.Absolute(dir, filepath.FromSlash(f.name)))
	}
	path := environ.Get(env, "PATH")
	if _, ok := f.known[path]; !ok {
		at, err := environ.Find(env, f.name)
		f.known[path] = found{at, err}
	}
	return f.known[path].path, f.known[path].err
}

// missing says that workspaces lack the program, and what was probably meant.
func (f finder) missing(c command.Call, argv, lacking []string, total int) error {
	shown := args.Quote(f.name)
	switch {
	case !strings.Contains(f.name, "/"):
		remedy := "install it, or check its name"
		if args.Builtin(f.name) {
			remedy = "cargo's subcommands need no exec: cargo nw " + args.Join(argv)
		} else if paths.IsFile(filepath.Join(c.Dir, f.name)) {
			remedy = "cargo nw exec -- " + args.Join(append([]string{filepath.ToSlash(filepath.Join(c.Dir, f.name))}, argv[1:]...))
		}
		return hint.New("program "+shown+" not found on PATH", remedy)
	case filepath.IsAbs(filepath.FromSlash(f.name)):
		return hint.New(shown+" is not a program that can be started", "check the path, and that the file is executable")
	}
	remedy := "create it there, or leave those workspaces out with --exclude"
	if here := filepath.Join(c.Dir, filepath.FromSlash(f.name)); paths.IsFile(here) {
		remedy = "for the one here, type its whole path: cargo nw exec -- " + args.Join(append([]string{filepath.ToSlash(here)}, argv[1:]...))
	}
	where := list(lacking)
	if len(lacking) == total {
		where = "any of the workspaces"
	}
	return hint.New("there is no program "+shown+" in "+where+": its path starts in each workspace", remedy)
}
