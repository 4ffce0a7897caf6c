package output

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"sync"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/diagnostics"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Config says how to show the output of runs.
type Config struct {
	Mode           Mode
	Stdin          io.Reader // nil for the null device
	Stdout, Stderr io.Writer
	// OneStream says that both lead to the same place: each run then has one pipe
	// for both, which keeps their order.
	OneStream bool
	Style     report.Style
	Steps     []nested.Step
	Color     bool       // tell runs to colour what passes through us; see [Colored]
	Width     func() int // of the terminal on stderr, for a status line; nil for none
	GitHub    *GitHub    // nil outside GitHub Actions
	GitLab    bool       // the output is the log of a job of GitLab
	// Watched says that with [Stream], too, what runs print passes through us, so
	// that their errors can be shown again: nobody sits in front of it.
	Watched bool
	LogDir  string // "" for none
}

// Console starts the runs of a plan and shows what they print. It is an
// [execution.Runner], whose runs may be concurrent, and an
// [execution.Observer].
type Console struct {
	cfg      Config
	screen   *screen
	layout   layout
	logs     *logs
	notes    *annotations
	progress *progress
	stop     func() // of the status line

	mu   sync.Mutex
	taps []*tap // by step; nil before it has started
}

// New is ready to run. An error is about the directory for logs.
func New(cfg Config) (*Console, error) {
	c := &Console{
		cfg: cfg, screen: &screen{to: [2]io.Writer{cfg.Stdout, cfg.Stderr}},
		taps: make([]*tap, len(cfg.Steps)), stop: func() {},
	}
	var names, paths []string
	for _, step := range cfg.Steps {
		names = append(names, cfg.Style.Run(step.Spec.Dir, step.Variant))
		paths = append(paths, logged(cfg.Style, step))
	}
	if cfg.LogDir != "" {
		var err error
		if c.logs, err = newLogs(cfg.LogDir, paths); err != nil {
			return nil, err
		}
	}
	if cfg.GitHub != nil && cfg.GitHub.Annotate {
		c.notes = newAnnotations(cfg.GitHub.Repository)
	}
	c.progress = &progress{style: cfg.Style, names: names, width: cfg.Width, start: time.Now()}
	c.layout = c.newLayout(names)
	if cfg.Width != nil && cfg.Mode != Stream && !cfg.Style.Quiet {
		c.screen.status = c.progress.line
		c.stop = ticking(c.screen)
	}
	return c, nil
}

func (c *Console) newLayout(names []string) layout {
	style := c.cfg.Style
	lines := report.Progress{Style: style, W: c.Stderr(), Total: len(names)}
	head := func(i int, ended *execution.RunReport) {
		if ended != nil {
			lines.Ended(i, c.cfg.Steps[i], *ended)
		} else {
			lines.Starting(i, c.cfg.Steps[i])
		}
	}
	title := func(i int, run execution.RunReport) string { return style.Title(i, len(names), run) }
	kept := &folded{group: newGroup(c.screen, head, len(names)), workflow: c.cfg.GitHub != nil, notes: c.annotations}
	switch {
	case c.cfg.Mode == Prefix:
		return newPrefix(c.screen, head, names, style.Color, c.cfg.GitHub != nil)
	case c.cfg.Mode == Stream:
		return through{c.screen, head}
	case c.cfg.Mode == Errors:
		kept.onlyFailed = true
	case c.cfg.GitHub != nil:
		kept.marks = githubMarks(title)
	case c.cfg.GitLab:
		kept.marks = gitlabMarks(c.progress.start, func(i int) string { return fmt.Sprintf("cargo_nw_%d", i+1) }, title)
	default:
		return kept.group
	}
	return kept
}

// Stderr is where our own lines go until Close.
func (c *Console) Stderr() io.Writer { return ownLines{c.screen} }

// Starting announces a run.
func (c *Console) Starting(i int, _ nested.Step) {
	c.progress.starting(i)
	c.layout.starting(i)
}

// Retrying announces a retry of a failed run; attempt is 2 for the first one.
// The line is between the outputs of the two attempts.
func (c *Console) Retrying(i, attempt int) {
	var line bytes.Buffer
	report.Progress{Style: c.cfg.Style, W: &line, Total: len(c.cfg.Steps)}.Retrying(i, attempt)
	if line.Len() > 0 {
		c.layout.lines(i, stderr, line.Bytes())
	}
}

// Finished says that a run has ended, or did not take place.
func (c *Console) Finished(i int, run execution.RunReport) {
	c.progress.finished(i, run)
	c.layout.finished(i, run)
	for _, line := range c.annotations(i) {
		_, _ = fmt.Fprintln(c.Stderr(), line)
	}
}

// annotations are the workflow commands about run i, once.
func (c *Console) annotations(i int) []string {
	if c.notes == nil || c.cfg.Mode == Stream {
		return nil
	}
	return c.notes.take(i)
}

// Run starts cargo. Step i may run again; its output then continues.
func (c *Console) Run(ctx context.Context, i int, spec nested.Spec) proc.Result {
	if !c.Passes() {
		return execution.Terminal{Stdin: c.cfg.Stdin, Stdout: c.cfg.Stdout, Stderr: c.cfg.Stderr}.Run(ctx, i, spec)
	}
	t := c.tap(i)
	defer t.close()
	command := spec.Command()
	if c.cfg.Color {
		command.Env = environ.With(command.Env, termColor, "always")
	}
	command.Stdin, command.Stderr = c.cfg.Stdin, &tapWriter{t, stderr}
	command.Stdout = command.Stderr
	if !c.cfg.OneStream {
		command.Stdout = &tapWriter{t, stdout}
	}
	return proc.Run(ctx, command)
}

// Passes says whether what runs print passes through us.
func (c *Console) Passes() bool { return c.cfg.Mode != Stream || c.logs != nil || c.cfg.Watched }

func (c *Console) tap(i int) *tap {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := &tap{raw: c.cfg.Mode == Stream, layout: c.layout, run: i, errors: &diagnostics.Errors{}, start: time.Now()}
	for to := range t.lines {
		t.lines[to].returns = c.cfg.Mode == Prefix
	}
	if c.notes != nil && !t.raw {
		dir := filepath.Dir(c.cfg.Steps[i].Workspace.Manifest)
		t.note = func(d diagnostics.Diagnostic) { c.notes.add(i, dir, d) }
	}
	if c.logs != nil {
		t.log = c.logs.open(i, c.taps[i] != nil)
	}
	c.taps[i] = t
	return t
}

// Quiet is how long run i, which is active, has not printed anything; 0 if
// unknown.
func (c *Console) Quiet(i int) time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t := c.taps[i]; t != nil {
		return t.quiet()
	}
	return 0
}

// Said is what is wrong in what run i printed last, or else its last lines, with
// paths relative to the style's directory; and the last lines as they were. Both
// are nil if that did not pass through us. The run has ended.
func (c *Console) Said(i int) (wrong, tail []string) {
	t := c.taps[i]
	if t == nil {
		return nil, nil
	}
	root := filepath.Dir(c.cfg.Steps[i].Workspace.Manifest)
	return diagnostics.From(c.cfg.Style.Relative(root), t.errors.Causes()), t.errors.Tail()
}

// Close writes what has been kept and removes the status line. An error says
// what could not be written, to our streams or to a log.
func (c *Console) Close() error {
	c.stop()
	c.layout.end()
	c.screen.close()
	if err := c.screen.err; err != nil {
		if at, ok := errors.AsType[*fs.PathError](err); ok {
			err = at.Err // the name of a stream means nothing to the user
		}
		return fmt.Errorf("writing the output: %w", err)
	}
	if c.logs != nil {
		return c.logs.err
	}
	return nil
}
