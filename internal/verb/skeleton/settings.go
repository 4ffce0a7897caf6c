package skeleton

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/regular"
	"github.com/cargo-nw/cargo-nw/internal/skeleton"
)

// settings reads cargo's configuration and the toolchain files of each directory
// on the way from a package to the top, and the files that these name.
func (b *observer) settings(ctx context.Context) error {
	files, named := map[string]bool{}, map[string]config.Named{}
	for _, dir := range b.directories() {
		if path := toolchain.FileIn(dir); path != "" {
			if err := b.text(path, skeleton.Toolchain); err != nil {
				return err
			}
		}
		sources := b.configs.Sources(dir)
		for _, path := range sources.Files {
			files[path] = true
		}
		for _, n := range sources.Named {
			named[n.From+" "+n.Key+" "+n.Path] = n
		}
	}
	for _, path := range sortedKeys(files) {
		if paths.Inside(b.facts.Top, path) {
			if err := b.text(path, skeleton.Config); err != nil {
				return err
			}
		}
	}
	for _, key := range sortedKeys(named) {
		if n := named[key]; paths.Inside(b.facts.Top, n.From) {
			if err := b.named(ctx, n); err != nil {
				return err
			}
		}
	}
	return nil
}

// named copies what a configuration file names. What is outside is for the
// machine to have.
func (b *observer) named(ctx context.Context, n config.Named) error {
	switch place := paths.Resolve(n.Path); {
	case !paths.Inside(b.facts.Top, place):
	case n.Tree && paths.IsDir(place):
		return b.vendored(ctx, n.Path)
	case paths.IsFile(place):
		return b.copyFile(ctx, n.Path)
	case !n.Maybe:
		b.facts.Warnings = append(b.facts.Warnings, fmt.Sprintf("%s: %s names %s, which is not there", b.call.Style.Path(n.From), n.Key, b.call.Style.Path(n.Path)))
	}
	return nil
}

// text adds a file in its normal form.
func (b *observer) text(path string, normal func([]byte) []byte) error {
	text, err := regular.Read(path)
	if err != nil {
		return err
	}
	_ = b.follow(filepath.Dir(path), path, path) // a directory elsewhere becomes one of the skeleton
	b.facts.Files = append(b.facts.Files, skeleton.File{Path: b.facts.Place(path), Text: normal(text)})
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
	return sortedKeys(seen)
}

func sortedKeys[T any](m map[string]T) []string {
	list := make([]string, 0, len(m))
	for key := range m {
		list = append(list, key)
	}
	slices.Sort(list)
	return list
}
