package harness

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// Outcome is what a program did. Each demand gives it back, for the next one.
type Outcome struct {
	T              *testing.T
	Argv           []string
	Code           int
	Stdout, Stderr string
}

// Command is a program to start in a directory of the World, in a process group
// of its own. When the time is up, the group is killed.
func (w *World) Command(dir string, argv ...string) *exec.Cmd {
	w.T.Helper()
	ctx, cancel := context.WithTimeout(w.T.Context(), Limit)
	w.T.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, w.program(argv[0]), argv[1:]...)
	cmd.Args[0] = argv[0]
	cmd.Dir = w.Path(dir)
	cmd.Env = append(slices.Clip(w.Env), "PWD="+cmd.Dir)
	ownGroup(cmd)
	cmd.WaitDelay = time.Second
	return cmd
}

// program finds a program on the World's PATH, which is not that of the tests.
func (w *World) program(name string) string {
	if strings.ContainsRune(name, filepath.Separator) {
		return name
	}
	for _, dir := range filepath.SplitList(w.Getenv("PATH")) {
		if path, err := exec.LookPath(filepath.Join(dir, name)); err == nil {
			return path
		}
	}
	return name
}

// Run runs a program in a directory of the World. One that does not end is
// killed with everything it started, and fails the test.
func (w *World) Run(dir string, argv ...string) Outcome {
	w.T.Helper()
	return w.Finish(w.Command(dir, argv...))
}

// Streamed runs a program with these streams; nil is what [World.Run] has.
func (w *World) Streamed(stdout, stderr *os.File, dir string, argv ...string) Outcome {
	w.T.Helper()
	cmd := w.Command(dir, argv...)
	if stdout != nil {
		cmd.Stdout = stdout
	}
	if stderr != nil {
		cmd.Stderr = stderr
	}
	return w.Finish(cmd)
}

// Finish runs a command to its end. A stream that it does not have yet is read.
func (w *World) Finish(cmd *exec.Cmd) Outcome {
	w.T.Helper()
	var stdout, stderr bytes.Buffer
	if cmd.Stdout == nil {
		cmd.Stdout = &stdout
	}
	if cmd.Stderr == nil {
		cmd.Stderr = &stderr
	}
	started := time.Now()
	err := cmd.Run()
	o := Outcome{T: w.T, Argv: cmd.Args, Stdout: stdout.String(), Stderr: stderr.String()}
	switch exit := (*exec.ExitError)(nil); {
	case err != nil && time.Since(started) >= Limit:
		o.Fail("hangs: no end after " + Limit.String())
	case errors.As(err, &exit):
		o.Code = exit.ExitCode()
	case err != nil:
		o.Fail(err.Error())
	}
	return o
}

// Cargo runs cargo in a directory of the World.
func (w *World) Cargo(dir string, argv ...string) Outcome {
	w.T.Helper()
	return w.Run(dir, append([]string{"cargo"}, argv...)...)
}

// NW runs cargo-nw at the top of the World.
func (w *World) NW(argv ...string) Outcome {
	w.T.Helper()
	return w.Run(".", append([]string{"cargo-nw"}, argv...)...)
}

// NWIn runs cargo-nw in a directory of the World.
func (w *World) NWIn(dir string, argv ...string) Outcome {
	w.T.Helper()
	return w.Run(dir, append([]string{"cargo-nw"}, argv...)...)
}

// Fail ends the test and shows everything that the program printed.
func (o Outcome) Fail(what string) {
	o.T.Helper()
	o.T.Fatalf("%s: %s\n-- exit status %d, stdout\n%s-- stderr\n%s", strings.Join(o.Argv, " "), what, o.Code, o.Stdout, o.Stderr)
}

// Status demands an exit status.
func (o Outcome) Status(code int) Outcome {
	o.T.Helper()
	if o.Code != code {
		o.Fail("wrong exit status")
	}
	return o
}

// Says demands texts on stderr.
func (o Outcome) Says(texts ...string) Outcome {
	o.T.Helper()
	for _, text := range texts {
		if !strings.Contains(o.Stderr, text) {
			o.Fail("stderr lacks " + text)
		}
	}
	return o
}

// Silent demands that texts are not on stderr.
func (o Outcome) Silent(texts ...string) Outcome {
	o.T.Helper()
	for _, text := range texts {
		if strings.Contains(o.Stderr, text) {
			o.Fail("stderr has " + text)
		}
	}
	return o
}

// Once demands a text exactly once on stderr.
func (o Outcome) Once(text string) Outcome {
	o.T.Helper()
	if strings.Count(o.Stderr, text) != 1 {
		o.Fail("stderr has not exactly once " + text)
	}
	return o
}

// Last is the same Outcome with the last lines of stderr alone.
func (o Outcome) Last(n int) Outcome {
	lines := strings.Split(strings.TrimRight(o.Stderr, "\n"), "\n")
	o.Stderr = strings.Join(lines[max(0, len(lines)-n):], "\n")
	return o
}
