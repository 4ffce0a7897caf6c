package main

import (
	"os"
	"path/filepath"
	"time"
)

// slow is a build script that is at work for three seconds without using the
// processor, so what is measured is who waits for whom.
const slow = "fn main() { std::thread::sleep(std::time::Duration::from_secs(3)); println!(\"cargo::rerun-if-changed=STAMP\"); }\n"

// twoAtOnce builds two workspaces at the same time, each with a slow build
// script, and then one of them while another workspace has nothing to do.
func (l *lab) twoAtOnce(r replica) (two, noop time.Duration, err error) {
	build := func(i int) (time.Duration, error) {
		took, err := l.run(r.dir, l.program(), "nw", "--only", r.name(i), "build", "--offline", "--workspace")
		return took.wall, err
	}
	script := func(i int, stamp string) error {
		text := []byte(slow + "// " + stamp + "\n")
		return os.WriteFile(filepath.Join(r.dir, r.name(i), "service", "build.rs"), text, 0o600) //nolint:gosec // in the temporary directory
	}
	for i := range 2 {
		if err := script(i, "one"); err != nil {
			return 0, 0, err
		}
	}
	ended := make(chan error, 2)
	began := time.Now()
	for i := range 2 {
		go func() {
			_, err := build(i)
			ended <- err
		}()
	}
	err = <-ended
	if second := <-ended; err == nil {
		err = second
	}
	two = time.Since(began)
	if err != nil {
		return 0, 0, err
	}
	if err := script(0, "two"); err != nil {
		return 0, 0, err
	}
	go func() {
		_, err := build(0)
		ended <- err
	}()
	time.Sleep(time.Second) // it has begun
	noop, err = build(2)
	if first := <-ended; err == nil {
		err = first
	}
	return two, noop, err
}
