package nested

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/glob"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// hit is a directory that a root names.
type hit struct {
	dir     string // absolute, lexically clean
	pattern bool   // found by a pattern, so that what is no workspace is passed over
}

// expand turns one root into directories, as cargo does with an entry of
// workspace.members (src/cargo/core/workspace.rs, expand_member_path): what the
// pattern matches, and only if that is nothing, the path as it is written. So a
// directory called `*` does not hide what the pattern `*` matches besides. A path
// must exist, a pattern must match a directory; files that a pattern hits are
// passed over.
func expand(base string, root manifest.Root) ([]hit, error) {
	if !strings.ContainsAny(root.Path, "*?[") {
		return literal(base, root.Path)
	}
	pattern := root.Path
	if paths.Rooted(pattern) {
		pattern = paths.Join(base, pattern)
	}
	matches, err := glob.Paths(base, pattern)
	if err != nil {
		return nil, patternError(base, err)
	}
	if len(matches) == 0 {
		if hits, err := literal(base, root.Path); err == nil {
			return hits, nil
		}
	}
	var hits []hit
	for _, m := range matches {
		if info, err := os.Stat(m); err == nil && info.IsDir() {
			hits = append(hits, hit{dir: filepath.Clean(m), pattern: true})
		}
	}
	if len(hits) == 0 {
		return nil, &rootError{"matches no directory", "correct the pattern, or take it out of roots"}
	}
	return hits, nil
}

// literal is the directory at a path in which no character is special.
func literal(base, root string) ([]hit, error) {
	path := paths.Absolute(base, filepath.FromSlash(root))
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return []hit{{dir: path}}, nil
	case err == nil:
		return nil, &rootError{"is a file, not a directory", fileHint(root)}
	case paths.Missing(err):
		return nil, &rootError{"does not exist", "create it, or take it out of roots"}
	}
	return nil, &rootError{"cannot be read: " + plain(err), "correct it, or take it out of roots"}
}

// patternError is why a pattern matches nothing: it is none, or a directory on
// the way cannot be read.
func patternError(base string, err error) *rootError {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return &rootError{
			"matches a directory that cannot be read: " + show(paths.Relative(base, path.Path)) + ": " + plain(err),
			"make it readable, or name the directories of the workspaces one by one",
		}
	}
	return &rootError{"is not a pattern: " + err.Error(), "patterns have ?, *, ** and [a-z], as in workspace.members"}
}

// rootError says what is wrong with one root; whoever knows the manifest adds
// where it is.
type rootError struct{ message, hint string }

func (e *rootError) Error() string { return e.message }

func fileHint(path string) string {
	if filepath.Base(path) == manifest.FileName {
		return "name the directory of the workspace, not its manifest"
	}
	return "name the directory of a workspace, or take it out of roots"
}

// plain takes the operation and the path off an error of package os: the
// message has the path already.
func plain(err error) string {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err.Error()
	}
	return err.Error()
}
