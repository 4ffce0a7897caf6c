package lockguard

import (
	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/builddir"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
)

// LockFiles lists the lock files that exist in the directories a cargo with
// this command line and environment builds in. root is the directory of its
// workspace. Those of all profiles and platforms are listed. If the
// configuration cannot be read, there are none.
func LockFiles(root string, command args.Command, env []string) []string {
	dirs, err := directories(config.NewReader(), root, command, env)
	if err != nil {
		return nil
	}
	files := builddir.LockFiles(dirs.Target)
	if dirs.Build != dirs.Target && !dirs.Unique {
		files = append(files, builddir.LockFiles(dirs.Build)...)
	}
	return files
}
