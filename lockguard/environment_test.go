package lockguard_test

import (
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unsafe"

	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/lockguard"
)

// script is the environment of a build script as cargo 1.95 and rustup make it
// from user's.
func script(user ...string) []string {
	return append(user,
		"CARGO=/rustup/toolchains/stable/bin/cargo", "CARGO_MANIFEST_DIR=/w/outer", "CARGO_MANIFEST_PATH=/w/outer/Cargo.toml",
		"CARGO_PKG_NAME=outer", "CARGO_PKG_VERSION=0.1.0", "CARGO_CFG_TARGET_OS=linux", "CARGO_CFG_UNIX=", "CARGO_FEATURE_X=1",
		"CARGO_ENCODED_RUSTFLAGS=", "CARGO_MAKEFLAGS=-j --jobserver-fds=3,4", "CARGO_MANIFEST_LINKS=z", "DEP_Z_ROOT=/z",
		"OUT_DIR=/w/outer/target/debug/build/outer-0/out", "TARGET=t", "HOST=t", "NUM_JOBS=2", "DEBUG=true", "OPT_LEVEL=0", "PROFILE=debug",
		"RUSTC=rustc", "RUSTDOC=rustdoc", "RUSTC_LINKER=ld", "CARGO_TRIM_PATHS=", "RUSTC_WORKSPACE_WRAPPER=/w/wrapper",
		"RUSTUP_TOOLCHAIN=stable", "RUSTUP_TOOLCHAIN_SOURCE=default", "RUST_RECURSION_COUNT=1",
		"LD_LIBRARY_PATH=/w/outer/target/debug/deps:/rustup/toolchains/stable/lib:/user/lib",
	)
}

var user = []string{
	"PATH=/bin", "HOME=/home/u", "CARGO_HOME=/cargo", "RUSTUP_HOME=/rustup", "http_proxy=p", "CARGO_TARGET_DIR=rel",
	"CARGO_INCREMENTAL=0", "CARGO_BUILD_JOBS=2", "CARGO_PROFILE_DEV_DEBUG=0", "CARGO_NET_OFFLINE=true", "RUSTC_WRAPPER=sccache", "EMPTY=", "ODD==x=",
}

// held is what the target directory of the tests locks.
var held = []string{"/w/outer/target/debug"}

// added are the variables that tell a nested run where it is.
func added(env []string) []string {
	return slices.DeleteFunc(slices.Clone(env), func(kv string) bool {
		return !strings.HasPrefix(strings.TrimPrefix(kv, "_"), "CARGO_NW") && !strings.HasPrefix(kv, "CARGO_MAKEFLAGS=")
	})
}

func sorted(env []string) []string {
	env = slices.Clone(env)
	slices.Sort(env)
	return env
}

// TestDirectEnv has both ways to the user's environment: that of the parent
// cargo if it can be read, otherwise our own without what others added.
func TestDirectEnv(t *testing.T) {
	t.Parallel()
	way := lockguard.Frame{Package: "/w/outer/Cargo.toml", Root: "/w/outer/inner"}
	if runtime.GOOS == "windows" {
		t.Skip("the loader finds libraries by PATH there, and lists have another separator")
	}
	for name, parent := range map[string]struct{ env, want []string }{
		"parent's, as rustup made it": {
			append(slices.Clone(user), "RUSTFLAGS=--cfg user", "RUSTUP_TOOLCHAIN=stable", "RUST_RECURSION_COUNT=1", "RUSTUP_TOOLCHAIN_SOURCE=default",
				"LD_LIBRARY_PATH=/rustup/toolchains/stable/lib:/user/lib", "RUSTC_WORKSPACE_WRAPPER=/w/wrapper", "CARGO=/c", "CLIPPY_ARGS=x"),
			append(slices.Clone(user), "RUSTFLAGS=--cfg user", "LD_LIBRARY_PATH=/user/lib"),
		},
		"scrubbed": {nil, append(slices.Clone(user), "LD_LIBRARY_PATH=/user/lib")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sit := lockguard.Situation{Env: script(slices.Clone(user)...), Held: held, BuildScript: true, Cargos: []lockguard.Cargo{{Env: parent.env}}, Self: "/bin/cargo-nw"}
			got := sit.DirectEnv(lockguard.Run{Dir: "/w/outer/inner"}, way)
			extra := []string{
				`_CARGO_NW_STACK="/w/outer/Cargo.toml" "/w/outer/inner" "false"`, "CARGO_MAKEFLAGS=-j --jobserver-fds=3,4",
				`_CARGO_NW_HELD="/w/outer/target/debug"`, "CARGO_NW=/bin/cargo-nw",
			}
			if !slices.Equal(sorted(got), sorted(append(slices.Clone(parent.want), extra...))) {
				t.Errorf("got\n%s", strings.Join(sorted(got), "\n"))
			}
			if len(added(got)) != len(extra) {
				t.Errorf("added %q", added(got))
			}
		})
	}
}

// TestDirectEnvRun has what a single run needs.
func TestDirectEnvRun(t *testing.T) {
	t.Parallel()
	sit := lockguard.Situation{Env: append(script("PATH=/bin", "PWD=/w"), "CARGO_TARGET_DIR=/shared"), Toolchain: "nightly"}
	moved := lockguard.Verdict{Action: lockguard.Move, Moved: config.Directories{Target: "/t", Build: "/b"}}
	for name, c := range map[string]struct {
		run  lockguard.Run
		want []string
	}{
		"named toolchain": {lockguard.Run{}, []string{"PWD=/w", "RUSTUP_TOOLCHAIN=nightly", "CARGO_TARGET_DIR=/shared"}},
		"own toolchain":   {lockguard.Run{OwnToolchain: true}, []string{"PWD=/w", "CARGO_TARGET_DIR=/shared"}},
		"directory":       {lockguard.Run{Dir: "/w/inner"}, []string{"PWD=/w/inner", "RUSTUP_TOOLCHAIN=nightly", "CARGO_TARGET_DIR=/shared"}},
		"moved":           {lockguard.Run{Verdict: moved}, []string{"PWD=/w", "RUSTUP_TOOLCHAIN=nightly", "CARGO_TARGET_DIR=/t", "CARGO_BUILD_BUILD_DIR=/b"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, kv := range sit.DirectEnv(c.run, lockguard.Frame{}) {
				for _, name := range []string{"PWD=", "RUSTUP_TOOLCHAIN=", "CARGO_TARGET_DIR=", "CARGO_BUILD_BUILD_DIR="} {
					if strings.HasPrefix(kv, name) {
						got = append(got, kv)
					}
				}
			}
			if !slices.Equal(sorted(got), sorted(c.want)) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestTraversalEnv removes what cargo adds for an external subcommand, and
// leaves the user's variables, those with a build script's names included.
func TestTraversalEnv(t *testing.T) {
	t.Parallel()
	mine := append(slices.Clone(user), "TARGET=mine", "PROFILE=mine", "DEBUG=1", "CARGO_FEATURE_X=1", "RUSTC_WORKSPACE_WRAPPER=dylint")
	sit := lockguard.Situation{PID: 7, Env: append(slices.Clone(mine), "CARGO=/c", "CARGO_MAKEFLAGS=x", "_CARGO_NW_NOTICES=/run/cargo-nw", "_CARGO_NW_STACK=x", "RUST_RECURSION_COUNT=1", "RUSTUP_TOOLCHAIN=stable", "RUSTUP_TOOLCHAIN_SOURCE=default")}
	got := sit.Traverse().TraversalEnv(lockguard.Run{})
	if want := append(slices.Clone(mine), "NESTED_WORKSPACE_CARGO_NESTED=1"); !slices.Equal(sorted(got), sorted(want)) {
		t.Errorf("got\n%s", strings.Join(sorted(got), "\n"))
	}
	sit.Env = append(sit.Env, "NESTED_WORKSPACE_CARGO_NESTED=yes")
	if got := sit.Traverse().TraversalEnv(lockguard.Run{}); !slices.Contains(got, "NESTED_WORKSPACE_CARGO_NESTED=yes") || slices.Contains(got, "NESTED_WORKSPACE_CARGO_NESTED=1") {
		t.Errorf("the user's own value is gone: %q", got)
	}
}

// A compile cache makes each variable that begins with CARGO_ part of its key:
// none may differ from one traversal to the next.
func TestTraversalEnvForCompileCache(t *testing.T) {
	t.Parallel()
	cargos := func(pid int, dir string) []string {
		env := lockguard.Situation{PID: pid, Self: "/bin/cargo-nw", Env: user}.Traverse().TraversalEnv(lockguard.Run{Dir: dir})
		return sorted(slices.DeleteFunc(env, func(kv string) bool { return !strings.HasPrefix(kv, "CARGO_") }))
	}
	if one, other := cargos(7, "/w"), cargos(8, "/v"); !slices.Equal(one, other) || !slices.Contains(one, "CARGO_NW=/bin/cargo-nw") {
		t.Errorf("one has %q, the other %q", one, other)
	}
}

// TestTraversalEnvShared checks that thousands of runs share one copy of what
// their environments have in common, and that none changes another's.
func TestTraversalEnvShared(t *testing.T) {
	t.Parallel()
	sit := lockguard.Situation{Self: "/bin/cargo-nw", Env: append([]string{"PWD=/w", "CARGO_TARGET_DIR=/t", "LD_LIBRARY_PATH=/rustup/toolchains/stable/lib:/user/lib"}, user...), Toolchain: "nightly"}.Traverse()
	moved := lockguard.Verdict{Action: lockguard.Move, Moved: config.Directories{Target: "/m", Build: "/m"}}
	runs := []lockguard.Run{{Dir: "/w/a"}, {Dir: "/w/b", OwnToolchain: true}, {Dir: "/w/b", Verdict: moved}, {}}
	var envs, before [][]string
	var data *byte
	for _, run := range runs {
		env := sit.TraversalEnv(run)
		envs, before = append(envs, env), append(before, slices.Clone(env))
		i := slices.IndexFunc(env, func(kv string) bool { return strings.HasPrefix(kv, "LD_LIBRARY_PATH=") })
		if i < 0 {
			t.Fatalf("the user's own variable is not in %q", env)
		}
		if at := unsafe.StringData(env[i]); data == nil {
			data = at
		} else if data != at {
			t.Error("a rebuilt variable is copied")
		}
	}
	if !reflect.DeepEqual(envs, before) {
		t.Errorf("got\n%q\nafter\n%q", envs, before)
	}
}
