package doctor

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/collision"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
)

func TestDirectories(t *testing.T) {
	t.Parallel()
	const shared = "-- .cargo/config.toml --\n[build]\ntarget-dir = \"shared\"\n"
	plugin := func(name string) string {
		return "-- " + name + "/Cargo.toml --\n[workspace]\nmembers = [\"plugin\"]\n-- " + name + "/plugin/Cargo.toml --\npackage plugin\n"
	}
	cdylib := func(name, version string) string {
		return "-- " + name + "/Cargo.toml --\n[workspace]\nmembers = [\"plugin\"]\n[workspace.package]\nversion = \"" + version + "\"\n" +
			"-- " + name + "/plugin/Cargo.toml --\n[package]\nname = \"plugin-" + name + "\"\nversion.workspace = true\n[lib]\nname = \"plugin\"\ncrate-type = [\"cdylib\"]\n"
	}
	vendoring := func(name string) string {
		return "-- " + name + "/Cargo.toml --\n[workspace]\nexclude = [\"vendor\"]\npackage " + name + "\n[dependencies]\nv = \"0.1\"\n[patch.crates-io]\nv = { path = \"vendor/v\" }\n" +
			"-- " + name + "/vendor/v/Cargo.toml --\npackage v\n"
	}
	examine(t, (*examination).directories, []row{
		{name: "each its own", archive: outer + plugin("a") + plugin("b")},
		{name: "a common target directory", archive: outer + inner("a") + inner("b") + shared, want: `warning shared-directory a: builds in shared, as . does
warning shared-directory b: builds in shared, as . does`},
		{name: "two packages alike in it", archive: outer + plugin("a") + plugin("b") + shared, want: `warning shared-directory a: builds in shared, as . does
warning shared-directory b: builds in shared, as . does
error collision b/plugin/Cargo.toml: shares the build directory shared with a, which has a package plugin 0.1.0 at the same place…`},
		{name: "two programs alike in it, and their build directories apart", archive: outer + plugin("a") + plugin("b") + "-- .cargo/config.toml --\n[build]\ntarget-dir = \"shared\"\nbuild-dir = \"{workspace-root}/bd\"\n", want: `warning shared-directory a: builds in shared, as . does
warning shared-directory b: builds in shared, as . does`},
		{name: "two libraries of one name, all else different", archive: outer + cdylib("a", "0.21.0") + cdylib("b", "0.21.1") + shared, want: `warning shared-directory a: builds in shared, as . does
warning shared-directory b: builds in shared, as . does
error collision b/plugin/Cargo.toml: shares the build directory shared with a, where a/plugin/Cargo.toml builds a library plugin, too…`},
		{name: "the same, with a cargo that gives each a directory", archive: outer + cdylib("a", "0.21.0") + cdylib("b", "0.21.1") + shared, with: func(e *examination) {
			e.answers.cargo = func(string) collision.Cargo {
				return collision.Cargo{Version: toolchain.Version{Major: 1, Minor: 100}}
			}
		}, want: `warning shared-directory a: builds in shared, as . does
warning shared-directory b: builds in shared, as . does`},
		{name: "two packages alike, with other dependencies", archive: outer + plugin("a") + plugin("b") + "[dependencies]\nserde = \"1\"\n" + shared, want: `warning shared-directory a: builds in shared, as . does
warning shared-directory b: builds in shared, as . does
warning collision b/plugin/Cargo.toml: shares the build directory shared with a, which has a package plugin 0.1.0 at the same place: only their dependencies keep cargo from using the code of one in place of the other`},
		{name: "two that are no members", archive: outer + vendoring("a") + vendoring("b") + shared, want: `warning shared-directory a: builds in shared, as . does
warning shared-directory b: builds in shared, as . does
error collision b/vendor/v/Cargo.toml: shares the build directory shared with a, which has a package v 0.1.0 at the same place…`},
		{name: "the same, and a hash in the path", archive: outer + plugin("a") + plugin("b") + "-- .cargo/config.toml --\n[build]\nbuild-dir = \"shared/{workspace-path-hash}\"\n"},
		{name: "a common build directory, of other versions", archive: outer + plugin("a") + "-- b/Cargo.toml --\n[workspace]\nmembers = [\"plugin\"]\n-- b/plugin/Cargo.toml --\n[package]\nname = \"plugin\"\nversion = \"2.0.0\"\n-- .cargo/config.toml --\n[build]\nbuild-dir = \"bd\"\n", want: `warning shared-directory a: builds in bd, as . does
warning shared-directory b: builds in bd, as . does`},
		{name: "a configuration that is broken", archive: outer + inner("a") + inner("b") + "-- a/.cargo/config.toml --\n[\n", want: "error config a: parsing cargo's configuration @/a/.cargo/config.toml: line 1, column 2: toml: invalid character at start of key: U+000A"},
		{name: "a directory in the environment", archive: outer + inner("a") + inner("b"), with: func(e *examination) {
			e.Env = append(e.Env, "CARGO_TARGET_DIR="+filepath.Join(e.Dir, "t"))
		}, want: `warning shared-directory a: builds in t, as . does
warning shared-directory b: builds in t, as . does`},
	})
}

func TestLockFiles(t *testing.T) {
	t.Parallel()
	lock := func(dir string, packages ...string) string {
		var text strings.Builder
		text.WriteString("-- " + dir + "Cargo.lock --\nversion = 4\n")
		for _, name := range packages {
			text.WriteString("[[package]]\nname = \"" + name + "\"\nversion = \"0.1.0\"\n")
		}
		return text.String()
	}
	examine(t, (*examination).lockFiles, []row{
		{name: "missing", archive: outer + inner("a") + inner("b") + lock("a/", "a"), want: `warning lock-file Cargo.lock: does not exist…
warning lock-file b/Cargo.lock: does not exist…`},
		{name: "missing, and git ignores one", archive: outer + inner("a") + inner("b") + lock("a/", "a"), with: func(e *examination) {
			e.answers.ignored = func(files []string) map[string]bool { return map[string]bool{files[0]: true} }
		}, want: "warning lock-file b/Cargo.lock: does not exist…"},
		{name: "fresh", archive: outer + inner("a") + inner("b") + lock("", "outer") + lock("a/", "a") + lock("b/", "b", "more")},
		{name: "a dependency is not in it", archive: outer + inner("a", "[target.'cfg(unix)'.dev-dependencies]\nother = { package = \"outer\", path = \"..\" }\n") + inner("b") + lock("", "outer") + lock("a/", "a") + lock("b/", "b"), want: "warning lock-file a/Cargo.lock: is stale: it does not have outer, on which a depends"},
		{name: "another version", archive: outer + "-- a/Cargo.toml --\n[workspace.package]\nversion = \"0.2.0\"\n[package]\nname = \"a\"\nversion.workspace = true\n" + inner("b") + lock("", "outer") + lock("a/", "a") + lock("b/", "b"), want: "warning lock-file a/Cargo.lock: is stale: it does not have a 0.2.0"},
		{name: "newer and broken", archive: outer + inner("a") + inner("b") + lock("", "outer") + "-- a/Cargo.lock --\nversion = 5\n-- b/Cargo.lock --\n<<<<<<< HEAD\n", want: `warning lock-file a/Cargo.lock: has a newer format than stable cargo knows
error lock-file b/Cargo.lock: cannot be read: toml: invalid character at start of key: U+003C '<'`},
	})
}
