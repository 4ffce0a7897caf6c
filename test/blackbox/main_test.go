package blackbox_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/cargo-nw/cargo-nw/internal/cli"
)

// limit is how long any one command of a test may take. It is there to end a
// hang, not to measure.
const limit = 3 * time.Minute

// TestMain has the signals that were ignored when it was started (nohup, a
// shell's background) at their default in all that it starts: the programs below
// test ask to be ended by them.
func TestMain(m *testing.M) {
	for _, sig := range []os.Signal{os.Interrupt, syscall.SIGHUP, syscall.SIGTERM, syscall.SIGQUIT} {
		if !strings.Contains(filepath.Base(os.Args[0]), ".test") {
			break // one of those programs
		}
		if signal.Ignored(sig) {
			signal.Notify(make(chan os.Signal, 1), sig)
		}
	}
	testscript.Main(m, map[string]func(){
		"cargo-nw":  func() { os.Exit(cli.Run(os.Args[1:], os.Environ(), "", os.Stdin, os.Stdout, os.Stderr)) },
		"fakecargo": fakeCargo,
		"watched":   watchedCargo,
	})
}

// TestScript runs the behaviours of testdata/script: one file, one behaviour,
// with the real cargo unless a script puts the fake one first on PATH.
func TestScript(t *testing.T) {
	t.Parallel()
	needCargo(t)
	testscript.Run(t, testscript.Params{
		Dir:                 "../script",
		Setup:               scriptEnv,
		Condition:           condition,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Deadline:            time.Now().Add(15 * limit),
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"bytes": cmdBytes,
			"exits": cmdExits,
		},
	})
}

// scriptEnv gives each script a CARGO_HOME of its own; rustup stays the user's.
func scriptEnv(env *testscript.Env) error {
	for _, kv := range cargoEnv(env.WorkDir) {
		name, value, _ := strings.Cut(kv, "=")
		env.Setenv(name, value)
	}
	repo, err := filepath.Abs("../..")
	if err != nil {
		return err
	}
	env.Setenv("REPO", repo)
	program, err := exec.LookPath("cargo-nw")
	if err != nil {
		return err
	}
	env.Setenv("NW", program)              // where a script takes PATH away
	env.Setenv("PATH", env.Getenv("PATH")) // with cargo-nw and fakecargo first
	return nil
}

// cargoEnv is what the real cargo needs in a test directory.
func cargoEnv(dir string) []string {
	home, _ := os.UserHomeDir()
	rustup := os.Getenv("RUSTUP_HOME")
	if rustup == "" {
		rustup = filepath.Join(home, ".rustup")
	}
	return []string{
		"HOME=" + dir, "CARGO_HOME=" + filepath.Join(dir, ".cargo-home"), "RUSTUP_HOME=" + rustup,
		"CARGO_TERM_COLOR=never", "CARGO_INCREMENTAL=0", "RUST_BACKTRACE=0",
	}
}

// needCargo fails with the remedy where there is no cargo, and skips with
// -short.
func needCargo(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("needs the real cargo, which -short leaves out")
	}
	if _, err := exec.LookPath("cargo"); err != nil {
		t.Fatal("cargo is not on PATH: install Rust (https://rustup.rs), or run `go test -short ./...`")
	}
}

// condition lets a script say [nightly].
func condition(name string) (bool, error) {
	switch name {
	case "nightly":
		return hasToolchain("nightly"), nil
	case "clippy":
		return succeeds("cargo", "clippy", "--version"), nil
	case "rustfmt":
		return succeeds("rustfmt", "--version"), nil
	case "rustup":
		return succeeds("rustup", "--version"), nil
	}
	return false, fmt.Errorf("unknown condition %q", name)
}

func hasToolchain(name string) bool { return succeeds("cargo", "+"+name, "--version") }

func succeeds(argv ...string) bool {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	return exec.CommandContext(ctx, argv[0], argv[1:]...).Run() == nil
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
