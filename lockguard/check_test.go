package lockguard_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/lockguard"
)

// TestCheck has a run below a cargo that holds /s/target/debug.
func TestCheck(t *testing.T) {
	t.Parallel()
	const root = "/w/inner"
	shared, own := "/s/target", "/w/inner/target"
	for name, c := range map[string]struct {
		held   []string
		dirs   config.Directories
		fixed  bool
		want   lockguard.Action
		target bool // the target directory is moved
		build  bool // the build directory is moved
	}{
		"nothing held":             {nil, config.Directories{Target: shared, Build: shared}, false, lockguard.Start, false, false},
		"apart":                    {[]string{"/s/target/debug"}, config.Directories{Target: own, Build: own}, false, lockguard.Start, false, false},
		"a name that begins alike": {[]string{"/s/target2/debug"}, config.Directories{Target: shared, Build: shared}, false, lockguard.Start, false, false},
		"inside, deeper":           {[]string{"/s/target/cargo-nw/x/debug"}, config.Directories{Target: shared, Build: shared}, false, lockguard.Start, false, false},
		"one directory":            {[]string{"/s/target/debug"}, config.Directories{Target: shared, Build: shared}, false, lockguard.Move, true, true},
		"another profile":          {[]string{"/s/target/release"}, config.Directories{Target: shared, Build: shared}, false, lockguard.Move, true, true},
		"a triple":                 {[]string{"/s/target/x86_64-unknown-linux-gnu/debug"}, config.Directories{Target: shared, Build: shared}, false, lockguard.Move, true, true},
		"build directory only":     {[]string{"/s/target/debug"}, config.Directories{Target: own, Build: shared}, false, lockguard.Move, false, true},
		"target directory only":    {[]string{"/s/target/debug"}, config.Directories{Target: shared, Build: own}, false, lockguard.Move, true, false},
		"hash in the build one":    {[]string{"/s/target/debug"}, config.Directories{Target: own, Build: shared, Unique: true}, false, lockguard.Start, false, false},
		"fixed":                    {[]string{"/s/target/debug"}, config.Directories{Target: shared, Build: shared}, true, lockguard.Refuse, false, false},
		"fixed, apart":             {[]string{"/s/target/debug"}, config.Directories{Target: own, Build: own}, true, lockguard.Start, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := lockguard.Check(c.held, root, c.dirs, c.fixed)
			if got.Action != c.want || got.Failure != (c.want == lockguard.Refuse) || got.Runs() != (c.want != lockguard.Refuse) {
				t.Fatalf("got %+v", got)
			}
			if c.want != lockguard.Move {
				return
			}
			if moved := got.Moved.Target != c.dirs.Target; moved != c.target {
				t.Errorf("target directory %s", got.Moved.Target)
			}
			if moved := got.Moved.Build != c.dirs.Build; moved != c.build {
				t.Errorf("build directory %s", got.Moved.Build)
			}
			again := lockguard.Check(c.held, root, got.Moved, false)
			if again.Action != lockguard.Start {
				t.Errorf("where it was moved to it would be moved again: %+v", again)
			}
			other := lockguard.Check(c.held, "/v/inner", c.dirs, false)
			if c.target && other.Moved.Target == got.Moved.Target || c.build && other.Moved.Build == got.Moved.Build {
				t.Error("two workspaces were moved to one place")
			}
			if !strings.Contains(got.Reason, c.held[0]) {
				t.Error("the reason does not name the lock:", got.Reason)
			}
		})
	}
}

// TestContains compares by manifest path.
func TestContains(t *testing.T) {
	t.Parallel()
	stack := []lockguard.Frame{{Package: "/a/Cargo.toml"}, {Package: "/b/Cargo.toml"}}
	if !lockguard.Contains(stack, "/b/Cargo.toml") || lockguard.Contains(stack, "/c/Cargo.toml") || lockguard.Contains(nil, "") {
		t.Error("wrong")
	}
}
