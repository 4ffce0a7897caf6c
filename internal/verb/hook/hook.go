package hook

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"syscall"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/internal/proc/deadlock"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/internal/share"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Call is one `cargo-nw hook`.
type Call struct {
	Kind           Kind
	Extra          []string // added to each nested command line
	Env            []string // of this process
	Dir            string   // its working directory
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Style          report.Style
}

// Run does what the call asks for and returns the exit status for the build
// script or the test. An error means that nothing ran.
func (c Call) Run(ctx context.Context) (status int, err error) {
	cargo := c.directives()
	cargo.greet() // first of all: without CARGO_MANIFEST_DIR a test stub asks who we are
	path, err := c.manifest()
	if err != nil {
		return 0, err
	}
	sit, err := lockguard.Observe(ctx, c.Env)
	if err != nil && !c.looksFetched(path) {
		return 0, err
	}
	reader := manifest.NewReader(sit.Home)
	if err != nil { // cargo shows only warnings of the user's own packages
		cargo.warning("nothing was run in the nested workspaces: " + err.Error())
	}
	if err != nil || dependency(reader, path, sit) {
		cargo.rerunIfChanged(path)
		return 0, nil
	}
	ctx, cancel := withParent(ctx, sit)
	defer cancel()
	c.Style = styled(c.Style, c.Kind, sit)
	cargo.style = c.Style
	tree, err := nested.DiscoverPackage(ctx, reader, path)
	if err != nil {
		return 0, orRemove(err)
	}
	h, err := c.hook(ctx, reader, path, tree, sit)
	if err != nil {
		return 0, err
	}
	survey, err := sit.Survey(nested.Directories(tree.Nested()), h.command(sit), lockguard.Direct)
	if err == nil {
		err = nested.SurveyRuns(survey, tree.Nested(), h.command(sit), sit.UserEnv(lockguard.Direct))
	}
	if err != nil {
		return 0, err
	}
	plan, err := newPlan(h, tree, sit, survey)
	if err != nil {
		return 0, err
	}
	if plan.RunsAny() {
		plan.Warnings = append(plan.Warnings, h.mixedUp(ctx, c.Style, reader, tree, plan, sit)...)
	}
	cargo.warnings(plan)
	if plan.RunsAny() {
		cargo.unconfirmed(sit)
		cargo.filtered(h, sit)
	}
	plan, n, withdraw := c.post(cargo, plan)
	defer withdraw()
	sharing := share.Begin(tree, sit.UserEnv(lockguard.Direct), sit.Store)
	run := func() execution.Report {
		return c.execute(ctx, plan, sit, sharing, func(r execution.Runner) execution.Runner {
			return telling{Runner: r, notice: n, above: sit.Stack, store: sharing.Store(), hook: h, plan: plan}
		})
	}
	if c.Kind == Test {
		return run().Status(), nil
	}
	w := newWatch(h, plan)
	rep := run()
	w.tell(ctx, cargo, reader, rep)
	return rep.Status(), nil
}

// orRemove adds to an error about a package without the table what to do
// instead of adding it.
func orRemove(err error) error {
	if bad, ok := errors.AsType[*manifest.Error](err); ok && errors.Is(err, nested.ErrNoTable) {
		bad.Hint += ", or remove the call to `cargo-nw hook` from the package"
	}
	return err
}

// withParent returns a context that ends as if by SIGTERM when the cargo that
// called us ends before we do: it was ended by a signal, and its build script
// and we are left over. A key that ends us has ended that cargo too, and the
// terminal has moved on: a second key cannot reach us, so what the nested runs
// have started gets the same 5 s as after any other signal.
func withParent(outer context.Context, sit lockguard.Situation) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(context.WithoutCancel(outer))
	context.AfterFunc(outer, func() {
		cause := context.Cause(outer)
		if stop := (proc.Stop{}); errors.As(cause, &stop) {
			stop.Shared = false
			cause = stop
		}
		cancel(cause)
	})
	if parent, ok := sit.Parent(); ok {
		proc.OnDeath(ctx, parent.PID, func() { cancel(proc.Stop{Signal: syscall.SIGTERM}) })
	}
	return ctx, func() { cancel(nil) }
}

// styled is a style for the user who typed the cargo command: paths are
// relative to the directory of the outermost cargo, and if that is quiet, tests
// are too.
func styled(style report.Style, kind Kind, sit lockguard.Situation) report.Style {
	if n := len(sit.Cargos); n > 0 && sit.Cargos[n-1].Dir != "" {
		style.Cwd = sit.Cargos[n-1].Dir
	}
	if parent, ok := sit.Parent(); ok && kind == Test {
		style.Quiet = style.Quiet || parent.Command.Quiet()
	}
	return style
}

// execute runs the plan, with a runner wrapped in telling. A test has the
// terminal; a build script's nested runs go to stderr, since its stdout is
// cargo's.
func (c Call) execute(ctx context.Context, plan nested.Plan, sit lockguard.Situation, sharing *share.Sharing, telling func(execution.Runner) execution.Runner) execution.Report {
	progress := report.Progress{Style: c.Style, W: c.Stderr, Total: len(plan.Steps)}
	sentinel := deadlock.NewSentinel(sit.PID, func(message string) { c.Style.Warning(c.Stderr, message, "") })
	if !plan.Says() {
		return execution.Run(ctx, plan, nil, execution.Terminal{}, report.Progress{Style: report.Style{Quiet: true}, W: c.Stderr})
	}
	if c.Kind == Test {
		terminal := execution.Terminal{Stdin: c.Stdin, Stdout: c.Stdout, Stderr: c.Stderr}
		rep := execution.Run(ctx, plan, nil, sharing.Around(execution.Guarded{Runner: telling(terminal), Sentinel: sentinel}), progress)
		sharing.Tell(c.Style, c.Stderr)
		c.Style.Conclusion(c.Stderr, rep, nil)
		return rep
	}
	runner := newCollector(c.Stderr)
	sentinel.Quiet = runner.quiet
	rep := execution.Run(ctx, plan, nil, sharing.Around(execution.Guarded{Runner: telling(runner), Sentinel: sentinel}), progress)
	sharing.Tell(c.Style, c.Stderr)
	c.Style.Summary(c.Stderr, rep, nil)
	runner.conclude(c.Style, rep)
	return rep
}

// manifest is that of the package whose build script or test called us. Cargo
// says which; a test program started by hand runs in its package.
func (c Call) manifest() (string, error) {
	if dir := environ.Get(c.Env, "CARGO_MANIFEST_DIR"); dir != "" {
		return filepath.Join(dir, manifest.FileName), nil
	}
	if c.Kind == Build {
		return "", errNoBuildScript
	}
	return manifest.Find(c.Dir)
}

var errNoBuildScript = errors.New("CARGO_MANIFEST_DIR is not set: `cargo-nw hook build` is for build scripts; by hand, type `cargo nw build`")

// hook collects what the decision needs to know about the package.
func (c Call) hook(ctx context.Context, r *manifest.Reader, path string, tree nested.Tree, sit lockguard.Situation) (hook, error) {
	m, err := r.Load(path)
	if err != nil {
		return hook{}, fmt.Errorf("reading the containing package: %w", err)
	}
	p, err := c.policy(ctx, m.Package.Nested.LockPolicy, tree, sit)
	if err != nil {
		return hook{}, err
	}
	return hook{
		kind:      c.Kind,
		manifest:  path,
		workspace: filepath.Dir(tree.Workspaces[0].Manifest),
		settings:  *m.Package.Nested,
		extra:     c.Extra,
		policy:    p,
		endless:   endless(r, tree),
		occupied:  tree.Occupied(r, sit.Cargos),
		pkg: args.Package{
			Name: m.Package.Name, Version: environ.Get(c.Env, "CARGO_PKG_VERSION"),
			Dir: filepath.Dir(path), Target: testTarget(sit.Caller), Siblings: siblings(tree, m.Package.Name),
		},
	}, nil
}

// siblings are the other packages of the containing package's workspace.
func siblings(tree nested.Tree, own string) []string {
	var names []string
	for _, m := range tree.Workspaces[0].Members {
		if m.Name != own {
			names = append(names, m.Name)
		}
	}
	return names
}
