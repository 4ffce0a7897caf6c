package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/output"
	"github.com/cargo-nw/cargo-nw/internal/printable"
	"github.com/cargo-nw/cargo-nw/internal/proc/deadlock"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// traverse is `cargo nw <subcommand>`: plan, then print the plan or run it.
func (s *session) traverse(c *cli.Context) error {
	if err := checkReports(c); err != nil {
		return err
	}
	if err := checkOutput(c); err != nil {
		return err
	}
	plan, err := s.plan(c)
	if err != nil {
		return err
	}
	if c.Bool("dry-run") {
		return s.style.DryRun(s.std.out, plan)
	}
	plan, tokens, closePool, err := s.share(plan)
	if err != nil {
		return err
	}
	defer closePool()
	console, err := s.console(c, plan)
	if err != nil {
		return err
	}
	files, err := s.prepareReports(c) // maybe in the directory for logs, which is there now
	if err != nil {
		_ = console.Close()
		return err
	}
	began := time.Now()
	rep, lost := s.run(plan, tokens, console)
	if status := rep.Status(); status != 0 {
		s.status = status
	}
	s.tellLost(lost)
	s.writeReports(files, rep, report.Origin{Program: "cargo-nw " + s.version, Began: began})
	return nil
}

// plan discovers, observes and decides. What is doubtful is told; nothing has
// run.
func (s *session) plan(c *cli.Context) (nested.Plan, error) {
	want, err := selectionOf(c, s.style.Stand)
	if err != nil {
		return nested.Plan{}, err
	}
	jobs, err := s.jobs(c)
	if err != nil {
		return nested.Plan{}, err
	}
	again, err := retries(c)
	if err != nil {
		return nested.Plan{}, err
	}
	sit, err := lockguard.Observe(s.ctx, s.env)
	if err != nil {
		return nested.Plan{}, err
	}
	reader := manifest.NewReader(sit.Home)
	command := s.inv.Command
	tree, err := s.choose(c, want, reader, append([]string{"cargo"}, command.Argv()...))
	if err != nil {
		return nested.Plan{}, err
	}
	places, err := order(c, reader, tree)
	if err != nil {
		return nested.Plan{}, err
	}
	command.Globals = lockguard.Anchored(s.style.Stand, command.Globals)
	survey := sit.Survey
	if jobs > 1 {
		survey = sit.Directories // to take turns
	}
	directories, err := survey(nested.Directories(tree.Workspaces), command, lockguard.Traversal)
	if err != nil {
		return nested.Plan{}, err
	}
	var occupied map[string]bool
	if sit.BuildScript {
		occupied = tree.Occupied(reader, sit.Cargos)
	}
	plan := nested.NewPlan(command, tree, sit, directories, occupied).Decided(sit.Decision(s.style.Stand, command))
	if places != nil {
		plan = plan.Arranged(places)
	}
	plan.FailFast, plan.Jobs, plan.Retries = c.Bool("fail-fast"), jobs, again
	return plan, nil
}

// run executes the plan, and sums it up. An error says which output could not
// be written.
func (s *session) run(plan nested.Plan, tokens execution.Tokens, console *output.Console) (rep execution.Report, lost error) {
	runner := execution.Guarded{
		Runner:   console,
		Sentinel: deadlock.NewSentinel(os.Getpid(), func(message string) { s.style.Warning(console.Stderr(), message, "") }),
	}
	if console.Passes() {
		runner.Quiet = console.Quiet
	}
	rep = execution.Run(s.ctx, plan, tokens, runner, console)
	lost = console.Close()
	s.conclude(console, rep)
	return rep, lost
}

// startDir is the directory of --manifest-path, or where the user stands.
func (s *session) startDir(c *cli.Context) (string, error) {
	written, ok := option(c, "manifest-path")
	if !ok {
		return s.style.Stand, nil
	}
	path := written
	if !filepath.IsAbs(path) {
		path = filepath.Join(s.style.Stand, path)
	}
	if err := checkManifestPath(path, written); err != nil {
		return "", err
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(path)) // as a cargo that starts there sees it
	if err != nil {
		return "", fmt.Errorf("reading the manifest path: %w", err)
	}
	return dir, nil
}

// checkManifestPath refuses what cargo refuses (src/cargo/util/command_prelude.rs,
// root_manifest).
func checkManifestPath(path, written string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil || written == "":
		return &args.UsageError{Message: fmt.Sprintf("manifest path `%s` does not exist", printable.Text(written))}
	case info.IsDir():
		return &args.UsageError{
			Message: fmt.Sprintf("manifest path `%s` is a directory but expected a file", printable.Text(written)),
			Hint:    "cargo nw --manifest-path " + args.Quote(filepath.Join(written, "Cargo.toml")) + " …",
		}
	case filepath.Base(path) != "Cargo.toml":
		return &args.UsageError{Message: "the manifest-path must be a path to a Cargo.toml file"}
	}
	return nil
}
