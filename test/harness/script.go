package harness

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// Scripts runs the scripts of a directory: one file, one behaviour. They have
// the cargo of [Real], or with plain that of [World.Plain]; `fake` puts the fake
// one first. With update, what a script compares with cmp is written into it.
func Scripts(t *testing.T, dir string, plain, update bool) {
	t.Helper()
	realcargo.Need(t)
	testscript.Run(t, testscript.Params{
		Dir:                 dir,
		Setup:               func(env *testscript.Env) error { return setUp(env, Real(t), plain) },
		Condition:           condition,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       update,
		Deadline:            time.Now().Add(3 * Limit),
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"bytes": cmdBytes,
			"exits": cmdExits,
			"fake":  cmdFake,
		},
	})
}

// setUp gives a script the environment of a World. Its home is its own
// directory.
func setUp(env *testscript.Env, w *World, plain bool) error {
	if plain {
		w = w.Plain()
	}
	for _, kv := range append(w.Env, realcargo.Env(env.WorkDir)...) {
		if name, value, _ := strings.Cut(kv, "="); name != "TMPDIR" && name != "CARGO_NW" {
			env.Setenv(name, value)
		}
	}
	env.Setenv("CARGO_HOME", filepath.Join(env.WorkDir, ".cargo-home"))
	repo, err := filepath.Abs(Repository)
	if err != nil {
		return err
	}
	env.Setenv("REPO", repo)
	env.Setenv("NW", w.Getenv("CARGO_NW")) // where a script takes PATH away
	return nil
}

// condition lets a script say [nightly].
func condition(name string) (bool, error) {
	switch name {
	case "nightly":
		return realcargo.Succeeds("cargo", "+nightly", "--version"), nil
	case "clippy":
		return realcargo.Succeeds("cargo", "clippy", "--version"), nil
	case "rustfmt":
		return realcargo.Succeeds("rustfmt", "--version"), nil
	case "rustup":
		return realcargo.Succeeds("rustup", "--version"), nil
	}
	return false, fmt.Errorf("unknown condition %q", name)
}

// cmdFake puts the fake cargo first on PATH. With a file, it plays the role that
// stands there: `fake role`. What it logs is in $WORK/log.
func cmdFake(ts *testscript.TestScript, neg bool, words []string) {
	if neg || len(words) > 1 {
		ts.Fatalf("usage: fake [ROLE]")
	}
	bin := ts.MkAbs(".fake")
	if _, err := os.Stat(bin); err != nil {
		ts.Check(os.Mkdir(bin, 0o700))
		ts.Check(writeProgram(filepath.Join(bin, "cargo"), fakeCargo))
		ts.Setenv("PATH", bin+string(filepath.ListSeparator)+ts.Getenv("PATH"))
		ts.Setenv("FAKE_LOG", ts.MkAbs("log"))
	}
	if len(words) > 0 {
		ts.Setenv("FAKE_ROLE", ts.ReadFile(words[0]))
	}
}

// cmdBytes compares a file with words in which \x.. stands for a byte and which
// are each ended by a zero byte: `bytes FILE check 'a b' \xff`.
func cmdBytes(ts *testscript.TestScript, neg bool, words []string) {
	var want strings.Builder
	for _, w := range words[1:] {
		want.WriteString(unescape(w) + "\x00")
	}
	if got := ts.ReadFile(words[0]); (got == want.String()) == neg {
		ts.Fatalf("%s holds %q, compared with %q", words[0], got, want.String())
	}
}

// cmdExits is exec with the status that is wanted: `exits 101 cargo nw check`.
func cmdExits(ts *testscript.TestScript, neg bool, words []string) {
	if neg || len(words) < 2 {
		ts.Fatalf("usage: exits STATUS PROGRAM [ARGUMENT]...")
	}
	code := 0
	err := ts.Exec(words[1], words[2:]...)
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		code = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if strconv.Itoa(code) != words[0] {
		ts.Fatalf("status %d, want %s", code, words[0])
	}
}

func unescape(word string) string {
	for i := 0; i < len(word); i++ {
		var b byte
		if _, err := fmt.Sscanf(word[i:], `\x%02x`, &b); err == nil {
			word = word[:i] + string([]byte{b}) + word[i+4:]
		}
	}
	return word
}
