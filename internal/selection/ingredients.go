package selection

import (
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/manifest"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// readIngredients collects what a workspace in the repository at top is built
// from. One that cannot be read is its own directory.
func readIngredients(r *manifest.Reader, top string, tree nested.Tree, ws nested.Workspace) ingredients {
	in := ingredients{packages: []string{filepath.Dir(ws.Manifest)}}
	for dir := resolve(tree.RunDir(ws)); ; dir = filepath.Dir(dir) {
		for _, name := range []string{".cargo/config.toml", ".cargo/config"} {
			in.files = append(in.files, filepath.Join(dir, filepath.FromSlash(name)))
		}
		for _, name := range lockguard.ToolchainFiles {
			in.files = append(in.files, filepath.Join(dir, name))
		}
		if !contains(top, dir) || dir == top {
			break
		}
	}
	for _, m := range ws.Members {
		in.packages = append(in.packages, resolve(filepath.Dir(m.Manifest)))
	}
	read, err := r.Workspace(ws.Manifest)
	if err != nil {
		return in
	}
	for _, path := range r.Outside(read) {
		in.packages = append(in.packages, resolve(filepath.Dir(path)))
		if root, err := r.Root(path); err == nil { // which the package may inherit from
			in.files = append(in.files, filepath.Join(resolve(filepath.Dir(root)), filepath.Base(root)))
		}
	}
	return in
}

// resolve follows the symlinks of a directory, where it can.
func resolve(dir string) string {
	if resolved, err := filepath.EvalSymlinks(dir); err == nil {
		return resolved
	}
	return dir
}
