package git_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/git"
	"github.com/cargo-nw/cargo-nw/internal/proc"
)

// env keeps git from reading the user's own configuration.
var env = []string{
	"PATH=" + os.Getenv("PATH"), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null",
	"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@b", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@b",
}

func write(t *testing.T, dir string, names ...string) {
	t.Helper()
	for _, name := range names {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func run(t *testing.T, dir string, argv ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	program, err := exec.LookPath("git")
	if err != nil {
		t.Skip("needs git")
	}
	var out bytes.Buffer
	res := proc.Run(ctx, proc.Command{Path: program, Argv: append([]string{"git"}, argv...), Dir: dir, Env: env, Stdout: &out, Stderr: &out})
	if res.Err != nil || res.Code != 0 {
		t.Fatalf("git %q: %+v\n%s", argv, res, out.String())
	}
}

func relative(t *testing.T, dir string, paths []string) []string {
	t.Helper()
	var list []string
	for _, p := range paths {
		rel, err := filepath.Rel(dir, p)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, filepath.ToSlash(rel))
	}
	return list
}

func tempDir(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestManifests(t *testing.T) {
	t.Parallel()
	dir := tempDir(t)
	write(t, dir, "Cargo.toml", "b/c/Cargo.toml", "é/Cargo.toml", "a/Cargo.toml", "a/src/Cargo.tomlx", "ignored/Cargo.toml",
		"built/CACHEDIR.TAG", "built/package/x/Cargo.toml", "worktree/.git/HEAD", "gone/Cargo.toml", "target/Cargo.toml")
	check := func(want ...string) {
		t.Helper()
		found, err := git.Manifests(t.Context(), env, dir)
		if got := relative(t, dir, found); err != nil || !slices.Equal(got, want) {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
	check("Cargo.toml", "a/Cargo.toml", "gone/Cargo.toml", "ignored/Cargo.toml", "target/Cargo.toml", "é/Cargo.toml", "b/c/Cargo.toml")
	run(t, dir, "init", "-q")
	if err := os.WriteFile(filepath.Join(dir, ".gitignore"), []byte("/ignored\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	run(t, dir, "add", "a", "gone")
	if err := os.RemoveAll(filepath.Join(dir, "gone")); err != nil {
		t.Fatal(err)
	}
	check("Cargo.toml", "a/Cargo.toml", "target/Cargo.toml", "é/Cargo.toml", "b/c/Cargo.toml")
	all, err := git.Files(t.Context(), env, dir)
	if got, want := relative(t, dir, all), []string{".gitignore", "Cargo.toml", "a/Cargo.toml", "a/src/Cargo.tomlx", "b/c/Cargo.toml", "target/Cargo.toml", "é/Cargo.toml"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("all files: got %q, %v, want %q", got, err, want)
	}
	found, err := git.Manifests(t.Context(), env, filepath.Join(dir, "ignored"))
	if got := relative(t, dir, found); err != nil || !slices.Equal(got, []string{"ignored/Cargo.toml"}) {
		t.Errorf("in an ignored directory: got %q, %v", got, err)
	}
}

func TestChanged(t *testing.T) {
	t.Parallel()
	dir := tempDir(t)
	write(t, dir, "same", "committed", "staged", "edited", "gone", ".gitignore")
	run(t, dir, "init", "-q", "-b", "main")
	run(t, dir, "add", ".")
	run(t, dir, "commit", "-q", "-m", "first")
	edit := func(name string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte("other"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run(t, dir, "checkout", "-q", "-b", "branch")
	edit("committed")
	run(t, dir, "commit", "-q", "-a", "-m", "second")
	edit("staged")
	run(t, dir, "add", "staged")
	edit("edited")
	if err := os.Remove(filepath.Join(dir, "gone")); err != nil {
		t.Fatal(err)
	}
	write(t, dir, "sub/new\nline")
	run(t, dir, "worktree", "add", "-q", "--detach", ".trees/one")
	for ref, want := range map[string][]string{
		"main":        {"committed", "edited", "gone", "staged", "sub/new\nline"},
		"main...":     {"committed", "edited", "gone", "staged", "sub/new\nline"},
		"main...HEAD": {"committed", "edited", "gone", "staged", "sub/new\nline"},
		"HEAD":        {"edited", "gone", "staged", "sub/new\nline"},
	} {
		found, err := git.Changed(t.Context(), env, filepath.Join(dir, "sub"), ref)
		if got := relative(t, dir, found); err != nil || !slices.Equal(got, want) {
			t.Errorf("since %s: got %q, %v, want %q", ref, got, err, want)
		}
	}
	run(t, dir, "checkout", "-q", "--orphan", "other")
	run(t, dir, "commit", "-q", "-m", "unrelated", "--allow-empty")
	if _, err := git.Changed(t.Context(), env, dir, "main..."); !errors.Is(err, git.ErrNoCommit) || !strings.Contains(err.Error(), "no common ancestor") {
		t.Errorf("without a common commit: %v", err)
	}
	for _, ref := range []string{"nonsense", "--output=x", "nonsense...", ""} {
		if _, err := git.Changed(t.Context(), env, dir, ref); !errors.Is(err, git.ErrNoCommit) {
			t.Errorf("since %q: %v", ref, err)
		}
	}
	if _, err := git.Changed(t.Context(), env, tempDir(t), "HEAD"); !errors.Is(err, git.ErrNoGit) {
		t.Errorf("outside of a repository: %v", err)
	}
}

// TestChangedNames has what is more than one name for git, or a separate
// repository.
func TestChangedNames(t *testing.T) {
	t.Parallel()
	dir := tempDir(t)
	write(t, dir, "old/file", "inner/file", "a b/é")
	run(t, dir, "init", "-q", "-b", "main")
	run(t, filepath.Join(dir, "inner"), "init", "-q", "-b", "main")
	run(t, dir, "add", "old", "a b")
	run(t, dir, "commit", "-q", "-m", "first")
	run(t, dir, "mv", "old", "new")
	if err := os.WriteFile(filepath.Join(dir, "a b/é"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	found, err := git.Changed(t.Context(), env, dir, "HEAD")
	if got, want := relative(t, dir, found), []string{"a b/é", "new/file", "old/file"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
}
