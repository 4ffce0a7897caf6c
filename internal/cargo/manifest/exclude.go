package manifest

import (
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// prefixes are the entries of members or exclude as literal paths, in the form
// in which Rust compares paths.
func prefixes(dir string, entries []string) []string {
	if entries == nil {
		return nil
	}
	out := make([]string, len(entries))
	for i, entry := range entries {
		out[i] = components(paths.Join(dir, entry))
	}
	return out
}

// excludes reports whether the root keeps path out of its workspace. An entry
// of exclude is a literal prefix, and so is an entry of members, which cancels
// it: a pattern cancels only a directory of that very name
// (src/cargo/core/workspace.rs, WorkspaceRootConfig::is_excluded).
func (w *WorkspaceTable) excludes(path string) bool {
	return anyAbove(path, w.exclude) && !anyAbove(path, w.members)
}

func anyAbove(path string, prefixes []string) bool {
	for _, prefix := range prefixes {
		if below(path, prefix) {
			return true
		}
	}
	return false
}
