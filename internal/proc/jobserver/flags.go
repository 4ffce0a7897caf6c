package jobserver

import (
	"strconv"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/environ"
)

// flagsEnv is the variable that cargo looks into first. It hands its own pool
// to rustc and to build scripts by it, too.
const flagsEnv = "CARGO_MAKEFLAGS"

// variables may name a pool, the one that cargo prefers first: the first that
// is set decides, even if it names none (crate jobserver, Client::from_env).
var variables = []string{flagsEnv, "MAKEFLAGS", "MFLAGS"}

// auth finds the pool that an environment names: "R,W" or "fifo:PATH", "" when
// there is none. Where a flag is repeated, the last one counts.
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

// descriptors are those in an auth of a pipe. Make says -2,-2 where it keeps
// its own from a command.
func descriptors(auth string) (read, write int, ok bool) {
	r, w, _ := strings.Cut(auth, ",")
	read, errRead := strconv.Atoi(r)
	write, errWrite := strconv.Atoi(w)
	return read, write, errRead == nil && errWrite == nil && read >= 0 && write >= 0
}

// variable tells a cargo of a pool, with the old and the new name of the flag,
// as cargo writes it.
func variable(auth string) string {
	return flagsEnv + "=-j --jobserver-fds=" + auth + " --jobserver-auth=" + auth
}
