package ending_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/proc/deadlock"
	"github.com/cargo-nw/cargo-nw/nested"
)

// beat is how often an impatient sentinel looks.
const beat = 50 * time.Millisecond

// watchedCargo is a program that runs cargo as cargo-nw does, under a sentinel
// that does not wait five seconds. It prints `told …` for what the sentinel
// reports and `waits` for each look at which a process below us waits. With
// BLIND set it cannot observe locks.
func watchedCargo() {
	s := deadlock.NewSentinel(os.Getpid(), func(message string) { fmt.Println("told", message) })
	s.Silence, s.Again, s.Patience = beat, beat, beat
	observe := s.Observe
	s.Observe = func() (locks []deadlock.Lock, ok bool) {
		if os.Getenv("BLIND") != "" {
			return nil, false
		}
		locks, ok = observe()
		if slices.ContainsFunc(deadlock.Waits(locks), func(w deadlock.Wait) bool { return belowUs(w.PID) }) {
			fmt.Println("waits")
		}
		return locks, ok
	}
	dir, dirErr := os.Getwd()
	cargo, cargoErr := exec.LookPath("cargo")
	if dirErr != nil || cargoErr != nil {
		fmt.Fprintln(os.Stderr, dirErr, cargoErr)
		os.Exit(99)
	}
	runner := execution.Guarded{Runner: execution.Terminal{Stdout: os.Stderr, Stderr: os.Stderr}, Sentinel: s}
	res := runner.Run(context.Background(), 0, nested.Spec{
		Program: cargo, Argv: append([]string{"cargo"}, os.Args[1:]...), Dir: dir, Root: dir, Env: os.Environ(),
	})
	if res.Err != nil {
		fmt.Fprintln(os.Stderr, res.Err)
		os.Exit(98)
	}
	os.Exit(res.Code)
}

func belowUs(pid int) bool {
	for pid > 1 {
		if pid = deadlock.Parent(pid); pid == os.Getpid() {
			return true
		}
	}
	return false
}
