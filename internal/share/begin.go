package share

import (
	"runtime"
	"strconv"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/store"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Env is the variable that switches sharing off.
const Env = "CARGO_NW_SHARE"

// Supported says that units are shared on this system. On Windows nobody has
// held against cargo yet what times and hard links do there.
const Supported = runtime.GOOS != "windows"

// Begin is the sharing of a call in this tree: nil if the workspace that it
// starts in does not ask for it, the environment switches it off, or this system
// is not supported. env is what a cargo in that workspace gets.
func Begin(tree nested.Tree, env []string) *Sharing {
	first, ok := tree.Containing()
	if !Supported || !ok || !first.Share || off(env) {
		return nil
	}
	s, err := StoreOf(first, env)
	if err != nil {
		return nil
	}
	return New(s)
}

// StoreOf is the store of the workspaces that this one contains. It is in its
// target directory, as the environment and the configuration have it.
func StoreOf(first nested.Workspace, env []string) (store.Store, error) {
	dirs, err := lockguard.Directories(first.Dir, args.Command{}, env)
	if err != nil {
		return store.Store{}, err
	}
	return store.In(dirs.Target), nil
}

func off(env []string) bool {
	on, err := strconv.ParseBool(environ.Get(env, Env))
	return err == nil && !on
}
