//go:build linux

package ending_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// TestInnocent has real cargos that wait for each other's locks for as long as
// the test wants, and no longer: none is ended, and each is reported at most
// once per lock, with its holder.
func TestInnocent(t *testing.T) {
	t.Parallel()
	t.Run("another cargo builds there", func(t *testing.T) {
		t.Parallel()
		s := harness.Real(t, waitingTree("w"))
		other := startGated(t, s, "w", "cargo", "check", "--offline")
		x := startWatched(t, s, "check", "--offline")
		x.looksThrice()
		other.release()
		x.ends().tells(other.cargo, "/w/target/")
	})
	t.Run("the package cache is held", func(t *testing.T) {
		t.Parallel()
		s := harness.Real(t, harness.Library("w", "a"), harness.Files{"../home/.cargo/.package-cache": ""})
		holder, release := hold(t, s.Path("../home/.cargo/.package-cache"))
		x := startWatched(t, s, "check", "--offline")
		x.looksThrice()
		release()
		x.ends().tells(holder, "/home/.cargo/.package-cache")
	})
	t.Run("clean -p", func(t *testing.T) {
		t.Parallel()
		s := harness.Real(t, waitingTree("w"))
		other := startGated(t, s, "w", "cargo", "check", "--offline")
		clean, check := startWatched(t, s, "clean", "--offline", "-p", "a"), startWatched(t, s, "check", "--offline")
		clean.looksThrice()
		check.looksThrice()
		other.release()
		clean.ends().tells(other.cargo, "/w/target/")
		check.ends().tells(other.cargo, "/w/target/")
	})
	t.Run("an editor checks again and again", func(t *testing.T) {
		t.Parallel()
		s := harness.Real(t, waitingTree("w"))
		argv := []string{"cargo", "check", "--offline", "--workspace", "--message-format=json"}
		editor := startGated(t, s, "w", argv...)
		x := startWatched(t, s, "check", "--offline")
		x.looksThrice()
		editor.release()
		over, done := make(chan struct{}), make(chan struct{})
		go func() {
			defer close(done)
			for range 100 {
				select {
				case <-over:
					return
				default:
				}
				now := time.Now()
				if err := os.Chtimes(s.Path("w/src/lib.rs"), now, now); err != nil { // somebody types
					t.Error(err)
				}
				s.Run("w", argv...).Status(0)
			}
		}()
		x.ends().tells(editor.cargo, "/w/target/")
		for range 4 {
			startWatched(t, s, "check", "--offline").ends()
		}
		close(over)
		<-done
	})
	t.Run("fetch", func(t *testing.T) {
		t.Parallel()
		git, err := exec.LookPath("git")
		if err != nil {
			t.Skip("needs git")
		}
		s := harness.Real(t, harness.Library("w", "a"), harness.Library("library", "library"), harness.Files{"bin/git": "#!/bin/sh\n" +
			`[ -p "$GO" ] && { echo "$$ $PPID" >"$FIFO"; cat "$GO"; rm "$GO"; }` + "\nexec '" + git + "' \"$@\"\n"})
		s.Write(harness.Library("f", "f", `[dependencies]`, `library = { git = "file://`+s.Path("library")+`" }`))
		for _, line := range []string{"init -q", "add .", "-c user.name=t -c user.email=t@t commit -qm library"} {
			s.Run("library", append([]string{git}, strings.Fields(line)...)...).Status(0)
		}
		fetch := startGated(t, s.WithPath("bin").With("CARGO_NET_GIT_FETCH_WITH_CLI=true"), "f", "cargo", "fetch")
		x := startWatched(t, s, "check", "--offline")
		x.looksThrice()
		fetch.release()
		x.ends().tells(fetch.cargo, "/home/.cargo/.package-cache")
	})
}

// TestBlind is a run where it is unknown which process waits, as on systems
// other than Linux: the locked file is reported once, and nothing is ended.
func TestBlind(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, waitingTree("w"), harness.Files{"w/.cargo/config.toml": "build.build-dir = 'bd'\n"})
	other := startGated(t, s, "w", "cargo", "check", "--offline")
	x := startWatched(t, s.With("BLIND=1"), "check", "--offline")
	if line := x.line(); !regexp.MustCompile(`^told still running after \d+ s; ` + regexp.QuoteMeta(s.Path("w/bd/debug")) +
		`/\.cargo[a-z-]*lock is locked, by this run's own cargo or by another one that it may be waiting for$`).MatchString(line) {
		t.Errorf("got %q", line)
	}
	other.release()
	if x.ends(); len(x.told) != 1 {
		t.Errorf("told %q", x.told)
	}
}

// gated is a command that waits until it is released.
type gated struct {
	atWork
	release func() // lets it go on, and waits for its end
}

func startGated(t *testing.T, s *harness.World, dir string, argv ...string) gated {
	t.Helper()
	gate := s.Path("go")
	if err := syscall.Mkfifo(gate, 0o600); err != nil {
		t.Fatal(err)
	}
	w := startWaiting(t, s.With("GO="+gate), dir, argv...)
	return gated{w, func() {
		t.Helper()
		f, err := os.OpenFile(gate, os.O_WRONLY, 0) // waits for the reader
		if err == nil {
			err = f.Close()
		}
		if err == nil {
			err = w.cmd.Wait()
		}
		if err != nil {
			t.Errorf("%q: %v\n%s", argv, err, w.stderr)
		}
	}}
}

// watching is a cargo under an impatient sentinel; see [watchedCargo].
type watching struct {
	t      *testing.T
	cmd    *exec.Cmd
	lines  *bufio.Scanner
	stderr *strings.Builder
	told   []string
}

// startWatched starts one in w.
func startWatched(t *testing.T, s *harness.World, argv ...string) *watching {
	t.Helper()
	x := &watching{t: t, cmd: s.Command("w", append([]string{"watched"}, argv...)...), stderr: &strings.Builder{}}
	x.cmd.Stderr = x.stderr
	out, err := x.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := x.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Kill(-x.cmd.Process.Pid, syscall.SIGKILL) })
	x.lines = bufio.NewScanner(out)
	return x
}

// line is the next one it prints, "" at the end.
func (x *watching) line() string {
	if !x.lines.Scan() {
		return ""
	}
	if text, ok := strings.CutPrefix(x.lines.Text(), "told "); ok {
		x.told = append(x.told, text)
	}
	return x.lines.Text()
}

// looksThrice returns when the sentinel has seen cargo wait three times.
func (x *watching) looksThrice() {
	x.t.Helper()
	for seen := 0; seen < 3; {
		switch x.line() {
		case "waits":
			seen++
		case "":
			x.t.Fatalf("it ended before its time:\n%s", x.stderr)
		}
	}
}

// ends waits for its end, which must be a success.
func (x *watching) ends() *watching {
	x.t.Helper()
	for x.line() != "" {
		continue
	}
	if err := x.cmd.Wait(); err != nil {
		x.t.Errorf("%q was ended: %v\n%s", x.cmd.Args, err, x.stderr)
	}
	locks := map[string]int{}
	for _, told := range x.told {
		_, lock, _ := strings.Cut(told, ") for ")
		lock, _, _ = strings.Cut(lock, ", which ")
		if locks[lock]++; locks[lock] > 1 {
			x.t.Errorf("told twice of %q: %q", lock, x.told)
		}
	}
	return x
}

// tells requires that a lock file was reported, with the process that has it.
func (x *watching) tells(holder int, file string) {
	x.t.Helper()
	for _, told := range x.told {
		if strings.HasPrefix(told, "still waiting: process ") && strings.Contains(told, file) &&
			strings.Contains(told, fmt.Sprintf(", which process %s (", strconv.Itoa(holder))) {
			return
		}
	}
	x.t.Errorf("no report that process %d has locked %s: %q", holder, file, x.told)
}

// Waiting for another process's turn is reported once, with that process, and
// not ended.
func TestWaitingIsTold(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("w", "outer", `roots = ["a"]`), harness.Library("w/a", "a"))
	s.Cargo("w/a", "check", "--offline")
	locks := s.Find("w/a/target", ".cargo*lock")
	if len(locks) == 0 {
		t.Fatal("found no lock file")
	}
	holder, release := hold(t, locks[0])
	cmd := s.Command("w", "cargo-nw", "check", "--offline")
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	told := 0
	for lines := bufio.NewScanner(stderr); lines.Scan(); {
		if !strings.Contains(lines.Text(), "warning: still waiting: process ") {
			continue
		}
		told++
		if !strings.Contains(lines.Text(), "which process "+strconv.Itoa(holder)+" (") {
			t.Errorf("the holder is not named: %s", lines.Text())
		}
		release()
	}
	if err := cmd.Wait(); err != nil || told != 1 {
		t.Errorf("%v, told %d times", err, told)
	}
}

// hold lets a process that is no ancestor of any cargo hold a lock, until it is
// released.
func hold(t *testing.T, path string) (pid int, release func()) {
	t.Helper()
	if _, err := exec.LookPath("flock"); err != nil {
		t.Skip("needs flock(1), from util-linux")
	}
	ctx, cancel := context.WithTimeout(t.Context(), harness.Limit)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, "flock", "--no-fork", path, "sh", "-c", "echo held; exec cat")
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(stdout).ReadString('\n'); line != "held\n" {
		t.Fatalf("flock: %q, %v", line, err)
	}
	return cmd.Process.Pid, func() { _ = stdin.Close(); _ = cmd.Wait() }
}
