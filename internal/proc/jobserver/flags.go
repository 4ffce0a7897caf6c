package jobserver

import (
	"strconv"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/environ"
)

// flagsEnv is the variable that cargo reads first. It also uses it to pass its
// own pool to rustc and to build scripts.
const flagsEnv = "CARGO_MAKEFLAGS"

// variables may describe a pool, in cargo's order of preference: the first one
// that is set decides, even if it describes none (crate jobserver,
// Client::from_env).
var variables = []string{flagsEnv, "MAKEFLAGS", "MFLAGS"}

// auth finds the pool in an environment: "R,W" or "fifo:PATH", "" if there is
// none. Where a flag is repeated, the last one counts.
func auth(env []string) string {
	for _, name := range variables {
		value := environ.Get(env, name)
		if value == "" {
			continue
		}
		for _, flag := range []string{"--jobserver-auth=", "--jobserver-fds="} {
			if i := strings.LastIndex(value, flag); i >= 0 {
				found, _, _ := strings.Cut(value[i+len(flag):], " ")
				return found
			}
		}
		return ""
	}
	return ""
}

// fifo is the path in an auth of that kind.
func fifo(auth string) (path string, ok bool) {
	path, ok = strings.CutPrefix(auth, "fifo:")
	return path, ok && path != ""
}

// descriptors are those in an auth of a pipe. Make writes -2,-2 if it keeps its
// own from a command.
func descriptors(auth string) (read, write int, ok bool) {
	r, w, _ := strings.Cut(auth, ",")
	read, errRead := strconv.Atoi(r)
	write, errWrite := strconv.Atoi(w)
	return read, write, errRead == nil && errWrite == nil && read >= 0 && write >= 0
}

// variable describes a pool to a cargo, with the old and the new name of the
// flag, as cargo writes it.
func variable(auth string) string {
	return flagsEnv + "=-j --jobserver-fds=" + auth + " --jobserver-auth=" + auth
}
