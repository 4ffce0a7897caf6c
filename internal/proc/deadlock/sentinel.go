package deadlock

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// Sentinel watches a process that has started others: whether one of them waits
// forever.
type Sentinel struct {
	PID     int           // the process whose descendants are watched
	Silence time.Duration // how long they must have been silent, and between two looks
	Again   time.Duration // between the two looks in which a cycle must be seen
	// Patience is how long they must have been silent before a lock is reported
	// where it is unknown which process waits.
	Patience time.Duration
	// Quiet is how long the descendants have been silent; nil where their
	// output does not pass through us. The time since the watch began is then
	// used instead.
	Quiet func() time.Duration
	// Waiting is called once for each lock that is waited for.
	Waiting func(message string)
	Observe func() (locks []Lock, ok bool)
	Parent  func(pid int) int
	// Holds says whether the process listed as the holder of a lock has it; see
	// [Holds].
	Holds func(pid int, file string) bool
	// Locked finds a lock file of the run that a process has locked, "" if
	// there is none. It is called only where Observe gives nothing; nil finds
	// none.
	Locked func() string
	since  string // what Quiet counts, in words
}

// NewSentinel watches the descendants of pid on this machine.
func NewSentinel(pid int, waiting func(message string)) Sentinel {
	return Sentinel{
		PID: pid, Silence: 5 * time.Second, Again: time.Second, Patience: time.Minute,
		Waiting: waiting, Observe: Observe, Parent: Parent, Holds: Holds,
	}
}

// HangError is the error of processes that wait for each other.
type HangError struct{ words string }

func (h *HangError) Error() string { return h.words }

// errBlind says that the locks cannot be observed.
var errBlind = errors.New("the locks cannot be observed")

// Watch returns a *HangError when a cycle has been seen twice, and nil when ctx
// ends. Where locks cannot be observed it only reports, once, a lock that is
// held while the descendants are silent.
func (s Sentinel) Watch(ctx context.Context) error {
	s.since = ", silent for"
	if s.Quiet == nil {
		s.since = " after"
		start := time.Now()
		s.Quiet = func() time.Duration { return time.Since(start) }
	}
	reported := map[string]bool{}
	for wait := s.Silence; sleep(ctx, wait); {
		if quiet := s.Quiet(); quiet < s.Silence {
			wait = s.Silence - quiet
			continue
		}
		wait = s.Silence
		err := s.look(ctx, reported)
		if errors.Is(err, errBlind) {
			s.grope(ctx)
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// look looks once, and a second time if it sees a cycle.
func (s Sentinel) look(ctx context.Context, reported map[string]bool) error {
	locks, ok := s.Observe()
	if !ok {
		return errBlind
	}
	parent := s.Parent
	s.Parent = remembered(parent)
	cycle := s.cycle(locks)
	if cycle == nil {
		s.tell(locks, reported)
		return nil
	}
	told := words(cycle) // at the second look another sentinel may have ended them
	if !sleep(ctx, s.Again) {
		return nil
	}
	locks, ok = s.Observe()
	s.Parent = remembered(parent)
	if !ok || !slices.Equal(cycle, s.cycle(locks)) {
		return nil
	}
	return &HangError{words: "deadlock: " + told}
}

// remembered asks for each process once: on a busy machine many wait, and most
// have the same ancestors.
func remembered(parent func(pid int) int) func(pid int) int {
	known := map[int]int{}
	return func(pid int) int {
		above, ok := known[pid]
		if !ok {
			above = parent(pid)
			known[pid] = above
		}
		return above
	}
}

// cycle is a cycle that we or a process below us are in. One that our
// processes merely wait for is not ours to end.
func (s Sentinel) cycle(locks []Lock) []Wait {
	for {
		cycle := Cycle(locks, s.Parent, s.ours)
		i := slices.IndexFunc(cycle, func(w Wait) bool { return w.File != "" && !s.Holds(w.For, w.File) })
		if i < 0 {
			return cycle
		}
		left := cycle[i] // by a process that is gone
		locks = slices.DeleteFunc(slices.Clone(locks), func(l Lock) bool {
			return !l.Waiting && l.PID == left.For && l.File == left.File
		})
	}
}

// ours says whether the process is the one that is watched, or below it.
func (s Sentinel) ours(pid int) bool { return pid == s.PID || s.above(pid) }

// above says whether it is an ancestor of the process.
func (s Sentinel) above(pid int) bool {
	for i := 0; pid > 1 && i < 256; i++ {
		if pid = s.Parent(pid); pid == s.PID {
			return true
		}
	}
	return false
}

// tell reports which process waits for which, once for each lock.
func (s Sentinel) tell(locks []Lock, reported map[string]bool) {
	for _, w := range Waits(locks) {
		if !reported[w.File] && s.ours(w.PID) {
			reported[w.File] = true
			s.Waiting("still waiting: " + words([]Wait{w}))
		}
	}
}

// grope watches where it is unknown which process waits: it reports once a lock
// that is held, without the holder.
func (s Sentinel) grope(ctx context.Context) {
	if s.Locked == nil {
		return
	}
	for wait := s.Patience - s.Quiet(); sleep(ctx, wait); {
		quiet := s.Quiet()
		if wait = s.Patience - quiet; wait > 0 {
			continue
		}
		if file := s.Locked(); file != "" {
			s.Waiting(fmt.Sprintf("still running%s %.0f s; %s is locked, by this run's own cargo or by another one that it may be waiting for",
				s.since, quiet.Seconds(), printable.Path(file)))
			return
		}
		wait = s.Silence
	}
}

// words describes waits for a person.
func words(list []Wait) string {
	var parts []string
	for _, w := range list {
		who, whom := name(w.PID), fmt.Sprintf("process %d", w.For)
		if w.File == "" {
			parts = append(parts, who+" waits for its child, "+whom)
			continue
		}
		path := Path(w.For, w.PID, w.File)
		if path == "" {
			path = "file " + w.File
		}
		parts = append(parts, who+" waits for "+printable.Path(path)+", which "+name(w.For)+" has locked")
	}
	return strings.Join(parts, "; ")
}

// name is a process for a person.
func name(pid int) string {
	return fmt.Sprintf("process %d (%s)", pid, printable.Text(Command(pid)))
}

func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
