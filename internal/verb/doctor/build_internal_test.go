package doctor

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestDirectories(t *testing.T) {
	t.Parallel()
	const shared = "-- .cargo/config.toml --\n[build]\ntarget-dir = \"shared\"\n"
	plugin := func(name string) string {
		return "-- " + name + "/Cargo.toml --\n[workspace]\nmembers = [\"plugin\"]\n-- " + name + "/plugin/Cargo.toml --\npackage plugin\n"
	}
	examine(t, (*examination).directories, []row{
		{name: "each its own", archive: outer + plugin("a") + plugin("b")},
		{name: "a common target directory", archive: outer + inner("a") + inner("b") + shared, want: `warning shared-directory a: builds in shared, as . does…
warning shared-directory b: builds in shared, as . does…`},
		{name: "two packages alike in it", archive: outer + plugin("a") + plugin("b") + shared, want: `warning shared-directory a: builds in shared, as . does…
warning shared-directory b: builds in shared, as . does…
error collision b/plugin/Cargo.toml: shares the build directory shared with a, which has a package plugin 0.1.0 at the same place…`},
		{name: "the same, and a hash in the path", archive: outer + plugin("a") + plugin("b") + "-- .cargo/config.toml --\n[build]\nbuild-dir = \"shared/{workspace-path-hash}\"\n"},
		{name: "a common build directory, of other versions", archive: outer + plugin("a") + "-- b/Cargo.toml --\n[workspace]\nmembers = [\"plugin\"]\n-- b/plugin/Cargo.toml --\n[package]\nname = \"plugin\"\nversion = \"2.0.0\"\n-- .cargo/config.toml --\n[build]\nbuild-dir = \"bd\"\n", want: `warning shared-directory a: builds in bd, as . does…
warning shared-directory b: builds in bd, as . does…`},
		{name: "a configuration that is broken", archive: outer + inner("a") + inner("b") + "-- a/.cargo/config.toml --\n[\n", want: "error config a: parsing cargo's configuration @/a/.cargo/config.toml: line 1, column 2: toml: invalid character at start of key: U+000A"},
		{name: "a directory in the environment", archive: outer + inner("a") + inner("b"), with: func(e *examination) {
			e.Env = append(e.Env, "CARGO_TARGET_DIR="+filepath.Join(e.Dir, "t"))
		}, want: `warning shared-directory a: builds in t, as . does…
warning shared-directory b: builds in t, as . does…`},
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
		{name: "missing", archive: outer + inner("a") + inner("b") + lock("a/", "a"), want: "warning lock-file .: no Cargo.lock in ., b…"},
		{name: "fresh", archive: outer + inner("a") + inner("b") + lock("", "outer") + lock("a/", "a") + lock("b/", "b", "more")},
		{name: "a dependency is not in it", archive: outer + inner("a", "[target.'cfg(unix)'.dev-dependencies]\nother = { package = \"outer\", path = \"..\" }\n") + inner("b") + lock("", "outer") + lock("a/", "a") + lock("b/", "b"), want: "warning lock-file a/Cargo.lock: is stale: it does not have outer, on which a depends"},
		{name: "another version", archive: outer + "-- a/Cargo.toml --\n[workspace.package]\nversion = \"0.2.0\"\n[package]\nname = \"a\"\nversion.workspace = true\n" + inner("b") + lock("", "outer") + lock("a/", "a") + lock("b/", "b"), want: "warning lock-file a/Cargo.lock: is stale: it does not have a 0.2.0"},
		{name: "newer and broken", archive: outer + inner("a") + inner("b") + lock("", "outer") + "-- a/Cargo.lock --\nversion = 5\n-- b/Cargo.lock --\n<<<<<<< HEAD\n", want: `warning lock-file a/Cargo.lock: has a newer format than stable cargo knows
error lock-file b/Cargo.lock: cannot be read: toml: invalid character at start of key: U+003C '<'`},
	})
}
