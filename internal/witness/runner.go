package witness

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/printable"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/nested"
)

// runner is an [execution.Runner] in which a run that changes a file fails.
type runner struct {
	execution.Runner

	witness *Witness
	status  int
}

// Around is the runner in which a run that has succeeded fails with this status
// if it has changed files of its workspace. A nil Witness leaves the runner as
// it is.
func (w *Witness) Around(r execution.Runner, status int) execution.Runner {
	if w == nil {
		return r
	}
	return runner{r, w, status}
}

// Run runs the step.
func (r runner) Run(ctx context.Context, i int, spec nested.Spec) proc.Result {
	res := r.Runner.Run(ctx, i, spec)
	if res.Err != nil || res.Code != 0 || ctx.Err() != nil {
		return res
	}
	changed, err := r.witness.In(ctx, spec.Root)
	switch {
	case err != nil:
		res.Err = fmt.Errorf("looking for changed files: %w", err)
	case len(changed) > 0:
		res.Err = execution.Judged{Code: r.status, Reason: "changed " + Names(spec.Root, changed)}
	}
	return res
}

// shown is how many files are named before the rest is counted.
const shown = 3

// Names shows files in one line, relative to dir.
func Names(dir string, files []string) string {
	var names []string
	for _, path := range files[:min(len(files), shown)] {
		names = append(names, printable.Text(paths.Shown(paths.Resolve(dir), filepath.Clean(path))))
	}
	if more := len(files) - len(names); more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	return strings.Join(names, ", ")
}
