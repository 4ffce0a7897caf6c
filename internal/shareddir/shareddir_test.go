package shareddir_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/collision"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/internal/shareddir"
	"github.com/cargo-nw/cargo-nw/nested"
)

// plugin is a workspace with the package plugin in it.
func plugin(dir string, more ...string) string {
	return "-- " + dir + "/Cargo.toml --\n[workspace]\nmembers = [\"plugin\"]\n" +
		"-- " + dir + "/plugin/Cargo.toml --\n[package]\nname = \"plugin\"\nversion = \"0.1.0\"\n" + strings.Join(more, "")
}

// cdylib is a workspace whose one package is a library l.
func cdylib(dir string) string {
	return "-- " + dir + "/Cargo.toml --\n[workspace]\n[package]\nname = \"" + dir + "\"\n[lib]\nname = \"l\"\ncrate-type = [\"cdylib\"]\n"
}

const shared = "-- .cargo/config.toml --\nbuild.target-dir = \"shared\"\n"

// TestCheck has workspaces and which cargos they use.
func TestCheck(t *testing.T) {
	t.Parallel()
	serde := "[dependencies]\nserde = \"1\"\n"
	lock := func(dir, version string) string {
		return "-- " + dir + "/Cargo.lock --\nversion = 4\n[[package]]\nname = \"serde\"\nversion = \"" + version + "\"\n"
	}
	for _, row := range []struct {
		name    string
		archive string
		command string
		env     string
		want    string // warnings and the start of their hints
		asked   string // the toolchains of which the cargo is asked
	}{
		{name: "directories of their own", archive: plugin("a") + plugin("b")},
		{name: "one directory", archive: plugin("a") + plugin("b") + shared, want: "@/shared: @/a and @/b build here: cargo silently uses the package plugin 0.1.0 of one in place of the other | set build.build-dir"},
		{name: "three", archive: plugin("a") + plugin("b") + plugin("c") + shared, want: "@/shared: 3 workspaces that cargo mixes up build here, including @/a and @/b: cargo silently uses the package plugin 0.1.0 of one in place of the other | set build.build-dir"},
		{name: "each configures it", archive: plugin("a") + plugin("b") + "-- a/.cargo/config.toml --\nbuild.target-dir = \"../x\"\n-- b/.cargo/config.toml --\nbuild.build-dir = \"../y/../x\"\n", want: "@/x: @/a and @/b build here: …"},
		{name: "a broken configuration is cargo's to say", archive: plugin("a") + plugin("b") + plugin("c") + shared + "-- c/.cargo/config.toml --\n[\n", want: "@/shared: @/a and @/b build here: …"},
		{name: "a command that builds nothing", archive: plugin("a") + plugin("b") + shared, command: "fetch"},
		{name: "a check", archive: plugin("a") + plugin("b") + shared, command: "c", want: "@/shared: @/a and @/b build here: …"},
		{name: "a check of files that have a hash then", archive: cdylib("a") + cdylib("b") + shared, command: "clippy"},
		{name: "files", archive: cdylib("a") + cdylib("b") + shared, command: "build", want: "@/shared: @/a and @/b build here: each has a library l, whose file name is the same before cargo 1.100: cargo silently uses the last one built for both | set build.build-dir", asked: ""},
		{name: "an alias", archive: cdylib("a") + cdylib("b") + "-- .cargo/config.toml --\nbuild.target-dir = \"shared\"\n[alias]\nmk = \"check\"\n", command: "mk"},
		{name: "the environment", archive: plugin("a") + plugin("b"), env: "CARGO_TARGET_DIR=@/t", want: "@/t: @/a and @/b build here: … | unset CARGO_TARGET_DIR, or set CARGO_BUILD_BUILD_DIR"},
		{name: "the environment, relative", archive: plugin("a") + plugin("b"), env: "CARGO_TARGET_DIR=t"},
		{name: "a build directory in the environment", archive: plugin("a") + plugin("b"), env: "CARGO_BUILD_BUILD_DIR=@/t", want: "@/t: @/a and @/b build here: … | set CARGO_BUILD_BUILD_DIR to"},
		{name: "an argument", archive: plugin("a") + plugin("b"), command: "build --target-dir ../t", want: "@/t: @/a and @/b build here: … | remove --target-dir from the arguments"},
		{name: "versions in lock files", archive: plugin("a", serde) + lock("a", "1.0.1") + plugin("b", serde) + lock("b", "1.0.2") + shared},
		{name: "the same version", archive: plugin("a", serde) + lock("a", "1.0.1") + plugin("b", serde) + lock("b", "1.0.1") + shared, want: "@/shared: @/a and @/b build here: …"},
		{name: "two toolchains", archive: plugin("a") + plugin("b") + shared + "-- b/rust-toolchain --\nnightly\n", asked: " nightly"},
		{name: "two names of one toolchain", archive: plugin("a") + plugin("b") + plugin("c") + shared + "-- b/rust-toolchain --\n1.95\n-- c/rust-toolchain --\n1.95\n", want: "@/shared: 3 workspaces that cargo mixes up build here…", asked: " 1.95"},
		{name: "one that the user names", archive: plugin("a") + plugin("b") + shared + "-- b/rust-toolchain --\nnightly\n", command: "+1.95 build", want: "@/shared: @/a and @/b build here: …"},
		{name: "the newer layout", archive: cdylib("a") + cdylib("b") + shared + "-- rust-toolchain --\nnightly\n", command: "-Zbuild-dir-new-layout build", asked: "nightly"},
		{name: "a patch in a configuration file", archive: patched("a") + patched("b") + shared, want: "@/shared: @/a and @/b build here: cargo silently uses the package p 0.0.0 of one …"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			dir := spread(t, row.archive)
			world := shareddir.World{Reader: manifest.NewReader(""), Rustup: true, Env: []string{"RUSTUP_HOME=" + dir, "CARGO_HOME=" + filepath.Join(dir, "home")}}
			if row.env != "" {
				world.Env = append(world.Env, strings.ReplaceAll(row.env, "@", dir))
			}
			if words := strings.Fields(row.command); len(words) > 0 {
				var err error
				if world.Command, err = args.ParseCargo(words, nil); err != nil {
					t.Fatal(err)
				}
				if words[len(words)-1] == "mk" {
					world.Command = args.Command{Subcommand: "mk"}
				}
			}
			var asked []string
			world.Cargo = func(name string) collision.Cargo {
				asked = append(asked, name)
				minor := map[string]int{"": 95, "1.95": 95, "nightly": 97}[name]
				return collision.Cargo{ID: map[bool]string{true: "n"}[name == "nightly"], Version: toolchain.Version{Major: 1, Minor: minor}, Unstable: name == "nightly"}
			}
			var workspaces []nested.Workspace
			for _, name := range []string{"a", "b", "c"} {
				if path := filepath.Join(dir, name, "Cargo.toml"); strings.Contains(row.archive, "-- "+name+"/Cargo.toml --") {
					workspaces = append(workspaces, nested.Workspace{Dir: filepath.Dir(path), Manifest: path, Depth: 1})
				}
			}
			var got []string
			for _, w := range world.Warnings(report.Style{}, shareddir.Check(world, world.Env, workspaces)) {
				got = append(got, strings.ReplaceAll(filepath.ToSlash(w.Path+": "+w.Message+" | "+w.Hint), filepath.ToSlash(dir), "@"))
			}
			if !like(strings.Join(got, "\n"), row.want) {
				t.Errorf("got  %s\nwant %s", strings.Join(got, "\n"), row.want)
			}
			if got := strings.Join(asked, " "); got != row.asked && runtime.GOOS != "windows" { // where programs have no hash, so a cargo is asked sooner
				t.Errorf("asked %q, want %q", got, row.asked)
			}
		})
	}
}

// patched is a workspace whose own configuration file gives it a package.
func patched(dir string) string {
	return "-- " + dir + "/Cargo.toml --\n[workspace]\nexclude = [\"p\"]\n[package]\nname = \"" + dir + "\"\n[dependencies]\np = \"0\"\n" +
		"-- " + dir + "/.cargo/config.toml --\n[patch.crates-io]\np = { path = \"p\" }\n-- " + dir + "/p/Cargo.toml --\n[package]\nname = \"p\"\n"
}

// like says whether a text is what is wanted: … means anything, and so does its
// end.
func like(got, want string) bool {
	if want == "" {
		return got == ""
	}
	for i, part := range strings.Split(want, "…") {
		at := strings.Index(got, part)
		if at < 0 || i == 0 && at > 0 {
			return false
		}
		got = got[at+len(part):]
	}
	return true
}

func spread(t *testing.T, archive string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err = os.MkdirAll(filepath.Dir(path), 0o700); err == nil {
			err = os.WriteFile(path, f.Data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
