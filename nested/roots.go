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
	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// hit is a directory that a root leads to.
type hit struct {
	dir     string // absolute, lexically clean
	pattern bool   // found by a pattern: if it is not a workspace, it is skipped
}

// expand turns one root into directories, as cargo does with an entry of
// workspace.members (src/cargo/core/workspace.rs, expand_member_path): what the
// pattern matches or, only if it matches nothing, the path as written. So a
// directory called `*` does not hide what else the pattern `*` matches. A path
// must exist, and a pattern must match a directory; files that a pattern
// matches are skipped.
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
		return nil, &rootError{"matches no directory", "correct the pattern, or remove it from roots"}
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
		return nil, &rootError{"does not exist", "create it, or remove it from roots"}
	}
	return nil, &rootError{"cannot be read: " + plain(err), "correct it, or remove it from roots"}
}

// patternError is why a pattern matches nothing: it is not a pattern, or a
// directory on the way cannot be read.
func patternError(base string, err error) *rootError {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return &rootError{
			"matches a directory that cannot be read: " + printable.Quoted(paths.Relative(base, path.Path)) + ": " + plain(err),
			"make it readable, or list the directories of the workspaces one by one",
		}
	}
	return &rootError{"is not a valid pattern: " + err.Error(), "patterns may contain ?, *, ** and [a-z], as in workspace.members"}
}

// rootError says what is wrong with one root; a caller that knows the manifest
// adds where it is.
type rootError struct{ message, hint string }

func (e *rootError) Error() string { return e.message }

func fileHint(path string) string {
	if filepath.Base(path) == manifest.FileName {
		return "write the directory of the workspace, not its manifest"
	}
	return "write the directory of a workspace, or remove it from roots"
}

// plain strips the operation and the path from an error of package os: the
// message already has the path.
func plain(err error) string {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err.Error()
	}
	return err.Error()
}
