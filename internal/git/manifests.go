package git

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/builddir"
)

const manifestName = "Cargo.toml"

// Manifests are the Cargo.toml files in dir and below it, the nearest first,
// then by path; each is dir joined with its way down. What git ignores is left
// out, as are target directories, submodules and other repositories inside, and
// whatever is reached through a symlink. If git is not available, or ignores
// dir itself, only target directories and repositories inside are left out. env
// is the environment of this process.
func Manifests(ctx context.Context, env []string, dir string) ([]string, error) {
	found, err := files(ctx, env, dir, manifestName)
	slices.SortFunc(found, func(a, b string) int { // as directories: x before x-y
		return cmp.Or(strings.Count(a, sep)-strings.Count(b, sep), cmp.Compare(filepath.Dir(a), filepath.Dir(b)))
	})
	return slices.Compact(found), err
}

// Files are all files in dir and below it, by path; symlinks, which are not
// followed, are among them. What is left out is what [Manifests] leaves out.
func Files(ctx context.Context, env []string, dir string) ([]string, error) {
	found, err := files(ctx, env, dir, "")
	slices.Sort(found)
	return slices.Compact(found), err
}

// files are those of one name, or all if name is "".
func files(ctx context.Context, env []string, dir, name string) ([]string, error) {
	names, err := tracked(ctx, env, dir, name)
	if errors.Is(err, ErrNoGit) {
		names, err = walked(ctx, dir, name)
	}
	if err != nil {
		return nil, err
	}
	built := builddir.Seen{}
	var found []string
	for _, name := range names {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		path := filepath.Join(dir, name)
		if info, err := os.Lstat(path); err == nil && !info.IsDir() && !built.Holds(dir, filepath.Dir(path)) {
			found = append(found, path)
		}
	}
	return found, nil
}

const sep = string(filepath.Separator)

// tracked asks git, which gives paths relative to dir.
func tracked(ctx context.Context, env []string, dir, name string) ([]string, error) {
	// It exits 0 if dir is ignored, and then would list nothing in it.
	if _, err := git(ctx, env, dir, "check-ignore", "--quiet", "."); err == nil {
		return nil, ErrNoGit
	} else if errors.Is(err, ErrNoGit) {
		return nil, err
	}
	pattern := ":(glob)**"
	if name != "" {
		pattern += "/" + name
	}
	return git(ctx, env, dir, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", pattern)
}

// walked searches the directory itself. A whole disk may be below dir, so it
// ends with ctx.
func walked(ctx context.Context, dir, wanted string) ([]string, error) {
	var names []string
	built := builddir.Seen{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		name, _ := filepath.Rel(dir, path)
		switch {
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case err != nil:
			return nil //nolint:nilerr // what cannot be read is skipped, as git does
		case !d.IsDir():
			if wanted == "" || d.Name() == wanted {
				names = append(names, name)
			}
			return nil
		case path != dir && (d.Name() == ".git" || IsTop(path) || built.Holds(dir, path)):
			return fs.SkipDir
		}
		return nil
	})
	return names, err
}
