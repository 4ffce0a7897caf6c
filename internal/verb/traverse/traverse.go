// Package traverse is `cargo nw <subcommand>`: the cargo command in the current
// workspace and in every nested one.
//
// It asks for a plan, has it executed, and says how the runs went. Which
// workspaces there are is decided in selection and nested, what may run where
// in lockguard, when a run starts in execution, and how output looks in output
// and report.
package traverse

import (
	"cmp"
	"context"
	"os"
	"slices"
	"time"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/output"
	"github.com/cargo-nw/cargo-nw/internal/proc/deadlock"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/internal/selection"
	"github.com/cargo-nw/cargo-nw/nested"
)

// options are those of a traversal.
type options struct {
	scope    *selection.Scope
	jobs     int // 0: one run after the other, with no limit from us
	order    selection.Order
	retries  int
	failFast bool
	dryRun   bool
	reports  [len(reportKinds)]string // paths
	output   output.Mode
	logDir   string
	secrets  bool
	timeout  time.Duration
	changes  bool     // those that a run makes to files are a failure
	program  []string // in place of cargo, with its arguments; nil for cargo
}

// New is the traversal. It has no name: it is what cargo-nw does with a word
// that is not a verb.
func New() command.Verb {
	o, list := newOptions()
	return command.Verb{Options: list, Run: o.run}
}

// newOptions are the options of a call, and what they are bound to.
func newOptions() (*options, []command.Option) {
	o := &options{scope: selection.NewScope()}
	list := []command.Option{
		o.scope.Option(),
		command.Value(&o.jobs, "--jobs, -j", "N", "run in up to N workspaces at once, sharing N jobs; 0: one per core", parseJobs).
			Default("CARGO_NW_JOBS").Like("4"),
		o.order.Option(),
		command.Number(&o.retries, "--retries", "N", "retry a failed run up to N times").Default("CARGO_NW_RETRIES").Like("2"),
		command.Flag(&o.failFast, "--fail-fast", "start nothing more after a failed run").Default("CARGO_NW_FAIL_FAST"),
		command.Value(&o.timeout, "--timeout", "DURATION", "end a run that takes longer, with all that it has started", parseTimeout).
			Default("CARGO_NW_TIMEOUT").Like("10m"),
		command.Flag(&o.changes, "--fail-if-changed", "a run that changes a tracked file or a lock file fails").Default("CARGO_NW_FAIL_IF_CHANGED"),
		o.scope.PlainOption(),
		command.Flag(&o.dryRun, "--dry-run, -n", "print what would be done, and do nothing"),
	}
	for i, kind := range reportKinds {
		list = append(list, command.Path(&o.reports[i], kind.option, "FILE", kind.about).Like(kind.example))
	}
	list = append(list,
		command.Choice(&o.output, "--output", "MODE", "how to show the output of the runs", output.Modes...).Default("CARGO_NW_OUTPUT").Like("group"),
		command.Text(&o.logDir, "--log-dir", "DIR", "also write the output of each run to a file in DIR").Of(command.Directory).Like("logs"),
		command.Flag(&o.secrets, "--show-secrets", "do not redact tokens and passwords in command lines").Default("CARGO_NW_SHOW_SECRETS"),
	)
	return o, append(list, o.scope.Options()...)
}

// run is: plan, then print the plan or execute it.
func (o *options) run(ctx context.Context, c command.Call) (int, error) {
	reader := manifest.NewReader(config.Home(c.Env))
	if err := o.scope.Configure(c, reader); err != nil {
		return 0, err
	}
	if err := o.check(); err != nil {
		return 0, err
	}
	c.Style.Secrets = o.secrets
	if o.program == nil {
		switch c.Command.Where() {
		case args.Once:
			return o.once(ctx, c)
		case args.Elsewhere:
			return 0, elsewhere(c)
		case args.InWorkspaces:
		}
	}
	what, err := o.plan(ctx, c, reader)
	if err != nil {
		return 0, err
	}
	if o.dryRun {
		return what.status, c.Style.DryRun(c.Stdout, what.plan)
	}
	witness, err := o.witness(ctx, c, what.tree)
	if err != nil {
		return 0, err
	}
	plan, err := what.layer.Prepare(what.plan)
	if err != nil {
		return 0, err
	}
	plan = what.sharing.Lead(ctx, plan)
	pool, tokens, closePool, err := pooled(c, plan)
	if err != nil {
		return 0, err
	}
	defer closePool()
	notices, withdraw := announce(c, plan)
	defer withdraw()
	plan = plan.Sharing(slices.Concat(pool, notices))
	console, err := o.console(c, plan)
	if err != nil {
		return 0, err
	}
	files, err := o.prepareReports(c) // maybe in the log directory, which exists now
	if err != nil {
		_ = console.Close()
		return 0, err
	}
	began := time.Now()
	rep, lost := o.execute(ctx, c, plan, tokens, console, func(r execution.Runner) execution.Runner {
		return witness.Around(what.sharing.Around(execution.Limited{Runner: r, Limit: o.timeout}), command.Found)
	}, func() {
		what.sharing.Tell(c.Style, c.Stderr)
		what.layer.Conclude(c.Style, c.Stderr, plan, began)
	})
	return cmp.Or(
		rep.Status(),
		what.status,
		tellRest(ctx, c, witness),
		tellLost(c, lost),
		files.write(c, rep, report.Origin{Program: "cargo-nw " + c.Version, Began: began}),
	), nil
}

// check refuses options that make no sense together.
func (o *options) check() error {
	if err := cmp.Or(o.scope.Check(), o.checkReports()); err != nil {
		return err
	}
	if o.logDir != "" && o.dryRun {
		return command.Usage("--log-dir cannot be used with --dry-run, which runs nothing", "cargo nw --log-dir logs …")
	}
	return nil
}

// execute starts the runs of the plan, and sums them up. around is what
// surrounds each of them, and after what follows the last one. An error says
// which output could not be written.
func (o *options) execute(ctx context.Context, c command.Call, plan nested.Plan, tokens execution.Tokens, console *output.Console,
	around func(execution.Runner) execution.Runner, after func(),
) (rep execution.Report, lost error) {
	runner := execution.Guarded{
		Runner:   console,
		Sentinel: deadlock.NewSentinel(os.Getpid(), func(message string) { c.Style.Warning(console.Stderr(), message, "") }),
	}
	if console.Passes() {
		runner.Quiet = console.Quiet
	}
	observer := &refusals{Console: console, refused: o.refused(ctx, c, plan)}
	rep = execution.Run(ctx, plan, tokens, around(runner), observer)
	lost = console.Close()
	after()
	rep = withOutput(console, rep)
	again := o.again(c, rep)
	if observer.shut {
		again = nil // cargo would refuse it again
	}
	conclude(c, rep, again)
	return rep, lost
}
