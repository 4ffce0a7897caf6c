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

// Supported says that units are shared on this system. On Windows, what cargo
// makes of times and hard links has not been tested yet.
const Supported = runtime.GOOS != "windows"

// Unsupported is what to say where it is not.
const Unsupported = "compiled units are not shared on this system yet, so `share = true` has no effect"

// Begin is the sharing of a call in this tree: nil if neither the workspace that
// it starts in nor a hook above asks for it, or if the environment switches it
// off. env is what a cargo in that workspace gets; above is the store of the
// hook above, which is for all workspaces below it.
func Begin(tree nested.Tree, env []string, above string) *Sharing {
	first, ok := tree.Containing()
	switch {
	case !ok, above == "" && !first.Share, off(env):
		return nil
	case !Supported:
		return idle(Unsupported)
	case above != "":
		return New(store.Store{Dir: above})
	}
	s, err := StoreOf(first, env)
	if err != nil {
		return nil // the run itself reports it
	}
	return New(s)
}

// StoreOf is the store for the workspaces inside this one. It is in the target
// directory of this one, as environment and configuration set it.
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
