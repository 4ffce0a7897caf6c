package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// lab is where the benchmarks run: a temporary directory and an environment.
type lab struct {
	dir    string   // everything generated is below; symlinks resolved
	env    []string // of all commands, ours and the peer's
	nw     string   // our program
	before string   // an earlier one, "" for none
	out    *os.File // the output of the command that ran last
	stderr io.Writer
}

// newLab builds our program and ensures that the peer's is there.
func newLab(ctx context.Context, o options, env []string, stderr io.Writer) (*lab, error) {
	dir, err := os.MkdirTemp("", "cargo-nw-bench-")
	if err != nil {
		return nil, fmt.Errorf("making a directory: %w", err)
	}
	l := &lab{dir: dir, stderr: stderr}
	if err := l.furnish(ctx, o, env); err != nil {
		l.close()
		return nil, err
	}
	return l, nil
}

func (l *lab) furnish(ctx context.Context, o options, env []string) (err error) {
	if l.dir, err = filepath.EvalSymlinks(l.dir); err != nil {
		return fmt.Errorf("resolving the directory: %w", err)
	}
	if l.out, err = os.Create(filepath.Join(l.dir, "output")); err != nil {
		return fmt.Errorf("making a file for output: %w", err)
	}
	l.nw = filepath.Join(l.dir, "bin", "cargo-nw")
	l.env = environment(env, o.peer, filepath.Dir(l.nw), l.nw)
	l.logf("building cargo-nw")
	root, err := moduleRoot(ctx, l)
	if err != nil {
		return err
	}
	build := command{argv: []string{"go", "build", "-o", l.nw, "."}, dir: root, limit: 10 * time.Minute}
	if _, err := l.run(ctx, build); err != nil {
		return fmt.Errorf("building cargo-nw: %w", err)
	}
	if o.before != "" {
		l.before = filepath.Join(l.dir, "before", "cargo-nw")
		if err := copyProgram(o.before, l.before); err != nil {
			return fmt.Errorf("copying the earlier program: %w", err)
		}
	}
	return l.installPeer(ctx, o.peer)
}

// close leaves nothing behind.
func (l *lab) close() {
	if l.out != nil {
		_ = l.out.Close()
	}
	if err := os.RemoveAll(l.dir); err != nil { //nolint:gosec // the directory that newLab made
		l.logf("removing %s: %v", l.dir, err)
	}
}

func (l *lab) logf(format string, values ...any) {
	_, _ = fmt.Fprintf(l.stderr, "bench: "+format+"\n", values...)
}

// environment is the same for all contenders: the user's, without what steers
// cargo and rustc, with our own CARGO_HOME and the user's toolchains.
func environment(user []string, peer, bin, nw string) []string {
	var env []string
	vars := map[string]string{}
	for _, kv := range user {
		name, value, _ := strings.Cut(kv, "=")
		vars[name] = value
		steers := strings.HasPrefix(name, "CARGO") || strings.HasPrefix(name, "RUST")
		if !steers && name != "PATH" || name == "RUSTUP_AUTO_INSTALL" {
			env = append(env, kv)
		}
	}
	rustup := vars["RUSTUP_HOME"]
	if rustup == "" {
		rustup = filepath.Join(vars["HOME"], ".rustup")
	}
	path := append([]string{bin, filepath.Join(peer, "bin")}, filepath.SplitList(vars["PATH"])...)
	env = append(env,
		"PATH="+strings.Join(path, string(filepath.ListSeparator)),
		"RUSTUP_HOME="+rustup,
		"CARGO_HOME="+filepath.Join(peer, "home"),
		"CARGO_NW="+nw,
	)
	slices.Sort(env)
	return env
}

// moduleRoot is the root of the repository, from whichever directory of it we
// run in.
func moduleRoot(ctx context.Context, l *lab) (string, error) {
	mod, err := l.run(ctx, command{argv: []string{"go", "env", "GOMOD"}, dir: "."})
	if err != nil {
		return "", fmt.Errorf("looking for the module: %w", err)
	}
	return filepath.Dir(strings.TrimSpace(mod)), nil
}
