package hook

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/nested"
)

// backdate is how long before the start of the build script the lock files
// written by nested runs are dated; see [watch.settle].
const backdate = time.Minute

// watch tells cargo when to run the build script again.
type watch struct {
	start time.Time
	hook  hook
	plan  nested.Plan
	locks map[string]time.Time // modification times of the lock files before the runs
}

func newWatch(h hook, plan nested.Plan) watch {
	w := watch{start: time.Now(), hook: h, plan: plan, locks: map[string]time.Time{}}
	for _, step := range plan.Steps {
		path := filepath.Join(step.Spec.Dir, lockfile.Name)
		w.locks[path] = modified(path)
	}
	return w
}

// tell lists the files whose change requires another run. A hook that left a
// nested workspace out, or found an error, does not count as done: then, and
// without rerun = "changed", cargo runs it every time.
func (w watch) tell(ctx context.Context, cargo directives, r *manifest.Reader, rep execution.Report) {
	if w.hook.settings.Rerun != manifest.RerunChanged || !w.plan.RunsAll() || rep.Status() != 0 {
		cargo.rerunAlways()
		return
	}
	files, ok := w.files(ctx, r)
	if !ok {
		cargo.rerunAlways()
		return
	}
	w.settle()
	for _, path := range files {
		cargo.rerunIfChanged(path)
	}
}

// settle backdates the lock files that the nested runs wrote. Cargo compares
// with the time at which it started the build script, so a file written by the
// script itself would make it run again for nothing. Cargo does the same to the
// outputs of a build script (custom_build.rs, "mtime shift").
func (w watch) settle() {
	date := w.start.Add(-backdate)
	for path, before := range w.locks {
		if now := modified(path); !now.Equal(before) {
			_ = os.Chtimes(path, date, date) // at worst the script runs once more
		}
	}
}

func modified(path string) time.Time {
	info, err := os.Stat(path)
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}
