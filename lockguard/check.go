package lockguard

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/builddir"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
)

// Action is what happens to a run.
type Action int

const (
	// Start runs it as it is.
	Start Action = iota
	// Move runs it in directories of its own.
	Move
	// Refuse does not run it.
	Refuse
	// Leave does not run it, as intended: something else does.
	Leave
)

// Verdict is the decision about one run.
type Verdict struct {
	Action Action
	Reason string // why it does not simply start: lower case, one line
	Hint   string // what to type or to change
	// Failure says that a refused run counts as failed.
	Failure bool
	// Moved are the directories of a run that was moved.
	Moved config.Directories
}

// Runs says whether a process starts.
func (v Verdict) Runs() bool { return v.Action == Start || v.Action == Move }

// Check decides whether a cargo with this command line may start in the
// workspace at root. A workspace that was not surveyed is not in danger.
func (s Situation) Check(survey Survey, root string, command args.Command) Verdict {
	dirs, ok := survey[root]
	if !ok {
		return Verdict{}
	}
	return s.CheckIn(dirs, root, command)
}

// CheckIn is [Situation.Check] for a cargo that builds in dirs.
func (s Situation) CheckIn(dirs config.Directories, root string, command args.Command) Verdict {
	return Check(s.Held, root, dirs, fixesDirectories(command))
}

// fixesDirectories says whether the command line itself sets a target or build
// directory, which beats the environment.
func fixesDirectories(command args.Command) bool {
	if _, ok := command.Value("--target-dir"); ok {
		return true
	}
	return slices.ContainsFunc(command.Values("--config"), config.SetsDirectory)
}

// Check decides whether a cargo that builds in dirs, symlinks resolved, may
// start while held are locked. fixed says that its own command line sets a
// directory, which the environment then cannot move.
func Check(held []string, root string, dirs config.Directories, fixed bool) Verdict {
	target := holder(held, dirs.Target)
	build := ""
	if !dirs.Unique {
		build = holder(held, dirs.Build)
	}
	if target == "" && build == "" {
		return Verdict{}
	}
	lock := build
	if lock == "" {
		lock = target
	}
	if fixed {
		return Verdict{
			Action:  Refuse,
			Failure: true,
			Reason:  "it would deadlock on " + lock + ", which the cargo above it has locked",
			Hint:    "leave the target and build directory out of the arguments, or choose one that only this workspace uses",
		}
	}
	moved := dirs
	if target != "" {
		moved.Target = ownDirectory(dirs.Target, root)
	}
	switch {
	case dirs.Build == dirs.Target:
		moved.Build = moved.Target
	case build != "":
		moved.Build = ownDirectory(dirs.Build, root)
	}
	return Verdict{
		Action: Move,
		Moved:  moved,
		Reason: lock + " is locked by the cargo above it",
	}
}

// holder finds the lock that a cargo building in dir might wait for, "" for
// none. A profile other than the locked one counts too, because two outer runs
// may cross.
func holder(held []string, dir string) string {
	for _, lock := range held {
		if builddir.Holds(dir, lock) {
			return lock
		}
	}
	return ""
}

// ownDirectory is a directory below shared that only the workspace at root
// uses. `cargo clean` at the top removes it with the rest.
func ownDirectory(shared, root string) string {
	sum := sha256.Sum256([]byte(root))
	name := strings.NewReplacer("{", "_", "}", "_").Replace(filepath.Base(root)) // templates of build.build-dir
	return filepath.Join(shared, "cargo-nw", name+"-"+hex.EncodeToString(sum[:4]))
}
