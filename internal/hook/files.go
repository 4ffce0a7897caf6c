package hook

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cargo-nw/cargo-nw/internal/manifest"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// files are what the nested workspaces are made of: their own files and those
// of what is nested in them, packages elsewhere that they depend on by path,
// without target directories; the configuration and toolchain files above
// them; the manifest that names them. ok is false where that cannot be told, or
// not be said to cargo.
//
// Cargo follows a directory to its last file, through symlinks
// (cargo-util/src/paths.rs, mtime_recursive), and sees new ones in it. A
// directory with a target directory below it must therefore be named child by
// child, and what is new right beside one, or beside a link to one, goes unseen
// until something else changes, as does a new configuration file further up.
func (w watch) files(ctx context.Context, r *manifest.Reader) (files []string, ok bool) {
	found := map[string]bool{w.hook.Manifest: true}
	seen := map[string]bool{}
	for _, step := range w.plan.Steps {
		tree, err := nested.Discover(ctx, r, step.Spec.Dir)
		if err != nil {
			return nil, false
		}
		for _, ws := range tree.Workspaces {
			dirs, err := sources(r, ws)
			if err != nil {
				return nil, false
			}
			for _, dir := range dirs {
				_, children := name(dir, seen)
				for _, c := range children {
					found[c] = true
				}
			}
			for _, path := range settings(ws.Dir) {
				found[path] = true
			}
		}
	}
	for path := range found {
		if !utf8.ValidString(path) || strings.ContainsAny(path, "\r\n") {
			return nil, false
		}
		files = append(files, path)
	}
	slices.Sort(files)
	return files, true
}

// sources are the directories of a workspace: its root, and packages that lie
// elsewhere, members or not.
func sources(r *manifest.Reader, ws nested.Workspace) ([]string, error) {
	read, err := r.Workspace(ws.Manifest)
	if err != nil {
		return nil, err
	}
	dirs := []string{ws.Dir}
	for _, m := range ws.Members {
		dirs = append(dirs, filepath.Dir(m.Manifest))
	}
	for _, path := range r.Outside(read) {
		dirs = append(dirs, filepath.Dir(path))
	}
	return dirs, nil
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
		case e.Name() == ".git" || targetDirectory(path):
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

// targetDirectory recognises what cargo writes into one: the tag only where
// cargo made the directory, the other in any case
// (src/cargo/core/compiler/layout.rs, src/cargo/util/rustc.rs).
func targetDirectory(dir string) bool {
	for _, name := range []string{"CACHEDIR.TAG", ".rustc_info.json"} {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			return true
		}
	}
	return false
}

// settings are the configuration and toolchain files above dir, symlinks
// resolved as in cargo's own working directory.
func settings(dir string) []string {
	var files []string
	if resolved, err := filepath.EvalSymlinks(dir); err == nil {
		dir = resolved
	}
	names := append([]string{".cargo/config", ".cargo/config.toml"}, lockguard.ToolchainFiles...)
	for ; ; dir = filepath.Dir(dir) {
		for _, name := range names {
			if path := filepath.Join(dir, name); !modified(path).IsZero() {
				files = append(files, path)
			}
		}
		if dir == filepath.Dir(dir) {
			return files
		}
	}
}
