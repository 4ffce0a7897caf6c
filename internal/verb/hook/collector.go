package hook

import (
	"context"
	"io"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/diagnostics"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/nested"
)

// collector runs the steps of a build script. What cargo prints is passed on as
// it comes, and the errors in it are kept and repeated as the last lines: what
// -vv prints would otherwise hide them. It is an [execution.Runner].
type collector struct {
	w     io.Writer
	found map[string]*diagnostics.Errors // by directory
	start time.Time
	last  *atomic.Int64 // when something was printed, in nanoseconds since start: the clock may jump
}

func newCollector(w io.Writer) collector {
	return collector{w: w, found: map[string]*diagnostics.Errors{}, start: time.Now(), last: &atomic.Int64{}}
}

// quiet is how long nothing has been printed.
func (c collector) quiet() time.Duration { return time.Since(c.start) - time.Duration(c.last.Load()) }

// heard notes the time.
func (c collector) heard() { c.last.Store(int64(time.Since(c.start))) }

// Write passes on what cargo prints. If that cannot be written, it still goes
// on reading: to stop would end cargo.
func (c collector) Write(p []byte) (int, error) {
	c.heard()
	_, _ = c.w.Write(p)
	return len(p), nil
}

// Run starts cargo with one pipe for both streams, so that their order is kept.
func (c collector) Run(ctx context.Context, _ int, spec nested.Spec) proc.Result {
	found := &diagnostics.Errors{}
	c.found[spec.Dir] = found
	w := io.MultiWriter(c, found)
	c.heard()
	command := spec.Command()
	command.Stdout, command.Stderr = w, w
	return proc.Run(ctx, command)
}

// conclude prints for each failure its workspace and its errors.
func (c collector) conclude(style report.Style, rep execution.Report) {
	style.Failures(c.w, rep, func(i int) (lines []string, hint string) {
		if found := c.found[rep.Runs[i].Dir]; found != nil {
			lines = found.Lines()
		}
		switch {
		case slices.ContainsFunc(lines, missingDownload):
			hint = "nested runs are offline; fetch what is missing: cargo nw fetch"
		case slices.ContainsFunc(lines, staleLock):
			hint = "bring the lock file up to date: cargo nw fetch"
		}
		return lines, hint
	})
}

// missingDownload says that a line is cargo's complaint about something that it
// may not fetch.
func missingDownload(line string) bool {
	return strings.Contains(line, "offline mode (--offline)") || strings.Contains(line, "--offline was specified")
}

// staleLock says that a line is cargo's complaint about a lock file that is
// missing or stale, under --locked.
func staleLock(line string) bool {
	return strings.Contains(line, "because --locked was passed")
}
