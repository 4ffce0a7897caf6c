package relock

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/hint"
)

// pathEnv is where cargo reads and writes the lock file of a workspace
// (https://doc.rust-lang.org/cargo/reference/config.html#resolverlockfile-path).
// It is stable since 1.97, and from 1.94 on with -Zlockfile-path.
const pathEnv = "CARGO_RESOLVER_LOCKFILE_PATH"

// errOld says that a cargo would work on the real file.
var errOld = hint.New("this cargo cannot work on a copy of a lock file; 1.94 and later can", "cargo nw drift versions prints the commands to type there")

// Copy is a copy of a lock file.
type Copy struct {
	cargo   unitgraph.Cargo
	path    string
	real    string // the file that it is a copy of
	offline bool
	careful bool
}

// Begin makes a copy of the lock file at path in dir, an empty directory. The
// file has to be up to date. An [*unitgraph.Error] has what cargo says if it is
// not.
func Begin(ctx context.Context, cargo unitgraph.Cargo, dir, path string, text []byte, offline bool) (*Copy, error) {
	c := &Copy{cargo: cargo, path: filepath.Join(dir, lockfile.Name), real: path, offline: offline}
	if err := c.heeded(ctx); err != nil {
		return nil, err
	}
	if err := c.Restore(text); err != nil {
		return nil, err
	}
	return c, c.Check(ctx)
}

// heeded finds out whether cargo works on the copy, by one that cannot be read.
// A cargo that reads the real file does nothing to it, because of --locked.
func (c *Copy) heeded(ctx context.Context) error {
	if err := c.Restore([]byte("no lock file")); err != nil {
		return err
	}
	_, err := c.run(ctx, "metadata", "--format-version", "1", "--locked", "--offline")
	failed, ok := errors.AsType[*unitgraph.Error](err)
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case ok && failed.Err != nil:
		return err
	case !ok || !strings.Contains(failed.Text, c.real):
		return errOld
	}
	return nil
}

// Text is what is in the copy.
func (c *Copy) Text() ([]byte, error) { return os.ReadFile(c.path) }

// Restore makes this the text of the copy.
func (c *Copy) Restore(text []byte) error { return os.WriteFile(c.path, text, 0o600) }

// Packages are those of the copy.
func (c *Copy) Packages() ([]lockfile.Package, error) {
	lock, err := lockfile.Read(c.path)
	return lock.Packages, err
}

// run starts cargo on the copy. What it says of the copy it says of the real
// file.
func (c *Copy) run(ctx context.Context, argv ...string) (said string, err error) {
	env := c.cargo.Env
	if c.cargo.Version.Version.Before(1, 97) {
		argv, env = c.cargo.Unlocked(append(argv, "-Zlockfile-path"))
	}
	_, stderr, err := c.cargo.Run(ctx, argv, environ.With(env, pathEnv, c.path))
	if failed, ok := errors.AsType[*unitgraph.Error](err); ok {
		failed.Text = strings.ReplaceAll(failed.Text, c.path, c.real)
	}
	return string(stderr), err
}
