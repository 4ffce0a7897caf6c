package deadlock_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/proc/deadlock"
)

// stuck is a nested cargo, 13, that waits for the cargo above it, 10; we are 12.
func stuck() []deadlock.Lock {
	return []deadlock.Lock{
		{PID: 10, File: "a", Exclusive: true},
		{PID: 13, File: "a", Exclusive: true, Waiting: true},
	}
}

func chain(pid int) int {
	return map[int]int{15: 14, 14: 13, 13: 12, 12: 11, 11: 10, 10: 1, 23: 22, 22: 20, 20: 1}[pid]
}

// watch runs a sentinel of process 12 for three minutes of false time. see is
// what each look finds.
func watch(t *testing.T, see func(look int) []deadlock.Lock, more ...func(*deadlock.Sentinel)) (after time.Duration, told []string, err error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
		defer cancel()
		look := 0
		s := deadlock.NewSentinel(12, func(message string) { told = append(told, message) })
		s.Parent = chain
		s.Holds = func(int, string) bool { return true }
		s.Observe = func() ([]deadlock.Lock, bool) {
			look++
			return see(look), true
		}
		for _, change := range more {
			change(&s)
		}
		start := time.Now()
		err = s.Watch(ctx)
		after = time.Since(start)
	})
	return after, told, err
}

func TestSentinelEndsACircle(t *testing.T) {
	t.Parallel()
	after, _, err := watch(t, func(int) []deadlock.Lock { return stuck() })
	if hang := (*deadlock.HangError)(nil); !errors.As(err, &hang) || after != 6*time.Second {
		t.Errorf("got %v after %v, want a hang after 5 s of silence and a second look 1 s later", err, after)
	}
}

func TestSentinelNeedsToSeeItTwice(t *testing.T) {
	t.Parallel()
	_, _, err := watch(t, func(look int) []deadlock.Lock {
		if look%2 == 1 {
			return stuck()
		}
		return nil
	})
	if err != nil {
		t.Errorf("a cycle that dissolves is not one: %v", err)
	}
}

func TestSentinelLeavesTheTalkativeAlone(t *testing.T) {
	t.Parallel()
	_, _, err := watch(t, func(int) []deadlock.Lock { t.Error("looked"); return nil }, quietFor(func(time.Duration) time.Duration { return 4 * time.Second }))
	if err != nil {
		t.Error(err)
	}
}

func TestSentinelTellsOfPlainWaitingOnce(t *testing.T) {
	t.Parallel()
	busy := []deadlock.Lock{{PID: 20, File: "a", Exclusive: true}, {PID: 13, File: "a", Exclusive: true, Waiting: true}}
	_, told, err := watch(t, func(int) []deadlock.Lock { return busy })
	if err != nil || len(told) != 1 {
		t.Errorf("got %v and %q, want one message and no end", err, told)
	}
}

func TestSentinelIgnoresOthers(t *testing.T) {
	t.Parallel()
	theirs := []deadlock.Lock{{PID: 20, File: "a", Exclusive: true}, {PID: 23, File: "a", Exclusive: true, Waiting: true}}
	_, told, err := watch(t, func(int) []deadlock.Lock { return theirs })
	if err != nil || len(told) != 0 {
		t.Errorf("somebody else's cycle: %v, %q", err, told)
	}
}

func TestSentinelSeesTwoOuterRuns(t *testing.T) {
	t.Parallel()
	crossed := []deadlock.Lock{
		{PID: 10, File: "a", Exclusive: true},
		{PID: 20, File: "b", Exclusive: true},
		{PID: 13, File: "b", Exclusive: true, Waiting: true},
		{PID: 23, File: "a", Exclusive: true, Waiting: true},
	}
	_, _, err := watch(t, func(int) []deadlock.Lock { return crossed })
	if err == nil {
		t.Error("two outer runs that wait for each other's nested one were not seen")
	}
}

// TestSentinelBelowAHolder has the cycle below us, not through us: a traversal
// holds no lock, and its cargos wait for somebody else's.
func TestSentinelBelowAHolder(t *testing.T) {
	t.Parallel()
	crossed := []deadlock.Lock{
		{PID: 20, File: "b", Exclusive: true},
		{PID: 13, File: "a", Exclusive: true},
		{PID: 15, File: "b", Exclusive: true, Waiting: true}, // below 13
		{PID: 23, File: "a", Exclusive: true, Waiting: true},
	}
	_, _, err := watch(t, func(int) []deadlock.Lock { return crossed })
	if hang := (*deadlock.HangError)(nil); !errors.As(err, &hang) {
		t.Error("a cycle through a cargo below us was not seen")
	}
}

// TestSentinelFindsOursBehindOthers has somebody else's cycle come first.
func TestSentinelFindsOursBehindOthers(t *testing.T) {
	t.Parallel()
	both := append([]deadlock.Lock{{PID: 2, File: "x", Exclusive: true}, {PID: 4, File: "x", Exclusive: true, Waiting: true}}, stuck()...)
	parent := func(s *deadlock.Sentinel) {
		s.Parent = func(pid int) int {
			if pid == 4 {
				return 2
			}
			return chain(pid)
		}
	}
	if _, _, err := watch(t, func(int) []deadlock.Lock { return both }, parent); err == nil {
		t.Error("ours was not seen")
	}
	_, told, err := watch(t, func(int) []deadlock.Lock {
		return append(both[:2:2], deadlock.Lock{PID: 13, File: "x", Exclusive: true, Waiting: true})
	}, parent)
	if err != nil || len(told) != 1 {
		t.Errorf("one of ours that waits for somebody else's cycle is not in it: %v, %q", err, told)
	}
}

// TestSentinelDoubtsAHolder has /proc/locks list a process that is gone, and
// whose number is now that of our ancestor.
func TestSentinelDoubtsAHolder(t *testing.T) {
	t.Parallel()
	_, told, err := watch(t, func(int) []deadlock.Lock { return stuck() },
		func(s *deadlock.Sentinel) { s.Holds = func(int, string) bool { return false } })
	if err != nil || len(told) != 1 {
		t.Errorf("got %v and %q, want one message and no end", err, told)
	}
}

// TestSentinelLooksWhenSilent checks that a look comes 5 s after the last
// output, not only every 5 s.
func TestSentinelLooksWhenSilent(t *testing.T) {
	t.Parallel()
	after, _, err := watch(t, func(int) []deadlock.Lock { return stuck() },
		quietFor(func(since time.Duration) time.Duration { return max(0, since-3*time.Second) }))
	if err == nil || after != 9*time.Second {
		t.Errorf("got %v after %v, want a hang 5 s and 1 s after the last word at 3 s", err, after)
	}
}

// quietFor makes the descendants silent for as long as f says, given the time
// since the watch began.
func quietFor(f func(since time.Duration) time.Duration) func(*deadlock.Sentinel) {
	return func(s *deadlock.Sentinel) {
		start := time.Now()
		s.Quiet = func() time.Duration { return f(time.Since(start)) }
	}
}

// TestSentinelBlind is what happens where it is unknown which process waits:
// one message about a lock file, and nothing is ended.
func TestSentinelBlind(t *testing.T) {
	t.Parallel()
	blind := func(s *deadlock.Sentinel) { s.Observe = func() ([]deadlock.Lock, bool) { return nil, false } }
	since := func() func() time.Duration {
		start := time.Now()
		return func() time.Duration { return time.Since(start) }
	}
	for name, tt := range map[string]struct {
		locked func(since time.Duration) bool
		quiet  func(*deadlock.Sentinel)
		want   string
	}{
		"locked all the time": {func(time.Duration) bool { return true }, nil, "still running after 60 s"},
		"never locked":        {func(time.Duration) bool { return false }, nil, ""},
		"let go in time":      {func(d time.Duration) bool { return d < time.Minute }, nil, ""},
		"locked later":        {func(d time.Duration) bool { return d > 98*time.Second }, nil, "still running after 100 s"},
		"talkative": {
			func(time.Duration) bool { return true },
			quietFor(func(time.Duration) time.Duration { return 30 * time.Second }), "",
		},
		"silent at last": {
			func(time.Duration) bool { return true },
			quietFor(func(d time.Duration) time.Duration { return max(0, d-90*time.Second) }), "still running, silent for 60 s",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, told, err := watch(t, nil, blind, func(s *deadlock.Sentinel) {
				now := since()
				s.Locked = func() string {
					if tt.locked(now()) {
						return "/w/target/debug/.cargo-lock"
					}
					return ""
				}
				if tt.quiet != nil {
					tt.quiet(s)
				}
			})
			if err != nil || tt.want == "" && len(told) > 0 {
				t.Fatalf("got %v, %q", err, told)
			}
			if tt.want != "" && (len(told) != 1 || !strings.Contains(told[0], tt.want) || !strings.Contains(told[0], "/w/target/debug/.cargo-lock is locked")) {
				t.Errorf("got %q, want %q once", told, tt.want)
			}
		})
	}
}
