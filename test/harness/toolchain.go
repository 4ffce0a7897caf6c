package harness

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// Real is a World with the real cargo, that of the default toolchain itself:
// rustup's proxy costs more than a cargo that has nothing to do. Its compiler
// is reached through rustcache, by which all Worlds of a room share what they
// compile alike. It fails with the remedy if there is no cargo, and skips with
// -short.
//
// For tests about rustup, the environment or the compiler there are
// [World.Plain] and [World.Uncached].
func Real(t *testing.T, trees ...Files) *World {
	t.Helper()
	realcargo.Need(t)
	program, err := exec.LookPath("cargo-nw") // made by Main
	if err != nil {
		t.Fatal(err)
	}
	w := New(t, trees...)
	return w.With("CARGO_NW="+program, "RUSTC_WRAPPER="+compilerCache(t), "PATH="+realcargo.Path(t))
}

// Plain is a Real World as users have it: the cargo and rustc that are on PATH,
// rustup's proxies if there is rustup.
func (w *World) Plain() *World {
	return w.Uncached().With("RUSTUP_HOME="+realcargo.RustupHome(), "PATH="+os.Getenv("PATH"))
}

// Uncached is a Real World in which everything is compiled.
func (w *World) Uncached() *World { return w.Without("RUSTC_WRAPPER") }

var rustcache struct {
	sync.Once
	program string
	err     error
}

// compilerCache builds rustcache, once in a room, and gives its path.
func compilerCache(t *testing.T) string {
	t.Helper()
	rustc := realcargo.Program(t, "rustc")
	rustcache.Do(func() { rustcache.program, rustcache.err = buildCache(rustc) })
	if rustcache.err != nil {
		t.Fatal(rustcache.err)
	}
	return rustcache.program
}

func buildCache(rustc string) (string, error) {
	dir := filepath.Join(shared, "rustcache")
	program := filepath.Join(dir, "rustcache")
	ctx, cancel := context.WithTimeout(context.Background(), Limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, "go", "build", "-o", program, "github.com/cargo-nw/cargo-nw/test/harness/rustcache")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return program, os.Symlink(rustc, filepath.Join(dir, "rustc"))
}

// Unmanaged is the same World with a toolchain that rustup knows nothing of:
// cargo, called by another name where it has one, and rustc lie in bin, which is
// first on PATH. How they get there is for link to say.
func (w *World) Unmanaged(cargo string, link func(from, to string) error) *World {
	w.T.Helper()
	w.Write(Files{"bin/.keep": ""})
	for name, program := range map[string]string{cargo: "cargo", "rustc": "rustc", "rustdoc": "rustdoc"} {
		if err := link(realcargo.Program(w.T, program), w.Path("bin/"+name)); err != nil {
			w.T.Skip("cannot have a program of another name here:", err)
		}
	}
	return w.Plain().Without("RUSTUP_HOME").WithPath("bin")
}
