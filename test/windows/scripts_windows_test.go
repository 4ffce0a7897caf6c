package windows_test

import (
	"errors"
	"io/fs"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// shared are the scripts that mean the same on each system and need no cargo but
// the fake one. The others have the real cargo, git, a shell, a role that is
// played by a shell script, symbolic links (which wine 8 only says that it makes),
// signals, two names that differ in case, or a dry run, which is PowerShell's here.
var shared = []string{
	"color", "dependent", "fail-fast", "list", "nested-error-runs-nothing", "no-cargo",
	"one-run-has-no-summary", "quiet", "root-package-first", "root-that-is-no-workspace", "setup-no-place",
	"status-of-the-first-failure", "toolchain-not-installed", "verb-options",
}

// TestShared runs them, wherever below ../script they are: in doctor/differences
// or doctor-differences.
func TestShared(t *testing.T) {
	t.Parallel()
	files := map[string]string{}
	err := filepath.WalkDir("../script", func(path string, _ fs.DirEntry, err error) error {
		if rel, ok := strings.CutSuffix(filepath.ToSlash(path), ".txtar"); ok {
			rel = strings.TrimPrefix(rel, "../script/")
			files[filepath.Base(rel)] = path
			files[strings.ReplaceAll(rel, "/", "-")] = path
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, name := range shared {
		if files[name] == "" {
			t.Fatalf("there is no script %s any more: correct the list", name)
		}
		list = append(list, files[name])
	}
	run(t, testscript.Params{Files: list})
}

// TestOwn runs the scripts about Windows.
func TestOwn(t *testing.T) {
	t.Parallel()
	run(t, testscript.Params{Dir: "script"})
}

func run(t *testing.T, params testscript.Params) {
	t.Helper()
	params.Setup = setUp
	params.RequireExplicitExec = true
	params.Deadline = time.Now().Add(5 * time.Minute)
	params.Cmds = map[string]func(*testscript.TestScript, bool, []string){
		"bytes": cmdBytes,
		"exits": cmdExits,
		"fake":  cmdFake,
		"chmod": func(*testscript.TestScript, bool, []string) {}, // of a fake cargo that is a script
	}
	testscript.Run(t, params)
}

func setUp(env *testscript.Env) error {
	for _, kv := range []string{"CARGO_HOME=" + filepath.Join(env.WorkDir, ".cargo-home"), "USERPROFILE=" + env.WorkDir, "CARGO_TERM_COLOR=never"} {
		name, value, _ := strings.Cut(kv, "=")
		env.Setenv(name, value)
	}
	program, err := exec.LookPath("cargo-nw")
	env.Setenv("NW", program)
	return err
}

// cmdFake has the fake cargo, which is the only one, keep a log in $WORK/log.
func cmdFake(ts *testscript.TestScript, neg bool, words []string) {
	if neg || len(words) > 0 {
		ts.Fatalf("the fake cargo has no roles here")
	}
	ts.Setenv("FAKE_LOG", ts.MkAbs("log"))
}

func cmdBytes(ts *testscript.TestScript, neg bool, words []string) {
	if got := ts.ReadFile(words[0]); (got == strings.Join(words[1:], "\x00")+"\x00") == neg {
		ts.Fatalf("%s holds %q, compared with %q", words[0], got, words[1:])
	}
}

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
