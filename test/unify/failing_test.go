package unify_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// wrapped is a World whose cargo runs these lines of a shell script first.
func wrapped(t *testing.T, archive, lines string, replacements ...string) *harness.World {
	t.Helper()
	w := furnished(t, archive, replacements...)
	w.Write(harness.Files{"bin/cargo": "#!/bin/sh\n" + lines + "\nexec '" + realcargo.Program(t, "cargo") + "' \"$@\"\n"})
	return w.WithPath("bin")
}

// TestFailing ends a call in several places. No file of the workspace is other
// than before, and no copy is left.
func TestFailing(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		lines, says string
		argv        []string
		status      int
	}{
		"the copy cannot be asked any more": {
			lines: `case "$*" in *--unit-graph*) if ls "$HOME"/.cache/cargo-nw/unify/mirrors/*/add-example/Cargo.toml >/dev/null && grep -q '>>>' "$HOME"/.cache/cargo-nw/unify/mirrors/*/add-example/Cargo.toml; then echo 'error: no luck' >&2; exit 101; fi;; esac`,
			says:  "no luck", status: 3,
		},
		"the workspace builds something else": {
			lines: `if grep -q '>>>' add-example/Cargo.toml; then case "$*" in *--unit-graph*) echo '{"version": 1, "units": [], "roots": []}'; exit;; esac; fi`,
			says:  "the workspace does not build what its copy did; what had been written was undone", status: 3,
		},
		"the lock file is refused": {
			lines: `if grep -q '>>>' add-example/Cargo.toml; then echo 'error: no such lock' >&2; exit 101; fi`,
			says:  "no such lock; what had been written was undone", status: 3,
		},
		"it does not compile": {
			lines: `case "$*" in "check --workspace --locked") exit 101;; esac`,
			argv:  []string{"--verify"},
			says:  "cargo check --workspace fails with status 101; what had been written was undone", status: 3,
		},
		"a signal after writing": {
			lines: `case "$*" in "check --workspace --locked") kill -TERM "$PPID"; sleep 5;; esac`,
			argv:  []string{"--verify"},
			says:  "what had been written was undone", status: 143,
		},
		"a signal": {
			lines: `case "$*" in *--unit-graph*"-p"*|*"-p"*--unit-graph*) kill -TERM "$PPID"; sleep 5;; esac`,
			says:  "", status: 143,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := wrapped(t, math, tt.lines)
			before := files(w)
			out := w.NWIn("ws", append([]string{"unify", "--yes"}, tt.argv...)...).Status(tt.status)
			if tt.says != "" {
				out.Once(tt.says)
			}
			unchanged(w, before, "after it")
		})
	}
}

// TestNative has cargo unify by itself, where it can.
func TestNative(t *testing.T) {
	t.Parallel()
	realcargo.NeedToolchains(t, "nightly")
	w := furnished(t, math).Plain().With("RUSTUP_TOOLCHAIN=nightly")
	w.Write(harness.Files{"ws/Cargo.toml": w.Read("ws/Cargo.toml") + "[workspace.metadata.cargo-nw.unify]\nmode = \"cargo\"\n"})
	before := files(w)
	w.NWIn("ws", "unify", "--yes").Status(0)
	if text := w.Read("ws/.cargo/config.toml"); !strings.Contains(text, "feature-unification = \"workspace\"") {
		t.Errorf("the configuration is\n%s", text)
	}
	if got := built(w, []string{"check"}, "math", "add-example", "sub-example"); got != (numbers{}) {
		t.Errorf("cargo compiles %+v again", got)
	}
	w.NWIn("ws", "unify", "--check").Status(0)
	w.NWIn("ws", "unify", "--remove", "--yes").Status(0)
	unchanged(w, before, "after --remove")
	w.With("RUSTUP_TOOLCHAIN=stable").NWIn("ws", "unify").Status(3).Once(`mode = "cargo" needs a cargo with resolver.feature-unification`)
}

// TestStable has a cargo in which unification is stable: nobody has to ask for it,
// and the crates that were there go.
func TestStable(t *testing.T) {
	t.Parallel()
	realcargo.NeedToolchains(t, "nightly")
	w := furnished(t, small).Plain().With("RUSTUP_TOOLCHAIN=nightly")
	before := files(w)
	w.NWIn("ws", "unify", "--yes").Status(0)
	if !w.Exists("ws/workspace-hack") {
		t.Error("there is no crate")
	}
	program := strings.TrimSpace(w.Run(".", "rustup", "which", "cargo", "--toolchain", "nightly").Status(0).Stdout)
	w.Write(harness.Files{"bin/cargo": "#!/bin/sh\nexport CARGO_UNSTABLE_FEATURE_UNIFICATION=true\nexec '" + program + "' \"$@\"\n"})
	stable := w.WithPath("bin")
	stable.NWIn("ws", "unify", "--yes").Status(0)
	if text := w.Read("ws/.cargo/config.toml"); strings.Contains(text, "unstable") || w.Exists("ws/workspace-hack") {
		t.Errorf("the configuration is\n%s", text)
	}
	stable.NWIn("ws", "unify", "--check").Status(0)
	stable.NWIn("ws", "unify", "--remove", "--yes").Status(0)
	unchanged(w, before, "after --remove")
}
