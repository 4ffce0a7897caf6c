package blackbox_test

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

	"golang.org/x/tools/txtar"
)

// world is a directory with workspaces in it, and how cargo-nw is called there.
type world struct {
	t   *testing.T
	dir string   // where the archive was laid out, symlinks resolved
	env []string // of every process
	log string   // what the fake cargo wrote
}

// newWorld lays out a txtar archive. cargo is the real one.
func newWorld(t *testing.T, archive string) *world {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	env := slices.DeleteFunc(os.Environ(), func(kv string) bool {
		return strings.HasPrefix(kv, "CARGO") || strings.HasPrefix(kv, "_CARGO") || strings.HasPrefix(kv, "RUST") || strings.HasPrefix(kv, "GITHUB_") || strings.HasPrefix(kv, "NO_COLOR")
	})
	w := &world{t: t, dir: dir, env: append(env, cargoEnv(t.TempDir())...)}
	w.env = append(w.env, "CARGO_NET_OFFLINE=true")
	for _, f := range txtar.Parse([]byte(archive)).Files {
		w.write(f.Name, string(f.Data))
	}
	return w
}

// newFakeWorld is a newWorld with the fake cargo.
func newFakeWorld(t *testing.T, archive string) *world {
	t.Helper()
	w := newWorld(t, archive)
	w.log = filepath.Join(t.TempDir(), "log")
	w.env = append(w.env, "FAKE_LOG="+w.log, "PATH="+fake(t)+string(filepath.ListSeparator)+os.Getenv("PATH"))
	return w
}

func (w *world) write(name, text string) {
	w.t.Helper()
	path := filepath.Join(w.dir, name)
	err := os.MkdirAll(filepath.Dir(path), 0o700)
	if err == nil {
		err = os.WriteFile(path, []byte(text), 0o600)
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// ended is how a process ended.
type ended struct {
	code           int
	stdout, stderr string
}

// run runs a program in a directory of the world.
func (w *world) run(dir, program string, argv ...string) ended {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, argv...)
	cmd.Dir, cmd.Env = filepath.Join(w.dir, dir), w.env
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) || ctx.Err() != nil {
		w.t.Fatalf("%s %q: %v\n%s", program, argv, err, stderr.String())
	}
	return ended{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// nw runs cargo-nw at the top of the world.
func (w *world) nw(argv ...string) ended {
	w.t.Helper()
	return w.run(".", "cargo-nw", argv...)
}

// took returns the fake cargo's log and empties it; "" when it never ran.
func (w *world) took() string {
	w.t.Helper()
	text, err := os.ReadFile(w.log)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		w.t.Fatal(err)
	}
	_ = os.Remove(w.log)
	return string(text)
}
