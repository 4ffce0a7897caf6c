package skeleton

import (
	"context"
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/regular"
	"github.com/cargo-nw/cargo-nw/internal/skeleton"
)

// settings reads cargo's configuration and the toolchain files of each directory
// on the way from a package to the top.
func (b *observer) settings(context.Context) error {
	for _, dir := range b.directories() {
		if path := toolchain.FileIn(dir); path != "" {
			if err := b.copied(path); err != nil {
				return err
			}
		}
		for _, name := range []string{"config", "config.toml"} {
			if path := filepath.Join(dir, ".cargo", name); paths.IsFile(path) {
				if err := b.copied(path); err != nil {
					return err
				}
				break
			}
		}
	}
	return nil
}

func (b *observer) copied(path string) error {
	text, err := regular.Read(path)
	if err != nil {
		return err
	}
	b.facts.Files = append(b.facts.Files, skeleton.File{Path: filepath.ToSlash(paths.Relative(b.facts.Top, path)), Text: text})
	return nil
}

// directories are those from the top to each package and root, symlinks
// resolved, sorted.
func (b *observer) directories() []string {
	seen := map[string]bool{}
	add := func(path string) {
		for up := range paths.Up(paths.Resolve(filepath.Dir(path))) {
			if seen[up] || !paths.Inside(b.facts.Top, up) {
				return
			}
			seen[up] = true
		}
	}
	for path := range b.facts.Packages {
		add(path)
	}
	for _, ws := range b.facts.Workspaces {
		add(ws.Manifest)
	}
	var list []string
	for dir := range seen {
		list = append(list, dir)
	}
	slices.Sort(list)
	return list
}

// content reads the packages that stay as they are.
func (b *observer) content(context.Context) error { return nil }
