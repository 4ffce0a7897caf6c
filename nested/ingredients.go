package nested

import (
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/cargoconfig"
	"github.com/cargo-nw/cargo-nw/internal/manifest"
	"github.com/cargo-nw/cargo-nw/lockguard"
)

// Ingredients are what a workspace is built from, as far as cargo's files tell,
// with the symlinks of directories resolved.
type Ingredients struct {
	// Packages are directories: its root, those of its members, and those of the
	// packages elsewhere that it depends on by path, however long the way,
	// [patch] and cargo's configuration included.
	Packages []string
	// Files matter wherever they lie, whether they exist or not: configuration
	// and toolchain files, and the manifests that packages elsewhere inherit
	// from.
	Files []string
}

// ReadIngredients are those of ws when cargo runs in dir. With an error, which is
// about its manifests, they are those that are known without them.
func ReadIngredients(r *manifest.Reader, configs *cargoconfig.Reader, ws Workspace, dir string) (Ingredients, error) {
	dir = resolve(dir)
	in := Ingredients{Packages: []string{filepath.Dir(ws.Manifest)}, Files: settings(dir)}
	sources := configs.Sources(dir)
	for _, path := range sources.Included {
		in.Files = append(in.Files, resolveManifest(path))
	}
	for _, m := range ws.Members {
		in.Packages = append(in.Packages, resolve(filepath.Dir(m.Manifest)))
	}
	var also []string
	for _, replacement := range sources.Packages {
		also = append(also, filepath.Join(replacement.Dir, manifest.FileName))
	}
	read, err := r.Workspace(ws.Manifest)
	if err != nil {
		return in, err
	}
	for _, path := range r.Outside(read, also...) {
		in.Packages = append(in.Packages, resolve(filepath.Dir(path)))
		if root, err := r.Root(path); err == nil {
			in.Files = append(in.Files, resolveManifest(root))
		}
	}
	return in, nil
}

// settings are where configuration and toolchain files would hold for a cargo
// in dir.
func settings(dir string) []string {
	var files []string
	for ; ; dir = filepath.Dir(dir) {
		for _, name := range []string{"config", "config.toml"} {
			files = append(files, filepath.Join(dir, ".cargo", name))
		}
		for _, name := range lockguard.ToolchainFiles {
			files = append(files, filepath.Join(dir, name))
		}
		if dir == filepath.Dir(dir) {
			return files
		}
	}
}
