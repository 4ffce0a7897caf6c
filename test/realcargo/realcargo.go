// Package realcargo is the real cargo for tests, of rooms and of packages: where
// it is, and in which environment it is quick. It decides nothing about what is
// tested.
//
// Whatever asks for it skips with -short, which runs no cargo.
package realcargo

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// RustupHome is where rustup keeps its toolchains.
func RustupHome() string {
	if home := os.Getenv("RUSTUP_HOME"); home != "" {
		return home
	}
	home, _ := os.UserHomeDir()
	return filepath.Join(home, ".rustup")
}

// Limit is how long any one program of a test may take. It ends a hang and
// measures nothing: a machine ten times busier than usual must not meet it, and
// a room where one program hangs must end before Go's ten minutes.
const Limit = 3 * time.Minute

// Need fails with the remedy if there is no cargo, and skips with -short.
func Need(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("needs the real cargo, which -short leaves out")
	}
	if _, err := exec.LookPath("cargo"); err != nil {
		t.Fatal("cargo is not on PATH: install Rust (https://rustup.rs), or run `go test -short ./...`")
	}
}

// HasToolchain says that rustup has a toolchain of that name. Like
// [Need] it skips with -short.
func HasToolchain(t *testing.T, name string) bool {
	t.Helper()
	Need(t)
	return Succeeds("cargo", "+"+name, "--version")
}

// NeedToolchains skips if rustup lacks one of these.
func NeedToolchains(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		if !HasToolchain(t, name) {
			t.Skipf("needs rustup with these toolchains: %s", strings.Join(names, ", "))
		}
	}
}

var answers sync.Map // to Succeeds

// Succeeds says that a program is there and ends well, here, in the environment
// of the tests. Each is asked once.
func Succeeds(argv ...string) bool {
	ask := sync.OnceValue(func() bool {
		ctx, cancel := context.WithTimeout(context.Background(), Limit)
		defer cancel()
		return exec.CommandContext(ctx, argv[0], argv[1:]...).Run() == nil
	})
	known, _ := answers.LoadOrStore(strings.Join(argv, "\x00"), ask)
	answer, ok := known.(func() bool)
	return ok && answer()
}

var sysroot = sync.OnceValues(func() (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), Limit)
	defer cancel()
	out, err := exec.CommandContext(ctx, "rustc", "--print", "sysroot").Output()
	if err != nil {
		return "", fmt.Errorf("rustc --print sysroot: %w", err)
	}
	return strings.TrimSpace(string(out)), nil
})

// Sysroot is the directory of the default toolchain.
func Sysroot(t *testing.T) string {
	t.Helper()
	Need(t)
	dir, err := sysroot()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// Path is PATH with the programs of the default toolchain first: they are called
// without rustup's proxy, which costs more than a cargo that has nothing to do.
func Path(t *testing.T) string {
	t.Helper()
	return filepath.Join(Sysroot(t), "bin") + string(filepath.ListSeparator) + os.Getenv("PATH")
}

// Program is a program of the default toolchain itself, not rustup's proxy.
func Program(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join(Sysroot(t), "bin", name)
	if _, err := os.Stat(path); err != nil {
		t.Skip("the toolchain has no such program:", err)
	}
	return path
}

var hostTriple = sync.OnceValues(func() (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), Limit)
	defer cancel()
	out, err := exec.CommandContext(ctx, "rustc", "-vV").Output()
	if err != nil {
		return "", fmt.Errorf("rustc -vV: %w", err)
	}
	for line := range strings.Lines(string(out)) {
		if host, ok := strings.CutPrefix(line, "host: "); ok {
			return strings.TrimSpace(host), nil
		}
	}
	return "", errors.New("rustc -vV names no host: " + string(out))
})

// HostTriple is the platform of the rustc that tests use.
func HostTriple(t *testing.T) string {
	t.Helper()
	Need(t)
	triple, err := hostTriple()
	if err != nil {
		t.Fatal(err)
	}
	return triple
}

// Env is what every cargo of the tests has, and nothing of that of the tests. Cargo reads all certificates at
// each start, a third of the time of one that has nothing to do: no test asks a
// server. Programs are small and linked sooner without symbols.
func Env(home string) []string {
	return []string{
		"HOME=" + home, "CARGO_HOME=" + filepath.Join(home, ".cargo"),
		"CARGO_TERM_COLOR=never", "CARGO_INCREMENTAL=0", "RUST_BACKTRACE=0",
		"SSL_CERT_FILE=" + os.DevNull, "CARGO_PROFILE_DEV_STRIP=symbols", "CARGO_PROFILE_RELEASE_STRIP=symbols",
	}
}
