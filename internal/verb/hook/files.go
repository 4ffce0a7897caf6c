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

// files are what the nested workspaces, and those nested in them, consist of,
// without target directories, and the manifest that lists them. ok is false if
// that cannot be determined, or not passed to cargo.
//
// Cargo follows a directory to its last file, through symlinks
// (cargo-util/src/paths.rs, mtime_recursive), and sees new ones in it. A
// directory with a target directory below it must therefore be listed child by
// child, and what is new directly next to one, or next to a link to one, goes
// unnoticed until something else changes, as does a new configuration file
// further up.
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
				if !modified(path).IsZero() { // for cargo, a missing file has always changed
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

// name lists what to watch in a directory: its children, each as a whole if no
// target directory is below it. clean says that dir itself may be listed. What
// has been seen, symlinks resolved, is listed already, or is being listed if a
// symlink leads back up.
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
			clean = false // for cargo, a dangling link has always changed
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
