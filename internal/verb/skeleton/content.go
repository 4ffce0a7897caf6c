package skeleton

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/git"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/regular"
	"github.com/cargo-nw/cargo-nw/internal/skeleton"
)

// content reads the packages that stay as they are, and what they inherit from.
func (b *observer) content(ctx context.Context) error {
	for _, path := range b.facts.Keeps() {
		p := b.facts.Packages[path]
		files, err := git.Files(ctx, b.call.Env, p.Dir())
		if err != nil {
			return err
		}
		inner := map[string]bool{p.Dir(): false} // directories: another package is in it
		for _, file := range files {
			if file == path || filepath.Base(file) == lockfile.Name || elsewhere(inner, filepath.Dir(file)) {
				continue
			}
			if err = b.copyFile(ctx, file); err != nil {
				return err
			}
		}
		for _, t := range p.Targets {
			if !paths.Inside(p.Dir(), t.Source) {
				if err = b.copyFile(ctx, t.Source); err != nil {
					return err
				}
			}
		}
		if err = b.inherited(path); err != nil {
			return err
		}
	}
	return nil
}

// elsewhere says whether a directory below that of a package is of another one.
func elsewhere(known map[string]bool, dir string) bool {
	other, ok := known[dir]
	if !ok {
		other = paths.Exists(filepath.Join(dir, manifest.FileName)) || elsewhere(known, filepath.Dir(dir))
		known[dir] = other
	}
	return other
}

// inherited adds the root that a package inherits from, if it is of no workspace
// of the skeleton.
func (b *observer) inherited(path string) error {
	root, err := b.reader.Root(path)
	if err != nil {
		return err
	}
	known := slices.IndexFunc(b.facts.Workspaces, func(ws skeleton.Workspace) bool { return paths.Same(ws.Manifest, root) })
	if known >= 0 {
		root = b.facts.Workspaces[known].Manifest
	}
	p := b.facts.Packages[path]
	p.Root = root
	b.facts.Packages[path] = p
	if known < 0 && root != path {
		b.facts.Workspaces = append(b.facts.Workspaces, skeleton.Workspace{Manifest: root, Settings: b.reader.Settings(root)})
	}
	return b.follow(filepath.Dir(root), root, path)
}

// additions copies what the user asks for.
func (b *observer) additions(ctx context.Context) error {
	for _, path := range b.options.add {
		place := paths.Absolute(b.call.Dir, path)
		switch {
		case !paths.Exists(place):
			return command.Usage("--add "+args.Quote(path)+" does not exist", "name a file or a directory, relative to the current directory")
		case !paths.Inside(b.facts.Top, paths.Resolve(place)) || !paths.Inside(b.facts.Top, place):
			return command.Usage("--add "+args.Quote(path)+" is not in "+where(b.call, b.facts.Top), "only what is among the sources can be added")
		}
		if err := b.added(ctx, place); err != nil {
			return err
		}
	}
	return nil
}

// keeps says whether the user wants a package to stay as it is.
func (b *observer) keeps(p skeleton.Package) bool {
	kept := false
	for i, pattern := range b.options.keep {
		if pattern.Matches(b.call.Dir, p.Dir()) {
			b.matched[i], kept = true, true
		}
	}
	return kept
}

// added copies a file, or a directory with all in it.
func (b *observer) added(ctx context.Context, path string) error {
	if !paths.IsDir(path) {
		return b.copyFile(ctx, path)
	}
	files, err := git.Files(ctx, b.call.Env, path)
	for _, file := range files {
		if err == nil {
			err = b.copyFile(ctx, file)
		}
	}
	return err
}

// vendored copies a directory of packages. Cargo checks the files in it against
// their checksums, so these stand for them in the digest.
func (b *observer) vendored(ctx context.Context, dir string) error {
	if err := b.follow(dir, dir, dir); err != nil {
		return err
	}
	sums := map[string]string{}
	return filepath.WalkDir(paths.Resolve(dir), func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || ctx.Err() != nil:
			return errors.Join(err, context.Cause(ctx))
		case d.IsDir():
			checked(sums, path)
			return nil
		}
		file, ok := b.file(path)
		if !ok {
			return nil
		}
		file.Sum = sums[path]
		b.facts.Files = append(b.facts.Files, file)
		return nil
	})
}

// checked adds the checksums of a vendored package's files.
func checked(sums map[string]string, dir string) {
	text, err := regular.Read(filepath.Join(dir, ".cargo-checksum.json"))
	if err != nil {
		return
	}
	var doc struct{ Files map[string]string }
	if json.Unmarshal(text, &doc) == nil {
		for name, sum := range doc.Files {
			sums[filepath.Join(dir, filepath.FromSlash(name))] = strings.ToLower(sum)
		}
	}
}

// copyFile adds a file as it is, with the symlinks on the way. A symlink to a
// file becomes that file.
func (b *observer) copyFile(ctx context.Context, path string) error {
	if err := b.follow(filepath.Dir(path), path, path); err != nil {
		return err
	}
	if paths.IsDir(path) { // a symlink to a directory
		return b.linked(ctx, path)
	}
	if file, ok := b.file(path); ok {
		b.facts.Files = append(b.facts.Files, file)
	}
	return nil
}

// linked adds a symlink to a directory, and what is in it if it is in the tree.
func (b *observer) linked(ctx context.Context, path string) error {
	place := paths.Resolve(path)
	if b.facts.Links[path] != "" || !paths.Inside(b.facts.Top, place) {
		return nil
	}
	if err := b.follow(path, path, path); err != nil {
		return err
	}
	return b.added(ctx, place)
}

// file is a copy of a regular file, with its symlinks followed.
func (b *observer) file(path string) (skeleton.File, bool) {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return skeleton.File{}, false
	}
	return skeleton.File{Path: b.facts.Place(path), From: path, Program: info.Mode()&0o111 != 0}, true
}
