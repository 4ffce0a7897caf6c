package skeleton

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/metadata"
	"github.com/cargo-nw/cargo-nw/internal/skeleton"
)

// want is a package that a workspace needs, and the manifest that says so.
type want struct{ manifest, by string }

// packages asks cargo what each workspace declares, once each, and then the
// workspaces of packages elsewhere that they depend on.
func (b *observer) packages(ctx context.Context) error {
	var open []want
	for _, ws := range b.facts.Workspaces {
		if len(ws.Members) > 0 {
			open = append(open, want{ws.Manifest, ws.Manifest})
		}
	}
	for len(open) > 0 {
		if err := b.ask(ctx, open); err != nil {
			return err
		}
		err := b.listed()
		if err != nil {
			return err
		}
		for b.stirred = true; b.stirred; { // a stray package may need others
			b.stirred = false
			if open, err = b.missing(); err != nil {
				return err
			}
		}
	}
	return nil
}

// listed checks that cargo lists the members that the tree has.
func (b *observer) listed() error {
	for _, ws := range b.facts.Workspaces {
		for _, path := range ws.Members {
			if _, known := b.facts.Packages[path]; !known {
				return fmt.Errorf("%s: cargo does not list this package", b.call.Style.Path(path))
			}
		}
	}
	return nil
}

// ask asks cargo in the directories of manifests, several at once.
func (b *observer) ask(ctx context.Context, list []want) error {
	answers := make([]metadata.Metadata, len(list))
	errs := make([]error, len(list))
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var group sync.WaitGroup
	for i, w := range list {
		group.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			cargo := b.cargo
			cargo.Dir = filepath.Dir(w.manifest)
			data, err := cargo.Declared(ctx)
			if err == nil {
				answers[i], err = metadata.Parse(data)
			}
			errs[i] = err
		})
	}
	group.Wait()
	for i, err := range errs {
		if err != nil {
			return fmt.Errorf("%s: %w", b.call.Style.Path(list[i].manifest), err)
		}
		for _, p := range answers[i].Packages {
			if _, known := b.facts.Packages[p.Manifest]; !known {
				b.facts.Packages[p.Manifest] = skeleton.Package{Package: p}
			}
		}
		b.asked[list[i].manifest] = true
	}
	return nil
}

// member says whether the workspace with this root lists the package.
func (b *observer) member(root, path string) bool {
	ws, err := b.reader.Workspace(root)
	return err == nil && slices.ContainsFunc(ws.Members, func(m *manifest.Manifest) bool { return m.Path == path })
}

// stray adds a package that is below a root of which it is no member. Cargo
// reads it as a dependency, but answers no question about it, so it stays as it
// is.
func (b *observer) stray(path string) error {
	local, err := b.reader.Local(path)
	if err != nil {
		return err
	}
	p := skeleton.Package{Package: metadata.Package{Name: local.Name, Version: local.Version, Manifest: path, Features: local.Features}, Stray: true}
	for _, need := range local.Needs {
		if need.Local != "" {
			p.Dependencies = append(p.Dependencies, metadata.Dependency{Name: need.Name, Path: filepath.Dir(need.Local)})
		}
	}
	b.facts.Packages[path] = p
	b.stirred = true
	return nil
}

// missing are packages that are needed and not known yet, one of each workspace.
func (b *observer) missing() ([]want, error) {
	var list []want
	seen := map[string]bool{}
	roots := map[string]bool{}
	add := func(path, by string) error {
		if _, known := b.facts.Packages[path]; known || seen[path] {
			return nil
		}
		seen[path] = true
		if err := b.follow(filepath.Dir(path), path, by); err != nil {
			return err
		}
		root, err := b.reader.Root(path)
		if err != nil {
			return err
		}
		if !b.member(root, path) {
			return b.stray(path)
		}
		if b.asked[path] {
			return fmt.Errorf("%s: cargo does not list this package", b.call.Style.Path(path))
		}
		if !roots[root] {
			roots[root] = true
			list = append(list, want{path, by})
		}
		return nil
	}
	for _, ws := range b.facts.Workspaces {
		for _, path := range slices.Concat(ws.Patches, ws.Replaces) {
			if err := add(path, ws.Manifest); err != nil {
				return nil, err
			}
		}
	}
	for _, path := range b.facts.Needed() {
		if err := b.follow(filepath.Dir(path), path, path); err != nil {
			return nil, err
		}
		for _, d := range b.facts.Packages[path].Dependencies {
			if d.Path != "" {
				if err := add(skeleton.Manifest(d), path); err != nil {
					return nil, err
				}
			}
		}
	}
	return list, nil
}
