package doctor

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestDiscover(t *testing.T) {
	t.Parallel()
	examine(t, (*examination).discover, []row{
		{name: "in order", archive: outer + inner("a") + inner("b")},
		{name: "nothing there", archive: outer + inner("b") + "-- a/x --\n", want: "warning roots Cargo.toml:8: package.metadata.nested_workspace.roots: `a` has no Cargo.toml…"},
		{name: "a root that is missing", archive: outer + inner("b"), want: "error manifest Cargo.toml:8: package.metadata.nested_workspace.roots: `a` does not exist"},
		{name: "a broken manifest", archive: outer + inner("b") + "-- a/Cargo.toml --\n[package\n", want: "error manifest a/Cargo.toml:1: expected ']' to close table name"},
	})
}

func TestUndeclared(t *testing.T) {
	t.Parallel()
	examine(t, (*examination).undeclared, []row{
		{name: "all are named", archive: outer + inner("a") + inner("b")},
		{name: "one is not", archive: outer + inner("a") + inner("b") + inner("c/d") + "-- c/d/src/lib.rs --\n", want: "warning undeclared c/d: is a workspace that no roots entry lists…"},
		{name: "one is left out on purpose", archive: outer + "exclude = [\"c\"]\n" + inner("a") + inner("b") + inner("c/d") + "-- c/Cargo.toml --\n[package\n"},
		{name: "one that cannot be run", archive: outer + inner("a") + inner("b") + "-- c/Cargo.toml --\n[package\n", want: "warning undeclared c/Cargo.toml:1: no roots entry lists it, and it could not run: expected ']' to close table name; left out"},
		{name: "the tree is broken", archive: outer + inner("b") + inner("c")},
	})
}

func TestAttached(t *testing.T) {
	t.Parallel()
	const virtual = "-- Cargo.toml --\n[workspace]\nmembers = [\"m\", \"m/n\"]\nexclude = [\"m/out\", \"free\"]\n-- m/Cargo.toml --\npackage m\n-- m/n/Cargo.toml --\npackage n\n"
	examine(t, (*examination).attached, []row{
		{name: "members and what is excluded", archive: virtual + "-- free/Cargo.toml --\npackage free\n"},
		{name: "neither", archive: virtual + "-- lost/Cargo.toml --\npackage lost\n", want: "error attached lost/Cargo.toml: cargo takes it for a package of the workspace ., but it is not a member"},
		{name: "excluded in vain", archive: virtual + "-- m/out/Cargo.toml --\npackage out\n", want: `error attached m/out/Cargo.toml: cargo takes it for a package of the workspace ., but it is not a member; exclude = ["m/out"] does not protect it, because members lists "m" above it`},
		{name: "a template", archive: virtual + "-- t/Cargo.toml --\n[package]\nname = \"{{ name }}\"\n"},
		{name: "vendored", archive: virtual + "-- v/Cargo.toml --\npackage v\n-- v/.cargo-checksum.json --\n"},
		{name: "left out on purpose", archive: strings.Replace(virtual, "-- m/Cargo", "[workspace.metadata.nested_workspace]\nexclude = [\"f*\"]\n-- m/Cargo", 1) + "-- fixtures/Cargo.toml --\npackage f\n"},
		{name: "a workspace of its own", archive: virtual + inner("w")},
	})
}

func TestWorktrees(t *testing.T) {
	t.Parallel()
	at := func(dirs ...string) func(e *examination) {
		return func(e *examination) {
			e.answers.worktrees = func() ([]string, error) {
				var trees []string
				for _, dir := range dirs {
					trees = append(trees, filepath.Join(e.Dir, dir))
				}
				return trees, nil
			}
		}
	}
	const virtual = "-- Cargo.toml --\n[workspace]\nexclude = [\"out\"]\n"
	examine(t, (*examination).worktrees, []row{
		{name: "no repository", archive: virtual + "-- wt/Cargo.toml --\npackage p\n"},
		{name: "one inside", archive: virtual + "-- wt/Cargo.toml --\npackage p\n-- wt/q/Cargo.toml --\npackage q\n", with: at("wt"), want: "error worktree wt: this worktree is inside the workspace ., to which cargo attaches wt"},
		{name: "one that is excluded", archive: virtual + "-- out/Cargo.toml --\npackage p\n", with: at("out")},
		{name: "one with a workspace of its own", archive: virtual + inner("wt"), with: at("wt")},
		{name: "one without packages", archive: virtual + "-- wt/x --\n", with: at("wt")},
	})
}
