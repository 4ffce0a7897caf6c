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
// of what is nested in them, without target directories; the configuration and
// toolchain files above them; the manifest that names them. ok is false where
// that cannot be told, or not be said to cargo.
//
// Cargo follows a directory to its last file, and sees new ones in it. A
// directory with a target directory below it must therefore be named child by
// child, and a file that is new right beside a target directory goes unseen.
func (w watch) files(ctx context.Context, r *manifest.Reader) (files []string, ok bool) {
	found := map[string]bool{w.hook.Manifest: true}
	for _, step := range w.plan.Steps {
		tree, err := nested.Discover(ctx, r, step.Spec.Dir)
		if err != nil {
			return nil, false
		}
		for _, ws := range tree.Workspaces {
			for _, dir := range sources(ws) {
				_, children := name(dir)
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
// elsewhere.
func sources(ws nested.Workspace) []string {
	dirs := []string{ws.Dir}
	for _, m := range ws.Members {
		dir := filepath.Dir(m.Manifest)
		if !slices.ContainsFunc(dirs, func(d string) bool { return strings.HasPrefix(dir+"/", d+"/") }) {
			dirs = append(dirs, dir)
		}
	}
	return dirs
}

// name lists what to name of a directory: its children, each as a whole where
// no target directory is below it. clean says that dir itself may be named.
func name(dir string) (clean bool, children []string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return true, nil
	}
	clean = true
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		switch {
		case !e.IsDir():
			children = append(children, path)
		case e.Name() == ".git" || targetDirectory(path):
			clean = false
		default:
			whole, below := name(path)
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

// settings are the configuration and toolchain files above dir.
func settings(dir string) []string {
	var files []string
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
