package harness

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
)

// Real is a World with the real cargo, that of the default toolchain itself:
// rustup's proxy costs more than a cargo that has nothing to do. Its compiler is
// reached through rustcache, by which all Worlds of a room share what they
// compile alike. It fails with the remedy where there is no cargo, and skips
// with -short.
//
// For tests about rustup, the environment or the compiler there are
// [World.Plain] and [World.Uncached].
func Real(t *testing.T, trees ...Files) *World {
	t.Helper()
	NeedCargo(t)
	program, err := exec.LookPath("cargo-nw") // made by Main
	if err != nil {
		t.Fatal(err)
	}
	cache, err := compilerCache()
	if err != nil {
		t.Fatal(err)
	}
	w := New(t, trees...)
	return w.With("CARGO_NW="+program, "RUSTC_WRAPPER="+cache,
		"PATH="+filepath.Join(Sysroot(t), "bin")+string(filepath.ListSeparator)+w.Getenv("PATH"))
}

// Plain is a Real World as users have it: the cargo and rustc that are on PATH,
// rustup's proxies where there is rustup.
func (w *World) Plain() *World {
	return w.Uncached().With("RUSTUP_HOME="+RustupHome(), "PATH="+os.Getenv("PATH"))
}

// Uncached is a Real World where everything is compiled.
func (w *World) Uncached() *World { return w.Without("RUSTC_WRAPPER") }

// RustupHome is where rustup has its toolchains.
func RustupHome() string {
	if home := os.Getenv("RUSTUP_HOME"); home != "" {
		return home
	}
	home, _ := os.UserHomeDir()
	return filepath.Join(home, ".rustup")
}

// NeedCargo fails with the remedy where there is no cargo, and skips with
// -short.
func NeedCargo(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("needs the real cargo, which -short leaves out")
	}
	if _, err := exec.LookPath("cargo"); err != nil {
		t.Fatal("cargo is not on PATH: install Rust (https://rustup.rs), or run `go test -short ./...`")
	}
}

// HasToolchain says that rustup has a toolchain of that name. Like
// [NeedCargo] it skips with -short.
func HasToolchain(t *testing.T, name string) bool {
	t.Helper()
	NeedCargo(t)
	return Succeeds("cargo", "+"+name, "--version")
}

// NeedToolchains skips where rustup lacks one of these.
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
	NeedCargo(t)
	dir, err := sysroot()
	if err != nil {
		t.Fatal(err)
	}
	return dir
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
	NeedCargo(t)
	triple, err := hostTriple()
	if err != nil {
		t.Fatal(err)
	}
	return triple
}

// compilerCache builds rustcache, once in a room, and gives its path.
var compilerCache = sync.OnceValues(func() (string, error) {
	root, err := sysroot()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(shared, "rustcache")
	program := filepath.Join(dir, "rustcache")
	ctx, cancel := context.WithTimeout(context.Background(), Limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, "go", "build", "-o", program, "github.com/cargo-nw/cargo-nw/test/harness/rustcache")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return program, os.Symlink(filepath.Join(root, "bin", "rustc"), filepath.Join(dir, "rustc"))
})

// Unmanaged is the same World with a toolchain that rustup knows nothing of:
// cargo, called by another name where it has one, and rustc lie in bin, which is
// first on PATH. How they get there is for link to say.
func (w *World) Unmanaged(cargo string, link func(from, to string) error) *World {
	w.T.Helper()
	w.Write(Files{"bin/.keep": ""})
	for name, program := range map[string]string{cargo: "cargo", "rustc": "rustc", "rustdoc": "rustdoc"} {
		if err := link(Program(w.T, program), w.Path("bin/"+name)); err != nil {
			w.T.Skip("cannot have a program of another name here:", err)
		}
	}
	return w.Plain().Without("RUSTUP_HOME").WithPath("bin")
}
