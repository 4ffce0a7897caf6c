package doctor

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"sync"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/collision"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/git"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/internal/shareddir"
	"github.com/cargo-nw/cargo-nw/lockguard"
)

// answers are what other programs say: everything that the rules do not read
// themselves.
type answers struct {
	// manifests are those on disk in dir and below it, the nearest first.
	manifests func(dir string) ([]string, error)
	// worktrees are git's worktrees inside the repository.
	worktrees func() ([]string, error)
	// rustup is the version of rustup; the error says why there is none.
	rustup func() (toolchain.Version, error)
	// ignored are those of the files that git ignores.
	ignored func(files []string) map[string]bool
	// toolchains are those that rustup has; not ok if it does not choose them.
	toolchains func() (store toolchain.Store, ok bool)
	// cargo is that of a toolchain, "" being the default.
	cargo func(toolchain string) collision.Cargo
}

// ask starts the other programs, which takes as long as all the reading; except
// cargo, which is asked only if two workspaces share a directory. top is the
// directory of the first workspace.
func (p Patient) ask(ctx context.Context, top string) answers {
	below := meanwhile(func() ([]string, error) { return git.Manifests(ctx, p.Env, top) })
	return answers{
		manifests: func(dir string) ([]string, error) {
			if dir == top {
				return below()
			}
			return git.Manifests(ctx, p.Env, dir)
		},
		worktrees: meanwhile(func() ([]string, error) { return git.Worktrees(ctx, p.Env, p.Dir) }),
		ignored:   func(files []string) map[string]bool { return git.Ignored(ctx, p.Env, top, files) },
		toolchains: func() (toolchain.Store, bool) {
			program, err := lockguard.FindCargo(p.Env)
			if err != nil || !toolchain.IsProxy(program) {
				return toolchain.Store{}, false
			}
			return toolchain.ReadStore(lockguard.Situation{Env: p.Env}.UserEnv(lockguard.Traversal)), true
		},
		cargo:  shareddir.ByHand(ctx, nil, p.Env).Cargo,
		rustup: meanwhile(func() (toolchain.Version, error) { return p.rustupVersion(ctx) }),
	}
}

// meanwhile calls find at once and returns what it finds to all callers.
func meanwhile[T any](find func() (T, error)) func() (T, error) {
	once := sync.OnceValues(find)
	go func() { _, _ = once() }()
	return once
}

// rustupVersion asks the rustup on PATH; the error says why there is none.
func (p Patient) rustupVersion(ctx context.Context) (version toolchain.Version, err error) {
	path, err := environ.Find(p.Env, "rustup")
	if err != nil {
		return version, err
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	var out bytes.Buffer
	// It also asks the rustc of its working directory, which a toolchain file in a
	// repository may choose by path.
	top := filepath.VolumeName(p.Dir) + string(filepath.Separator)
	res := proc.Run(ctx, proc.Command{Path: path, Argv: []string{"rustup", "--version"}, Dir: top, Env: p.Env, Stdout: &out})
	version, ok := toolchain.Answer("rustup", out.String())
	if !ok {
		return version, cmp.Or(res.Err, errors.New("rustup does not report its version"))
	}
	return version, nil
}
