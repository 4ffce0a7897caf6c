//go:build unix

package blackbox_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The tests of direct mode, hook_*_test.go, run the real cargo on workspaces of
// a few lines each: no dependencies, no network, a CARGO_HOME of their own.

// files are contents by path.
type files map[string]string

// sandbox is the directory of one test, in which cargo runs with an
// environment that has nothing of ours but PATH.
type sandbox struct {
	t   *testing.T
	dir string // symlinks resolved
	env []string
}

func newSandbox(t *testing.T, trees ...files) sandbox {
	t.Helper()
	needCargo(t)
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	hook, err := exec.LookPath("cargo-nw") // made by testscript.Main
	if err != nil {
		t.Fatal(err)
	}
	s := sandbox{t: t, dir: dir, env: append(cargoEnv(dir), "PATH="+os.Getenv("PATH"), "TMPDIR="+filepath.Join(dir, "tmp"), "CARGO_NW="+hook)}
	s.write(files{"tmp/.keep": ""})
	for _, tree := range trees {
		s.write(tree)
	}
	return s
}

// with gives the same sandbox with more variables.
func (s sandbox) with(env ...string) sandbox {
	s.env = append(slices.Clip(s.env), env...)
	return s
}

func (s sandbox) path(name string) string { return filepath.Join(s.dir, name) }

func (s sandbox) write(tree files) {
	s.t.Helper()
	for name, text := range tree {
		path := s.path(name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			s.t.Fatal(err)
		}
		mode := fs.FileMode(0o600)
		if strings.HasPrefix(text, "#!") {
			mode = 0o700
		}
		if err := os.WriteFile(path, []byte(text), mode); err != nil {
			s.t.Fatal(err)
		}
	}
}

func (s sandbox) read(name string) string {
	s.t.Helper()
	data, err := os.ReadFile(s.path(name))
	if err != nil {
		s.t.Fatal(err)
	}
	return string(data)
}

func (s sandbox) remove(names ...string) {
	s.t.Helper()
	for _, name := range names {
		if err := os.RemoveAll(s.path(name)); err != nil {
			s.t.Fatal(err)
		}
	}
}

func (s sandbox) exists(name string) bool {
	_, err := os.Lstat(s.path(name))
	return err == nil
}

// find lists the files below dir whose base name matches.
func (s sandbox) find(dir, pattern string) []string {
	var found []string
	_ = filepath.WalkDir(s.path(dir), func(path string, _ fs.DirEntry, err error) error {
		if ok, _ := filepath.Match(pattern, filepath.Base(path)); err == nil && ok {
			found = append(found, path)
		}
		return nil
	})
	return found
}

// outcome is what a command did.
type outcome struct {
	t              *testing.T
	argv           []string
	code           int
	stdout, stderr string
}

// run runs a command in a directory of the sandbox. One that does not end is
// killed with everything it started, and fails the test.
func (s sandbox) run(dir string, argv ...string) outcome {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Dir = s.path(dir)
	cmd.Env = append(slices.Clip(s.env), "PWD="+cmd.Dir)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	o := outcome{t: s.t, argv: argv, stdout: stdout.String(), stderr: stderr.String()}
	switch exit := (*exec.ExitError)(nil); {
	case ctx.Err() != nil:
		s.t.Fatalf("%s hangs: no end after %s\n%s", strings.Join(argv, " "), limit, o.stderr)
	case errors.As(err, &exit):
		o.code = exit.ExitCode()
	case err != nil:
		s.t.Fatal(err)
	}
	return o
}

// cargo runs cargo in a directory of the sandbox.
func (s sandbox) cargo(dir string, argv ...string) outcome {
	s.t.Helper()
	return s.run(dir, append([]string{"cargo"}, argv...)...)
}

func (o outcome) fail(what string) {
	o.t.Helper()
	o.t.Fatalf("%s: %s\n-- exit status %d, stdout\n%s-- stderr\n%s", strings.Join(o.argv, " "), what, o.code, o.stdout, o.stderr)
}

// status demands an exit status.
func (o outcome) status(code int) outcome {
	o.t.Helper()
	if o.code != code {
		o.fail("wrong exit status")
	}
	return o
}

// says demands words on stderr.
func (o outcome) says(texts ...string) outcome {
	o.t.Helper()
	for _, text := range texts {
		if !strings.Contains(o.stderr, text) {
			o.fail("stderr lacks " + text)
		}
	}
	return o
}

// silent demands that words are not on stderr.
func (o outcome) silent(texts ...string) outcome {
	o.t.Helper()
	for _, text := range texts {
		if strings.Contains(o.stderr, text) {
			o.fail("stderr has " + text)
		}
	}
	return o
}

// once demands a text exactly once on stderr.
func (o outcome) once(text string) outcome {
	o.t.Helper()
	if strings.Count(o.stderr, text) != 1 {
		o.fail("stderr has not exactly once " + text)
	}
	return o
}

// hookLog is what the build script that ran last wrote to stderr: cargo keeps
// it in a file.
func (s sandbox) hookLog(dir string) string {
	s.t.Helper()
	newest, log := time.Time{}, ""
	for _, path := range s.find(dir, "stderr") {
		info, err := os.Stat(path)
		if err == nil && info.ModTime().After(newest) {
			newest, log = info.ModTime(), path
		}
	}
	data, err := os.ReadFile(log)
	if err != nil {
		s.t.Fatalf("no build script has run in %s", dir)
	}
	return string(data)
}
