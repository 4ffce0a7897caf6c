//go:build unix

package blackbox_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/proc"
)

// toolchainProgram is the program of the default toolchain itself, behind
// rustup's proxy where there is one.
func toolchainProgram(t *testing.T, name string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "rustc", "--print", "sysroot").Output()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(strings.TrimSpace(string(out)), "bin", name)
	if _, err := os.Stat(path); err != nil {
		t.Skip("the toolchain has no such program:", err)
	}
	return path
}

// withoutRustup gives the sandbox a toolchain that rustup knows nothing of:
// cargo, called by another name where it has one, and rustc are first on PATH.
func (s sandbox) withoutRustup(cargo string, link func(from, to string) error) sandbox {
	s.t.Helper()
	s.write(files{"bin/.keep": ""})
	for name, program := range map[string]string{cargo: "cargo", "rustc": "rustc", "rustdoc": "rustdoc"} {
		if err := link(toolchainProgram(s.t, program), s.path("bin/"+name)); err != nil {
			s.t.Skip("cannot have a program of another name here:", err)
		}
	}
	s.env = withoutVariable(withoutVariable(s.env, "RUSTUP_HOME"), "PATH")
	return s.with("PATH=" + s.path("bin") + ":" + os.Getenv("PATH"))
}

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
			s := newSandbox(t, containingTree("outer", "outer", `roots = ["mid"]`), containingTree("outer/mid", "mid", `roots = ["deep"]`),
				libraryTree("outer/mid/deep", "deep"), testedTree("outer"), files{"outer/mid/deep/build.rs": reporting})
			s = s.withoutRustup(row.cargo, row.link)
			if row.env != "" {
				s = s.with(strings.ReplaceAll(row.env, "@", s.dir))
				if err := os.Symlink("bin/"+row.cargo, s.path("link")); err != nil {
					t.Fatal(err)
				}
			}
			cargo := s.path("bin/" + row.cargo)
			s.run("outer", cargo, "check").status(0).once(refused)
			s.run("outer", cargo, "check", "--offline").status(0).silent("warning")
			if len(s.find("outer/mid/deep/target", "libdeep-*.rmeta")) == 0 {
				t.Error("the innermost workspace was not checked")
			}
			if row.cargo == "cargo" {
				return
			}
			s.run("outer", cargo, "test", "--offline").status(0).says("Nested mid (1/1) `cargo test --workspace --offline`")
			s.run("outer", cargo, "nw", "check", "--offline").status(0).silent("warning")
		})
	}
}

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
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["mid"]`), containingTree("outer/mid", "mid", `roots = ["deep"]`),
		libraryTree("outer/mid/deep", "deep"), testedTree("outer"), files{"deep.sh": deep})
	program, _ := exec.LookPath("cargo-nw")
	far := s.with("CARGO_NW="+s.path("deep.sh"), "DEEP="+program)
	far.cargo("outer", "check").status(0).once(refused)
	far.cargo("outer", "check", "--offline").status(0).silent("warning")
	if len(s.find("outer/mid/deep/target", "libdeep-*.rmeta")) == 0 {
		t.Error("the innermost workspace was not checked")
	}
	far.cargo("outer", "test", "--offline", "--release").status(0).says("Nested mid (1/1) `cargo test --workspace --offline --release`")
}

// daemon is a program that leaves another one behind, which reads a FIFO until
// the test ends, and holds our streams unless they are redirected.
func daemon(then, redirect string) string {
	return "#!/bin/sh\nexec 3<\"$FIFO\"\ncat <&3 3<&- " + redirect + " &\nexec 3<&-\nexec " + then + " \"$@\"\n"
}

// fifo is one that readers hold open for as long as the test runs.
func (s sandbox) fifo() sandbox {
	s.t.Helper()
	path := s.path("fifo")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		s.t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = f.Close() })
	return s.with("FIFO=" + path)
}

// TestOddRustcWrapper has one as sccache is: it starts a server, which closes
// its streams (with one that does not, cargo itself never ends), and then rustc.
func TestOddRustcWrapper(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["inner"]`), libraryTree("outer/inner", "inner"), files{
		"cache.sh": daemon("", ">/dev/null 2>&1"),
	}).fifo()
	s.with("RUSTC_WRAPPER="+s.path("cache.sh")).cargo("outer", "check", "--offline").status(0).silent("warning")
	if len(s.find("outer/inner/target", "libinner-*.rmeta")) == 0 {
		t.Error("the nested workspace was not checked")
	}
}

// TestOddDaemon has a nested cargo that leaves a process behind which holds its
// streams: that is waited for no longer than for [proc.Grace].
func TestOddDaemon(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["inner"]`), libraryTree("outer/inner", "inner")).fifo()
	cargo := toolchainProgram(t, "cargo")
	s.write(files{"bin/cargo": daemon("'"+cargo+"'", "")})
	s = s.with("PATH="+s.path("bin")+":"+os.Getenv("PATH"), "RUSTUP_TOOLCHAIN="+filepath.Base(filepath.Dir(filepath.Dir(cargo))))
	start := time.Now()
	s.run("outer", cargo, "check", "--offline").status(0).silent("warning", "killed")
	took := time.Since(start).Round(time.Millisecond)
	if t.Logf("it took %s", took); took < proc.Grace {
		t.Errorf("nothing held the streams: it took %s, less than %s", took, proc.Grace)
	}
	if len(s.find("outer/inner/target", "libinner-*.rmeta")) == 0 {
		t.Error("the nested workspace was not checked")
	}
}
