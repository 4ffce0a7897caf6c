package collision_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/cargo-nw/cargo-nw/internal/cargo/collision"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
)

// limit ends a cargo that hangs.
const limit = 3 * time.Minute

// members is a workspace @ whose program prints what its package plugin says.
// In all files, @ is the workspace's letter.
const members = `-- Cargo.toml --
[package]
name = "app-@"
version = "0.1.0"
edition = "2021"
[workspace]
exclude = ["vendor"]
[dependencies]
plugin = { path = "DIR" }
-- src/main.rs --
fn main() { println!("{}", plugin::name()) }
-- DIR/Cargo.toml --
[package]
name = "plugin"
version = "0.1.0"
edition = "EDITION"
MORE
-- DIR/src/lib.rs --
pub fn name() -> &'static str { "answer of @" }
`

// shaped is members with some words replaced.
func shaped(pairs ...string) string {
	return strings.NewReplacer(append(pairs, "DIR", "plugin", "EDITION", "2021", "MORE", "")...).Replace(members)
}

// library is a workspace that is one library without a Rust caller.
func library(pkg, version, kind string) string {
	return fmt.Sprintf("-- Cargo.toml --\n[package]\nname = %q\nversion = %q\nedition = \"2021\"\n[workspace]\n[lib]\nname = \"plugin\"\ncrate-type = [%q]\n", pkg, version, kind) +
		"-- src/lib.rs --\n#[no_mangle]\npub extern \"C\" fn name() -> *const u8 { \"answer of @\".as_ptr() }\n"
}

// dependency is one more member that plugin depends on, with a different name.
const dependency = "-- dep/Cargo.toml --\n[package]\nname = \"dep-@\"\nversion = \"0.1.0\"\n-- dep/src/lib.rs --\n"

const needsIt = "[dependencies]\ndep-@ = { path = \"../dep\" }"

// TestCargo builds two workspaces in one directory, in both orders, and looks
// at the result for each: the rules are wrong if they disagree with it.
func TestCargo(t *testing.T) {
	t.Parallel()
	stable := findCargo(t, "")
	script := `-- DIR/build.rs --
fn main() { println!("cargo::rustc-env=WHO=answer of @") }
`
	asking := func(text string) string { return strings.Replace(text, `"answer of @"`, `env!("WHO")`, 1) }
	for _, row := range []struct {
		name    string
		a, b    string
		nightly bool // in the new layout
	}{
		{name: "a package that is no member", a: shaped("DIR", "vendor/plugin"), b: shaped("DIR", "vendor/plugin")},
		{name: "another path", a: shaped(), b: shaped("DIR", "other")},
		{name: "another edition", a: shaped(), b: shaped("EDITION", "2018")},
		{name: "other dependencies", a: shaped("MORE", needsIt) + dependency, b: shaped("MORE", needsIt) + dependency},
		{
			name: "other dependencies, but not of the build script",
			a:    asking(shaped("MORE", needsIt)) + dependency + strings.Replace(script, "DIR", "plugin", 1),
			b:    asking(shaped("MORE", needsIt)) + dependency + strings.Replace(script, "DIR", "plugin", 1),
		},
		{name: "a cdylib of another package and version", a: library("one", "0.1.0", "cdylib"), b: library("two", "0.2.0", "cdylib")},
		{name: "a staticlib of another package", a: library("one", "0.1.0", "staticlib"), b: library("two", "0.1.0", "staticlib")},
		{name: "a cdylib of another package, new layout", a: library("one", "0.1.0", "cdylib"), b: library("two", "0.2.0", "cdylib"), nightly: true},
		{name: "an equal cdylib, new layout", a: library("one", "0.1.0", "cdylib"), b: library("one", "0.1.0", "cdylib"), nightly: true},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			with := stable
			if row.nightly {
				if with = findCargo(t, "nightly"); with.program == "" {
					t.Skip("there is no nightly")
				}
			}
			for _, order := range []string{"ab", "ba"} {
				dir := t.TempDir()
				if resolved, err := filepath.EvalSymlinks(dir); err == nil {
					dir = resolved
				}
				spread(t, filepath.Join(dir, "a"), strings.ReplaceAll(row.a, "@", "a"))
				spread(t, filepath.Join(dir, "b"), strings.ReplaceAll(row.b, "@", "b"))
				want := with.mixesUp(t, dir, order, row.nightly)
				if found := with.find(t, dir, order, row.nightly); mixed(found) != want {
					t.Errorf("order %s: cargo mixes them up: %t, and the rules say %q", order, want, shown(found))
				}
			}
		})
	}
}

// mixed says whether something is mixed up now.
func mixed(found []collision.Finding) bool {
	return slices.ContainsFunc(found, func(f collision.Finding) bool { return f.Luck == "" })
}

// spread writes the files of an archive, where @ is already a letter.
func spread(t *testing.T, dir, archive string) {
	t.Helper()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		err := os.MkdirAll(filepath.Dir(path), 0o700)
		if err == nil {
			err = os.WriteFile(path, f.Data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// cargo is a cargo without rustup's proxy in front of it.
type cargo struct {
	program string
	bin     string
	about   toolchain.Verbose
}

// findCargo is the cargo of a toolchain, "" for the default's. Without a
// nightly it is empty.
func findCargo(t *testing.T, name string) cargo {
	t.Helper()
	if testing.Short() {
		t.Skip("needs the real cargo, which -short leaves out")
	}
	argv := []string{"--print", "sysroot"}
	if name != "" {
		argv = append([]string{"+" + name}, argv...)
	}
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	root, err := exec.CommandContext(ctx, "rustc", argv...).Output()
	if err != nil {
		if name != "" {
			return cargo{}
		}
		t.Fatal("rustc is not on PATH: install Rust (https://rustup.rs), or run `go test -short ./...`")
	}
	c := cargo{bin: filepath.Join(strings.TrimSpace(string(root)), "bin")}
	if c.program, err = exec.LookPath(filepath.Join(c.bin, "cargo")); err != nil {
		c.program = "cargo" // a distribution's
	}
	said, err := exec.CommandContext(ctx, c.program, "-vV").Output()
	about, ok := toolchain.ParseVerbose("cargo", string(said))
	if err != nil || !ok {
		t.Fatal(err, string(said))
	}
	c.about = about
	return c
}

// mixesUp builds in this order, and then again, and says whether at any time
// the program of a workspace gave the answer of another one.
func (c cargo) mixesUp(t *testing.T, dir, order string, newLayout bool) bool {
	t.Helper()
	wrong := false
	for _, letter := range order + order {
		ctx, cancel := context.WithTimeout(t.Context(), limit)
		argv := []string{"build", "-q", "--offline"}
		if newLayout {
			argv = append(argv, "-Zbuild-dir-new-layout")
		}
		cmd := exec.CommandContext(ctx, c.program, argv...)
		cmd.Dir = filepath.Join(dir, string(letter))
		cmd.Env = append(
			os.Environ(), "PATH="+c.bin+string(filepath.ListSeparator)+os.Getenv("PATH"), "CARGO_HOME="+filepath.Join(dir, "home"),
			"CARGO_TARGET_DIR="+filepath.Join(dir, "shared"), "CARGO_INCREMENTAL=0", "CARGO_PROFILE_DEV_DEBUG=0",
		)
		out, err := cmd.CombinedOutput()
		cancel()
		if err != nil {
			t.Fatalf("%s\n%s", err, out)
		}
		text := made(t, filepath.Join(dir, "shared", "debug"), "app-"+string(letter))
		wrong = wrong || !bytes.Contains(text, []byte("answer of "+string(letter)))
	}
	return wrong
}

// made is the program of this name, or else the library plugin.
func made(t *testing.T, dir, program string) []byte {
	t.Helper()
	for _, name := range []string{program, program + ".exe", "libplugin.so", "libplugin.dylib", "plugin.dll", "libplugin.a", "plugin.lib"} {
		if data, err := os.ReadFile(filepath.Join(dir, name)); err == nil {
			return data
		}
	}
	t.Fatal("nothing was made in " + dir)
	return nil
}

// find reads both workspaces and applies the rules.
func (c cargo) find(t *testing.T, dir, order string, newLayout bool) []collision.Finding {
	t.Helper()
	reader := manifest.NewReader("")
	request := collision.Request{Cargo: func(string) collision.Cargo {
		return collision.Cargo{Version: c.about.Version, Unstable: c.about.Unstable, BarePrograms: runtime.GOOS == "windows"}
	}}
	for _, letter := range order {
		w, err := reader.Workspace(filepath.Join(dir, string(letter), "Cargo.toml"))
		if err != nil {
			t.Fatal(err)
		}
		request.Workspaces = append(request.Workspaces, collision.Workspace{
			Root: filepath.Dir(w.Root), Directory: "/shared", Packages: reader.Locals(w), NewLayout: newLayout,
			Programs: func(p manifest.Local) []string { return reader.Settings(p.Manifest).Executables(p.Dir()) },
		})
	}
	return request.Find()
}
