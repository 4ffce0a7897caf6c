package waits_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/waits"
)

// stuck is a nested cargo, 13, that waits for the cargo above it, 10; we are 12.
func stuck() []waits.Lock {
	return []waits.Lock{
		{PID: 10, File: "a", Exclusive: true},
		{PID: 13, File: "a", Exclusive: true, Waiting: true},
	}
}

func chain(pid int) int {
	return map[int]int{13: 12, 12: 11, 11: 10, 10: 1, 23: 22, 22: 20, 20: 1}[pid]
}

// watch runs a sentinel of process 12 for a minute of false time. see gives
// what each look finds.
func watch(t *testing.T, see func(look int) []waits.Lock, quiet time.Duration) (after time.Duration, told []string, err error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		look := 0
		s := waits.NewSentinel(12, func(message string) { told = append(told, message) })
		s.Parent = chain
		s.Quiet = func() time.Duration { return quiet }
		s.Observe = func() ([]waits.Lock, bool) {
			look++
			return see(look), true
		}
		start := time.Now()
		err = s.Watch(ctx)
		after = time.Since(start)
	})
	return after, told, err
}

func TestSentinelEndsACircle(t *testing.T) {
	t.Parallel()
	after, _, err := watch(t, func(int) []waits.Lock { return stuck() }, time.Hour)
	if hang := (*waits.HangError)(nil); !errors.As(err, &hang) || after != 6*time.Second {
		t.Errorf("got %v after %v, want a hang after 5 s of silence and a second look 1 s later", err, after)
	}
}

func TestSentinelNeedsToSeeItTwice(t *testing.T) {
	t.Parallel()
	_, _, err := watch(t, func(look int) []waits.Lock {
		if look%2 == 1 {
			return stuck()
		}
		return nil
	}, time.Hour)
	if err != nil {
		t.Errorf("a circle that dissolves is none: %v", err)
	}
}

func TestSentinelLeavesTheTalkativeAlone(t *testing.T) {
	t.Parallel()
	_, _, err := watch(t, func(int) []waits.Lock { t.Error("looked"); return nil }, 4*time.Second)
	if err != nil {
		t.Error(err)
	}
}

func TestSentinelTellsOfPlainWaitingOnce(t *testing.T) {
	t.Parallel()
	busy := []waits.Lock{{PID: 20, File: "a", Exclusive: true}, {PID: 13, File: "a", Exclusive: true, Waiting: true}}
	_, told, err := watch(t, func(int) []waits.Lock { return busy }, time.Hour)
	if err != nil || len(told) != 1 {
		t.Errorf("got %v and %q, want one message and no end", err, told)
	}
}

func TestSentinelIgnoresOthers(t *testing.T) {
	t.Parallel()
	theirs := []waits.Lock{{PID: 20, File: "a", Exclusive: true}, {PID: 23, File: "a", Exclusive: true, Waiting: true}}
	_, told, err := watch(t, func(int) []waits.Lock { return theirs }, time.Hour)
	if err != nil || len(told) != 0 {
		t.Errorf("somebody else's circle: %v, %q", err, told)
	}
}

func TestSentinelSeesTwoOuterRuns(t *testing.T) {
	t.Parallel()
	crossed := []waits.Lock{
		{PID: 10, File: "a", Exclusive: true},
		{PID: 20, File: "b", Exclusive: true},
		{PID: 13, File: "b", Exclusive: true, Waiting: true},
		{PID: 23, File: "a", Exclusive: true, Waiting: true},
	}
	_, _, err := watch(t, func(int) []waits.Lock { return crossed }, time.Hour)
	if err == nil {
		t.Error("two outer runs that wait for each other's nested one were not seen")
	}
}
