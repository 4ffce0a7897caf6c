package hook

import (
	"context"
	"os"
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/builddir"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/graph"
	"github.com/cargo-nw/cargo-nw/nested"
)

// files are what the nested workspaces are made of, and what is nested in them,
// without target directories, and the manifest that names them. ok is false
// where that cannot be told, or not be said to cargo.
//
// Cargo follows a directory to its last file, through symlinks
// (cargo-util/src/paths.rs, mtime_recursive), and sees new ones in it. A
// directory with a target directory below it must therefore be named child by
// child, and what is new right beside one, or beside a link to one, goes unseen
// until something else changes, as does a new configuration file further up.
func (w watch) files(ctx context.Context, r *manifest.Reader) (files []string, ok bool) {
	found := map[string]bool{w.hook.manifest: true}
	seen, configs := map[string]bool{}, config.NewReader()
	for _, step := range w.plan.Steps {
		tree, err := nested.Discover(ctx, r, step.Spec.Dir)
		if err != nil {
			return nil, false
		}
		for _, ws := range tree.Workspaces {
			in, err := graph.ReadIngredients(r, configs, ws, ws.Dir)
			if err != nil {
				return nil, false
			}
			for _, dir := range in.Packages {
				_, children := name(dir, seen)
				for _, c := range children {
					found[c] = true
				}
			}
			for _, path := range in.Files {
				if !modified(path).IsZero() { // cargo takes one that is not there for one that changes every time
					found[path] = true
				}
			}
		}
	}
	for path := range found {
		if !sayable(path) {
			return nil, false
		}
		files = append(files, path)
	}
	slices.Sort(files)
	return files, true
}

// name lists what to name of a directory: its children, each as a whole where
// no target directory is below it. clean says that dir itself may be named.
// What has been seen, symlinks resolved, is named already, or is being named
// where a symlink leads back up.
func name(dir string, seen map[string]bool) (clean bool, children []string) {
	resolved, err := filepath.EvalSymlinks(dir)
	if err != nil || seen[resolved] {
		return false, nil
	}
	seen[resolved] = true
	entries, err := os.ReadDir(dir)
	if err != nil {
		return true, nil
	}
	clean = true
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		info, err := os.Stat(path)
		switch {
		case err != nil:
			clean = false // cargo takes a dangling link for one that changes every time
		case !info.IsDir():
			children = append(children, path)
		case e.Name() == ".git" || builddir.Is(path):
			clean = false
		default:
			whole, below := name(path, seen)
			if whole {
				below = []string{path}
			}
			clean = clean && whole
			children = append(children, below...)
		}
	}
	return clean, children
}
