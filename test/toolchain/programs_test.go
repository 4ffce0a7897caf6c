//go:build unix

package toolchain_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

func wrapped(from, to string) error {
	return os.WriteFile(to, []byte("#!/bin/sh\nexec '"+from+"' \"$@\"\n"), 0o700)
}

// copied is the program itself under another name, so that the process is
// called that, too. rustc finds its libraries from where it lies.
func copied(from, to string) error {
	if filepath.Base(from) != "cargo" {
		return wrapped(from, to)
	}
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o700)
}

// TestOddCargo has a cargo that is not rustup's, and one that is called
// something else and not on PATH under the name of cargo.
func TestOddCargo(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		cargo string
		link  func(from, to string) error
		env   string
	}{
		"wrapper":          {cargo: "cargo", link: wrapped},
		"renamed":          {cargo: "freight", link: copied},
		"symlink in CARGO": {cargo: "freight", link: copied, env: "CARGO=@/link"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["mid"]`), harness.Containing("outer/mid", "mid", `roots = ["deep"]`),
				harness.Library("outer/mid/deep", "deep"), harness.Tested("outer"), harness.Files{"outer/mid/deep/build.rs": reporting})
			s = s.Unmanaged(row.cargo, row.link)
			if row.env != "" {
				s = s.With(strings.ReplaceAll(row.env, "@", s.Dir))
				if err := os.Symlink("bin/"+row.cargo, s.Path("link")); err != nil {
					t.Fatal(err)
				}
			}
			cargo := s.Path("bin/" + row.cargo)
			s.Run("outer", cargo, "check").Status(0).Once(refused)
			s.Run("outer", cargo, "check", "--offline").Status(0).Silent("warning")
			if len(s.Find("outer/mid/deep/target", "libdeep-*.rmeta")) == 0 {
				t.Error("the innermost workspace was not checked")
			}
			if row.cargo == "cargo" {
				return
			}
			s.Run("outer", cargo, "test", "--offline").Status(0).Says("Nested mid (1/1) `cargo test --workspace --offline`")
			s.Run("outer", cargo, "nw", "check", "--offline").Status(0).Silent("warning")
		})
	}
}

// refused is what a build says that was not offline.
const refused = "refusing to check as --offline was not passed to parent command"

// deep is a shell script that runs the program in $DEEP, thirty shells down.
const deep = `#!/bin/sh
left=${left:-30}
[ "$left" -gt 0 ] || exec "$DEEP" "$@"
left=$((left - 1)) sh "$0" "$@"
exit $?
`

// TestOddAncestors has thirty shells between the cargo that called and us, and
// as many again one level down.
func TestOddAncestors(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["mid"]`), harness.Containing("outer/mid", "mid", `roots = ["deep"]`),
		harness.Library("outer/mid/deep", "deep"), harness.Tested("outer"), harness.Files{"deep.sh": deep})
	program, _ := exec.LookPath("cargo-nw")
	far := s.With("CARGO_NW="+s.Path("deep.sh"), "DEEP="+program)
	far.Cargo("outer", "check").Status(0).Once(refused)
	far.Cargo("outer", "check", "--offline").Status(0).Silent("warning")
	if len(s.Find("outer/mid/deep/target", "libdeep-*.rmeta")) == 0 {
		t.Error("the innermost workspace was not checked")
	}
	far.Cargo("outer", "test", "--offline", "--release").Status(0).Says("Nested mid (1/1) `cargo test --workspace --offline --release`")
}

// daemon is a program that leaves another one behind, which reads a FIFO until
// the test ends, and holds our streams unless they are redirected.
func daemon(then, redirect string) string {
	return "#!/bin/sh\nexec 3<\"$FIFO\"\ncat <&3 3<&- " + redirect + " &\nexec 3<&-\nexec " + then + " \"$@\"\n"
}

// fifo is one that readers hold open for as long as the test runs.
func fifo(s *harness.World) *harness.World {
	s.T.Helper()
	path := s.Path("fifo")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		s.T.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		s.T.Fatal(err)
	}
	s.T.Cleanup(func() { _ = f.Close() })
	return s.With("FIFO=" + path)
}

// TestOddRustcWrapper has one as sccache is: it starts a server, which closes
// its streams (with one that does not, cargo itself never ends), and then rustc.
func TestOddRustcWrapper(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner"]`), harness.Library("outer/inner", "inner"), harness.Files{
		"cache.sh": daemon("", ">/dev/null 2>&1"),
	})
	s = fifo(s)
	s.With("RUSTC_WRAPPER="+s.Path("cache.sh")).Cargo("outer", "check", "--offline").Status(0).Silent("warning")
	if len(s.Find("outer/inner/target", "libinner-*.rmeta")) == 0 {
		t.Error("the nested workspace was not checked")
	}
}

// TestOddDaemon has a nested cargo that leaves a process behind which holds its
// streams: that is waited for no longer than for [proc.Grace].
func TestOddDaemon(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner"]`), harness.Library("outer/inner", "inner")).Uncached()
	s = fifo(s)
	cargo := realcargo.Program(t, "cargo")
	s.Write(harness.Files{"bin/cargo": daemon("'"+cargo+"'", "")})
	s = s.WithPath("bin").With("RUSTUP_TOOLCHAIN=" + filepath.Base(filepath.Dir(filepath.Dir(cargo))))
	start := time.Now()
	s.Run("outer", cargo, "check", "--offline").Status(0).Silent("warning", "killed")
	took := time.Since(start).Round(time.Millisecond)
	if t.Logf("it took %s", took); took < proc.Grace {
		t.Errorf("nothing held the streams: it took %s, less than %s", took, proc.Grace)
	}
	if len(s.Find("outer/inner/target", "libinner-*.rmeta")) == 0 {
		t.Error("the nested workspace was not checked")
	}
}
