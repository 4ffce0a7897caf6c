package waits

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// Sentinel looks after a process that has started others: whether one of them
// waits for ever.
type Sentinel struct {
	PID     int           // the process whose descendants are looked after
	Silence time.Duration // how long they must have been silent, and between two looks
	Again   time.Duration // between the two looks at which a circle must be seen
	// Quiet is how long the descendants have been silent; nil where their
	// output does not pass through us.
	Quiet func() time.Duration
	// Waiting is told once for each lock that is waited for.
	Waiting func(message string)
	Observe func() (locks []Lock, ok bool)
	Parent  func(pid int) int
}

// NewSentinel looks after the descendants of pid on this machine.
func NewSentinel(pid int, waiting func(message string)) Sentinel {
	return Sentinel{
		PID: pid, Silence: 5 * time.Second, Again: time.Second, Waiting: waiting, Observe: Observe, Parent: Parent,
	}
}

// HangError is the error of processes that wait for each other.
type HangError struct{ words string }

func (h *HangError) Error() string { return h.words }

// errEnded ends a watch when there is nothing to watch any more.
var errEnded = errors.New("ended")

// Watch returns a *HangError when a circle has been seen twice, and nil when ctx
// ends. Where locks cannot be observed it returns nil at once.
func (s Sentinel) Watch(ctx context.Context) error {
	reported := map[string]bool{}
	for {
		if !sleep(ctx, s.Silence) {
			return nil
		}
		if s.Quiet != nil && s.Quiet() < s.Silence {
			continue
		}
		err := s.look(ctx, reported)
		if errors.Is(err, errEnded) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// look looks once, and a second time where it sees a circle.
func (s Sentinel) look(ctx context.Context, reported map[string]bool) error {
	locks, ok := s.Observe()
	if !ok {
		return errEnded
	}
	circle := s.ours(locks)
	if circle == nil {
		s.tell(locks, reported)
		return nil
	}
	if !sleep(ctx, s.Again) {
		return errEnded
	}
	locks, ok = s.Observe()
	if !ok || !slices.Equal(circle, s.ours(locks)) {
		return nil
	}
	return &HangError{words: "waits for ever: " + words(circle)}
}

// ours is a circle that we are in, or that is below us.
func (s Sentinel) ours(locks []Lock) []Wait {
	var below []Lock
	for _, l := range locks {
		if !l.Waiting || s.above(l.PID) {
			below = append(below, l)
		}
	}
	circle := Cycle(below, s.Parent)
	if circle != nil {
		return circle
	}
	// Two outer runs may wait for each other's nested ones: the other's waits
	// count as well, if the circle comes back to us.
	circle = Cycle(locks, s.Parent)
	if slices.ContainsFunc(circle, func(w Wait) bool { return w.PID == s.PID }) {
		return circle
	}
	return nil
}

// above says whether we are an ancestor of the process.
func (s Sentinel) above(pid int) bool {
	for i := 0; pid > 1 && i < 256; i++ {
		if pid = s.Parent(pid); pid == s.PID {
			return true
		}
	}
	return false
}

// tell says who waits for whom, once for each lock.
func (s Sentinel) tell(locks []Lock, reported map[string]bool) {
	for _, w := range Waits(locks) {
		if !reported[w.File] && s.above(w.PID) {
			reported[w.File] = true
			s.Waiting("still waiting: " + words([]Wait{w}))
		}
	}
}

// words describes waits for a person.
func words(list []Wait) string {
	var parts []string
	for _, w := range list {
		who := fmt.Sprintf("process %d (%s)", w.PID, printable.Text(Command(w.PID)))
		whom := fmt.Sprintf("process %d", w.For)
		if w.File == "" {
			parts = append(parts, who+" for its child, "+whom)
			continue
		}
		path := Path(w.For, w.File)
		if path == "" {
			path = "file " + w.File
		}
		parts = append(parts, who+" for "+printable.Text(path)+", which "+whom+" ("+printable.Text(Command(w.For))+") has locked")
	}
	return strings.Join(parts, "; ")
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
