package share

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/internal/store"
	"github.com/cargo-nw/cargo-nw/nested"
)

// runner is an [execution.Runner] that seeds a workspace before a run and
// harvests it after.
type runner struct {
	execution.Runner

	sharing *Sharing
}

// Around is the runner with sharing around each run; without a store, the runner
// as it is.
func (s *Sharing) Around(r execution.Runner) execution.Runner {
	if s.Store() == "" {
		return r
	}
	return runner{r, s}
}

// Run runs the step. Its duration is cargo's alone.
func (r runner) Run(ctx context.Context, i int, spec nested.Spec) proc.Result {
	after := r.sharing.before(ctx, spec)
	res := r.Runner.Run(ctx, i, spec)
	if res.Err == nil && ctx.Err() == nil {
		after()
	}
	return res
}

// before seeds, and returns what is to be done after the run.
func (s *Sharing) before(ctx context.Context, spec nested.Spec) (after func()) {
	nothing := func() {}
	w, _, err := s.work(ctx, spec)
	if err != nil {
		s.failed(spec.Root, err)
		return nothing
	}
	if compiles, _ := w.command.Compiles(); !compiles {
		return nothing
	}
	g, err := s.group(ctx, w)
	if err != nil {
		s.failed(spec.Root, err)
		return nothing
	}
	if g.Refused != "" {
		return nothing
	}
	memo := s.memo(w, g)
	carrier := &store.Carrier{CopyPrograms: w.compilation.Linker}
	var placed []store.Entry
	if !memo.holds() {
		if placed, err = s.seed(w, g, carrier); err != nil {
			s.failed(spec.Root, err)
		}
	}
	since := time.Now()
	return func() {
		defer s.carried(w, carrier)
		if s.judged(w, g, placed) || memo.holds() {
			return
		}
		whole, err := s.gather(w, g, since, carrier)
		if err == nil && whole {
			err = memo.keep()
		}
		if errors.Is(err, errUnknown) {
			s.refuse(w, g, err.Error())
		} else if err != nil {
			s.failed(spec.Root, err)
		}
	}
}

// carried notes how files got to a workspace and from it.
func (s *Sharing) carried(w work, carrier *store.Carrier) {
	if s.store.Exists() && (carrier.Copied.Load() || carrier.Cloned.Load() || carrier.CopyPrograms) {
		s.store.Unlinked()
	}
	if carrier.Copied.Load() {
		why := "cannot be linked with " + w.build
		if device(s.store.Dir) != device(w.build) {
			why = "is on another file system than " + w.build
		}
		s.note("the store " + s.store.Dir + " " + why + ", so files are copied there, which needs disk space")
	}
}

func (s *Sharing) failed(root string, err error) {
	s.note(fmt.Sprintf("nothing was shared with %s: %v", root, err))
}

// judged looks at what became of the seeds, and switches sharing off for a
// compiler whose cargo does not use them.
func (s *Sharing) judged(w work, g store.Group, placed []store.Entry) bool {
	replaced := func(e store.Entry) bool {
		dir := filepath.Join(w.build, filepath.FromSlash(e.Profile))
		return g.Look(e, dir) == store.Foreign && g.Printed(e, dir)
	}
	again, refused := judge(placed, replaced, func(e store.Entry) bool { return excusable(g, e) })
	if refused {
		s.refuse(w, g, fmt.Sprintf("cargo compiled %d of %d units again that it was given", again, len(placed)))
	}
	return refused
}

// refuse switches sharing off for a compiler, and says so this once.
func (s *Sharing) refuse(w work, g store.Group, why string) {
	g.Refused = why
	if err := g.Save(s.store); err != nil {
		s.failed(w.root, err)
		return
	}
	s.note("sharing is switched off for " + firstLine(g.Rustc) + ": " + why)
}

func firstLine(text string) string {
	for i, c := range text {
		if c == '\n' {
			return text[:i]
		}
	}
	return text
}
