package harness

import (
	"errors"
	"os"
	"strings"
	"testing"
)

// fakeCargo is for argv, order and exit codes only. It appends the name of its
// directory and its words, each ended by a zero byte, to FAKE_LOG. Then it
// plays the role in FAKE_ROLE, a shell script, if there is one. Files in its
// directory say how it ends: `wait` makes it write a line and read stdin to the
// end, `signal` holds a number to be killed by, `exit` an exit status.
//
// It has no list of subcommands, and does not log that it was asked for one.
const fakeCargo = `#!/bin/sh
case "$*" in --list | +*" --list") exit 0 ;; esac
[ -z "$FAKE_LOG" ] || printf '%s\0' "${PWD##*/}" "$@" >>"$FAKE_LOG"
[ -z "$FAKE_ROLE" ] || eval "$FAKE_ROLE"
[ ! -e wait ] || { echo waiting; exec cat >/dev/null; }
[ ! -e signal ] || { read -r n <signal || :; kill "-$n" $$; }
[ ! -e exit ] || { read -r n <exit || :; exit "$n"; }
exit 0
`

// Fake is a World whose cargo is the fake one. A role is a shell script that
// each fake cargo runs.
func Fake(t *testing.T, trees ...Files) *World {
	t.Helper()
	w := New(t, trees...)
	w.Write(Files{"../fake/cargo": fakeCargo})
	return w.WithPath("../fake").With("FAKE_LOG=" + w.log)
}

// Playing is the same World, in which the fake cargo plays a role.
func (w *World) Playing(role string) *World { return w.With("FAKE_ROLE=" + role) }

// TwoWorkspaces are a containing package, in outer, and its nested workspace.
func TwoWorkspaces() Files {
	return Files{"outer/Cargo.toml": Outer(`["inner"]`), "outer/inner/Cargo.toml": Package("inner")}
}

// FourWorkspaces end ok, with status 3, by signal 9, and ok.
func FourWorkspaces() Files {
	return Files{
		"Cargo.toml":   Outer(`["a", "b", "c"]`),
		"a/Cargo.toml": Package("a"), "a/exit": "3\n",
		"b/Cargo.toml": Package("b"), "b/signal": "9\n",
		"c/Cargo.toml": Package("c"),
	}
}

// Took returns the fake cargo's log and empties it; "" if it never ran.
func (w *World) Took() string {
	w.T.Helper()
	text, err := os.ReadFile(w.log)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		w.T.Fatal(err)
	}
	_ = os.Remove(w.log)
	return string(text)
}

// Record is what the fake cargo logs of one run.
func Record(dir string, argv ...string) string {
	return strings.Join(append([]string{dir}, argv...), "\x00") + "\x00"
}
