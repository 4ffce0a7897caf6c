//go:build unix

package git_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/git"
)

// asked is everything that this package asks git for.
func asked(ctx context.Context, env []string, dir string) error {
	if _, err := git.Manifests(ctx, env, dir); err != nil {
		return err
	}
	if _, err := git.Worktrees(ctx, env, dir); err != nil {
		return err
	}
	if _, err := git.Changed(ctx, env, dir, "HEAD"); err != nil {
		return err
	}
	if _, err := git.Changed(ctx, env, dir, "main..."); err != nil {
		return err
	}
	top, err := git.Top(ctx, env, dir)
	if err == nil {
		git.Owns(ctx, env, top, dir)
	}
	return err
}

// TestNothingIsStarted has a repository whose configuration contains programs
// that leave a file behind.
func TestNothingIsStarted(t *testing.T) {
	t.Parallel()
	dir, marks := tempDir(t), t.TempDir()
	write(t, dir, "Cargo.toml", "sub/Cargo.toml", "a.x", "b.y", "c.z")
	if err := os.WriteFile(filepath.Join(dir, ".gitattributes"), []byte("*.x filter=one diff=one\n*.y filter=two\n*.z filter=three\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	run(t, dir, "init", "-q", "-b", "main")
	run(t, dir, "add", ".")
	run(t, dir, "commit", "-q", "-m", "first")
	leave := func(name string) string { return "touch '" + filepath.Join(marks, name) + "'; cat" }
	for key, value := range map[string]string{
		"core.fsmonitor": leave("fsmonitor"), "core.hooksPath": filepath.Join(marks, "hooks"), "core.pager": leave("pager"), "diff.external": leave("external"),
		"diff.one.textconv": leave("textconv"), "diff.one.command": leave("command"),
		"filter.one.clean": leave("clean"), "filter.one.smudge": leave("smudge"), "filter.one.required": "true",
		"filter.two.process": leave("process"), "filter.two.required": "true", "core.sshCommand": leave("ssh"), "core.gitProxy": leave("proxy"),
		"remote.origin.url": "ext::sh -c " + leave("ext"), "remote.origin.promisor": "true", "protocol.ext.allow": "always", "extensions.partialClone": "origin",
	} {
		run(t, dir, "config", key, value)
	}
	included := filepath.Join(marks, "included")
	if err := os.WriteFile(included, []byte("[filter \"three\"]\n\tclean = "+leave("included filter")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	run(t, dir, "config", "include.path", included)
	if err := os.Mkdir(filepath.Join(marks, "hooks"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, hook := range []string{"post-index-change", "fsmonitor-watchman", "post-checkout", "reference-transaction"} {
		if err := os.WriteFile(filepath.Join(marks, "hooks", hook), []byte("#!/bin/sh\n"+leave(hook)+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"a.x", "b.y", "c.z", "Cargo.toml"} { // look at them again
		if err := os.Chtimes(filepath.Join(dir, name), time.Time{}, time.Now().Add(-time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "a.x"), []byte("b.x"), 0o644); err != nil { // of the same size
		t.Fatal(err)
	}
	if err := asked(t.Context(), env, filepath.Join(dir, "sub")); err != nil {
		t.Error(err)
	}
	list, err := os.ReadDir(marks)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range list {
		if entry.Name() != "hooks" && entry.Name() != "included" {
			t.Errorf("%s was started", entry.Name())
		}
	}
}

// TestNothingIsStartedInASubmodule has a filter in a submodule's configuration:
// git starts itself there to find out whether anything has changed.
func TestNothingIsStartedInASubmodule(t *testing.T) {
	t.Parallel()
	dir, mark := tempDir(t), filepath.Join(t.TempDir(), "mark")
	inner := filepath.Join(dir, "inner", "innermost")
	for _, repository := range []string{inner, filepath.Dir(inner), dir} {
		write(t, repository, "a.x")
		if err := os.WriteFile(filepath.Join(repository, ".gitattributes"), []byte("*.x filter=one\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		run(t, repository, "init", "-q", "-b", "main")
		run(t, repository, "-c", "advice.addEmbeddedRepo=false", "add", ".")
		run(t, repository, "commit", "-q", "-m", "first")
	}
	run(t, inner, "config", "filter.one.clean", "touch '"+mark+"'; cat")
	if err := os.WriteFile(filepath.Join(inner, "a.x"), []byte("b.x"), 0o644); err != nil { // of the same size
		t.Fatal(err)
	}
	found, err := git.Changed(t.Context(), env, dir, "HEAD")
	if got := relative(t, dir, found); err != nil || !slices.Equal(got, []string{"inner"}) {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := os.Lstat(mark); err == nil {
		t.Error("its filter was started")
	}
}

// TestFilterOfTheUser has a filter that the repository does not define: a file
// is compared through it.
func TestFilterOfTheUser(t *testing.T) {
	t.Parallel()
	dir := tempDir(t)
	config := filepath.Join(t.TempDir(), "config")
	if err := os.WriteFile(config, []byte("[filter \"upper\"]\n\tclean = tr a-z A-Z\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	own := append(slices.Clone(env), "GIT_CONFIG_GLOBAL="+config)
	write(t, dir, "A.X")
	if err := os.WriteFile(filepath.Join(dir, ".gitattributes"), []byte("*.X filter=upper\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	run(t, dir, "init", "-q", "-b", "main")
	run(t, dir, "add", ".")
	run(t, dir, "commit", "-q", "-m", "first")
	if err := os.WriteFile(filepath.Join(dir, "A.X"), []byte("a.x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if found, err := git.Changed(t.Context(), own, dir, "HEAD"); err != nil || len(found) > 0 {
		t.Errorf("got %q, %v", found, err)
	}
}

// TestRepositoryInFiles has a bare repository that is committed in another one.
func TestRepositoryInFiles(t *testing.T) {
	t.Parallel()
	dir, mark := tempDir(t), filepath.Join(t.TempDir(), "mark")
	run(t, dir, "init", "-q", "--bare", "inner")
	run(t, dir, "init", "-q")
	inner := filepath.Join(dir, "inner")
	run(t, inner, "config", "core.bare", "false")
	run(t, inner, "config", "core.worktree", inner)
	run(t, inner, "config", "core.fsmonitor", "touch '"+mark+"'; false")
	write(t, inner, "Cargo.toml")
	if found, err := git.Manifests(t.Context(), env, inner); err != nil || len(found) != 1 {
		t.Errorf("got %q, %v", found, err)
	}
	if _, err := os.Lstat(mark); err == nil {
		t.Error("its program was started")
	}
}

// TestEnvironmentOfAHook has variables that git, or a program around it, sets.
// They do not change what is found.
func TestEnvironmentOfAHook(t *testing.T) {
	t.Parallel()
	dir := tempDir(t)
	write(t, dir, "Cargo.toml", "sub/Cargo.toml", "sub/a*b/Cargo.toml")
	run(t, dir, "init", "-q", "-b", "main")
	run(t, dir, "add", ".")
	run(t, dir, "commit", "-q", "-m", "first")
	linked := filepath.Join(tempDir(t), "linked")
	run(t, dir, "worktree", "add", "-q", "--detach", linked)
	other := tempDir(t)
	run(t, other, "init", "-q")
	gitDir := filepath.Join(dir, ".git", "worktrees", "linked")
	for name, more := range map[string][]string{
		"none":              nil,
		"literal pathspecs": {"GIT_LITERAL_PATHSPECS=1"},
		"glob pathspecs":    {"GIT_GLOB_PATHSPECS=1"},
		"no glob pathspecs": {"GIT_NOGLOB_PATHSPECS=1"},
		"icase pathspecs":   {"GIT_ICASE_PATHSPECS=1"},
		"a hook":            {"GIT_DIR=" + gitDir, "GIT_INDEX_FILE=" + filepath.Join(gitDir, "index"), "GIT_PREFIX="},
		"a work tree":       {"GIT_DIR=" + gitDir, "GIT_WORK_TREE=" + linked},
		"another one":       {"GIT_DIR=" + filepath.Join(other, ".git"), "GIT_WORK_TREE=" + other},
		"another index":     {"GIT_INDEX_FILE=" + filepath.Join(other, "index")},
		"other objects":     {"GIT_OBJECT_DIRECTORY=" + other, "GIT_COMMON_DIR=" + other, "GIT_NAMESPACE=x"},
	} {
		for _, top := range []string{dir, linked} {
			hook := append(slices.Clone(env), more...)
			sub := filepath.Join(top, "sub")
			found, err := git.Manifests(t.Context(), hook, sub)
			if got := relative(t, top, found); err != nil || !slices.Equal(got, []string{"sub/Cargo.toml", "sub/a*b/Cargo.toml"}) {
				t.Errorf("%s: manifests %q, %v", name, got, err)
			}
			if got, err := git.Top(t.Context(), hook, sub); err != nil || got != top {
				t.Errorf("%s: top %s, %v", name, got, err)
			}
			if changed, err := git.Changed(t.Context(), hook, sub, "HEAD"); err != nil || len(changed) > 0 {
				t.Errorf("%s: changed %q, %v", name, changed, err)
			}
		}
	}
}
