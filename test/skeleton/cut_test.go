package skeleton_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestMembers cuts skeletons to some members: cargo accepts the lock files, and
// compiles the same third-party units for a package as in the sources.
func TestMembers(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		tree, members string
		workspace     string // that the packages are in
		lacks         []string
	}{
		{"zoo", "util", ".", []string{"crates/ffi/Cargo.toml", "nested/fuzz/Cargo.toml"}},
		{"zoo", "ffi,bare", ".", []string{"crates/app/Cargo.toml"}},
		{"zoo", "alone", "nested/alone", []string{"crates/util/Cargo.toml", "Cargo.lock"}},
		{"across", "a", "one", []string{"two/Cargo.toml"}},
		{"across", "inner", ".", []string{"one/Cargo.toml"}},
		{"patched", "app", ".", []string{"unused/Cargo.toml", "nested/config/Cargo.toml"}},
		{"patched", "hack", ".", []string{"ground/Cargo.toml", "app/Cargo.toml"}},
		{"patched", "config", "nested/config", nil},
	} {
		t.Run(row.tree+" "+row.members, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, row.tree)
			w.skeleton("out", "--members", row.members)
			for _, path := range row.lacks {
				if w.Exists("out/" + path) {
					t.Errorf("%s is in the skeleton", path)
				}
			}
			for _, command := range []string{"build", "test", "check --all-targets", "build --release", "build --all-features"} {
				for member := range strings.SplitSeq(row.members, ",") {
					argv := append(strings.Fields(command), "-p", member)
					if theirs, made := w.units("src", row.workspace, argv), w.units("out", row.workspace, argv); !slices.Equal(theirs, made) {
						t.Errorf("cargo %s: in the sources alone\n%s\nin the skeleton alone\n%s", argv, without(theirs, made), without(made, theirs))
					}
				}
			}
			if one, two := w.digest("--members", row.members), w.digest(); one == two {
				t.Error("the digest is that of the whole")
			}
		})
	}
}

// TestFilters leaves workspaces out. The same command finds its way.
func TestFilters(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "zoo")
	for _, row := range []struct {
		filter, roots string
	}{
		{"--no-self", "nested/alone nested/fuzz"},
		{"--only=nested/fuzz", "nested/fuzz"},
		{"--exclude=nested/alone", ". nested/fuzz"},
		{"--depth=0", "."},
		{"--discover", ". crates/left-out nested/alone nested/alone/part nested/fuzz"},
	} {
		dir := "out" + row.filter
		if row.filter == "--discover" {
			for _, dir := range []string{"crates/left-out", "nested/alone/part"} {
				w.Cargo("src/"+dir, "generate-lockfile", "--offline", "--quiet").Status(0)
			}
		}
		w.skeleton(dir, row.filter)
		var roots []string
		for _, lock := range w.Find(dir, "Cargo.lock") {
			root, _ := filepath.Rel(w.Path(dir), filepath.Dir(lock))
			roots = append(roots, filepath.ToSlash(root))
		}
		slices.Sort(roots)
		if got := strings.Join(roots, " "); got != row.roots {
			t.Errorf("%s: got %s, want %s", row.filter, got, row.roots)
		}
		out := w.NWIn(dir, row.filter, "metadata", "--no-deps", "--locked", "--offline", "--format-version", "1").Status(0)
		if n := strings.Count(out.Stdout, "workspace_root"); n != len(roots) {
			t.Errorf("%s: cargo nw visits %d workspaces of the skeleton", row.filter, n)
		}
	}
}

// TestMoved has a lock file that a cut would change: cargo must not choose
// versions.
func TestMoved(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "zoo")
	lock := w.Read("src/Cargo.lock")
	at := strings.Index(lock, "[[package]]\nname = \"built\"")
	end := at + strings.Index(lock[at:], "\n\n") + 2
	w.Write(map[string]string{"src/Cargo.lock": strings.ReplaceAll(lock[:at]+lock[end:], " \"built\",\n", "")})
	w.NWIn("src", "skeleton", "--members", "app", "--digest").Status(3).
		Says("Cargo.lock, cut to the members that are wanted, would get built 1.0.0, which is not in it", "cargo update --workspace --manifest-path Cargo.toml")
}
