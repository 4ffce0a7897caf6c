package graph

import (
	"io/fs"
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Ingredients are what a workspace is built from, as far as cargo's files say,
// by paths as they are written.
type Ingredients struct {
	// Packages are directories: its root, those of its members, and those of the
	// packages elsewhere that it depends on by path, directly or indirectly,
	// [patch] and cargo's configuration included.
	Packages []string
	// Files matter wherever they are, whether they exist or not: configuration and
	// toolchain files, and the manifests that packages elsewhere inherit from.
	Files []string
}

// ReadIngredients returns those of ws when cargo runs in dir. With an error,
// which is about its manifests, they are those that are known without them.
func ReadIngredients(r *manifest.Reader, configs *config.Reader, ws nested.Workspace, dir string) (Ingredients, error) {
	dir = paths.Resolve(dir) // as cargo sees its working directory
	sources := configs.Sources(dir)
	in := Ingredients{Packages: []string{ws.Dir}, Files: slices.Concat(config.Places(dir), toolchain.Places(dir), sources.Included)}
	for _, m := range ws.Members {
		in.Packages = append(in.Packages, filepath.Dir(m.Manifest))
	}
	var also []string
	for _, replacement := range sources.Packages {
		path := filepath.Join(replacement.Dir, manifest.FileName)
		if replacement.Name == "" && !paths.Exists(path) {
			also = append(also, manifestsBelow(replacement.Dir)...)
			continue
		}
		also = append(also, path)
	}
	read, err := r.Workspace(ws.Manifest)
	if err != nil {
		return in, err
	}
	for _, path := range r.Outside(read, also...) {
		in.Packages = append(in.Packages, filepath.Dir(path))
		if root, err := r.Root(path); err == nil {
			in.Files = append(in.Files, root)
		}
	}
	return in, nil
}

// manifestsBelow are those of a directory of packages that is listed in paths,
// where cargo looks for them (src/cargo/sources/path.rs, read_packages).
func manifestsBelow(dir string) []string {
	var found []string
	_ = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil //nolint:nilerr // what cannot be read has no packages
		case e.IsDir() && path != dir && (e.Name()[0] == '.' || e.Name() == "target"):
			return filepath.SkipDir
		case e.Name() == manifest.FileName:
			found = append(found, path)
		}
		return nil
	})
	return found
}

// Resolved resolves symlinks in the paths and in the directories above them.
func (in Ingredients) Resolved() Ingredients {
	var resolved Ingredients
	for _, dir := range in.Packages {
		resolved.Packages = append(resolved.Packages, paths.Resolve(dir))
	}
	for _, path := range in.Files {
		dir, name := filepath.Split(path) // ".." after a symlink leads elsewhere
		resolved.Files = append(resolved.Files, filepath.Join(paths.Resolve(dir), name))
	}
	return resolved
}
