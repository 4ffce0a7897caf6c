package git

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// alone are settings with which git starts no program from the repository's own
// configuration, which may come out of an archive. Reading commands have no
// hooks except those about the index, which they do not write either
// (--no-optional-locks).
var alone = []string{
	"core.fsmonitor=false",
	"core.hooksPath=" + os.DevNull,
	"safe.bareRepository=explicit", // a repository may contain another one in its files
}

// elsewhere are variables that say where a repository, its work tree or its
// index is, or how paths are read. A git hook has some of them; we look things
// up from the directory that we ask in.
var elsewhere = []string{
	"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_IMPLICIT_WORK_TREE", "GIT_ATTR_SOURCE",
	"GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH", "GIT_GRAFT_FILE", "GIT_SHALLOW_FILE",
	"GIT_NO_REPLACE_OBJECTS", "GIT_REPLACE_REF_BASE", "GIT_INTERNAL_SUPER_PREFIX",
	"GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
	"GIT_EXTERNAL_DIFF",
}

// environment is that of a git that looks where it is asked to, speaks English,
// and fetches nothing: in a partial clone it would start what the repository
// configures for that.
func environment(env []string) []string {
	return append(environ.Without(env, elsewhere, nil), "LC_ALL=C", "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none", "GIT_TERMINAL_PROMPT=0")
}

// filters are settings that switch off the filters in the configuration of the
// repository, through which git would read a file to compare it, and of its
// submodules, in which git starts itself. The user's filters stay (Git LFS, for
// example). Without its filter a file that was touched counts as changed.
func filters(ctx context.Context, env []string, top string) ([]string, error) {
	names := map[string]bool{}
	open := []string{top}
	for len(open) > 0 {
		dir := open[0]
		open = open[1:]
		if err := collect(ctx, env, dir, names); err != nil {
			return nil, err
		}
		staged, err := git(ctx, env, dir, "ls-files", "-z", "--stage")
		if err != nil {
			return nil, err
		}
		for _, entry := range staged {
			_, path, _ := strings.Cut(entry, "\t")
			if inner := filepath.Join(dir, filepath.FromSlash(path)); strings.HasPrefix(entry, gitlink) && paths.Exists(filepath.Join(inner, ".git")) {
				open = append(open, inner)
			}
		}
	}
	var settings []string
	for name := range names {
		settings = append(settings, "filter."+name+".clean=", "filter."+name+".process=", "filter."+name+".required=false")
	}
	return settings, nil
}

// collect adds the names of the filters that one repository defines.
func collect(ctx context.Context, env []string, dir string, names map[string]bool) error {
	fields, err := git(ctx, env, dir, "config", "--show-scope", "--null", "--name-only", "--get-regexp", `^filter\.`)
	if err != nil {
		return nil // there are none
	}
	for pair := range slices.Chunk(fields, 2) {
		if len(pair) < 2 || pair[0] != "local" && pair[0] != "worktree" {
			continue
		}
		name := strings.TrimPrefix(pair[1], "filter.")
		name = name[:max(strings.LastIndexByte(name, '.'), 0)]
		if strings.Contains(name, "=") {
			return fmt.Errorf("cannot switch off the repository's git filter %q: its name contains =", name)
		}
		names[name] = true
	}
	return nil
}
