package unify

import (
	"context"
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/lockguard"
)

var errNoCache = hint.New("there is no cache directory, because HOME is not set", "set HOME, or XDG_CACHE_HOME")

// spaces are the workspaces, each with a copy. A status that is not 0 says that
// some cannot be read.
func (o *options) spaces(ctx context.Context, c command.Call) ([]*space, int, error) {
	home := config.Home(c.Env)
	reader := manifest.NewReader(home)
	tree, err := o.scope.Tree(ctx, c, reader, nil)
	if err != nil {
		return nil, 0, err
	}
	status := o.scope.Status(tree)
	sit, err := lockguard.Observe(ctx, c.Env)
	if err != nil {
		return nil, status, err
	}
	cache := environ.Cache(c.Env)
	if cache == "" {
		return nil, status, errNoCache
	}
	cache = filepath.Join(cache, "cargo-nw", name)
	env := environ.With(sit.UserEnv(lockguard.Traversal), "RUSTUP_AUTO_INSTALL", "0")
	var list []*space
	for _, ws := range tree.Workspaces {
		if ws.Problem != nil {
			status = command.CannotRun // it has been printed
			continue
		}
		own := env
		if sit.Toolchain != "" && ws.Toolchain == "" { // as in a traversal, a workspace's own file counts
			own = environ.With(env, toolchain.NameEnv, sit.Toolchain)
		}
		s := &space{
			ws: ws, reader: reader, home: sit.Home, cache: cache, cwd: c.Style.Cwd,
			cargo: unitgraph.Cargo{Program: sit.Program, Dir: ws.Dir, Env: own, Scratch: filepath.Join(cache, "target")},
		}
		list = append(list, s)
		err := s.open()
		if err == nil {
			err = s.copy(ctx)
		}
		if err == nil {
			err = s.choose(ctx, o.across)
		}
		if stopped := context.Cause(ctx); stopped != nil {
			return list, status, stopped
		}
		if err != nil {
			c.Fail(s.failed(err))
			status = command.CannotRun
		}
	}
	return list, status, nil
}
