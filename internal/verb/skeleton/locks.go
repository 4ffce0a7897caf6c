package skeleton

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/internal/regular"
	"github.com/cargo-nw/cargo-nw/internal/skeleton"
)

// resolved is the skeleton with lock files that cargo accepts with --locked where
// workspaces have fewer members: only its resolver knows which optional
// dependencies the members that are left switch on. It works on a copy. No
// version may change.
func (b *observer) resolved(ctx context.Context, tree skeleton.Tree) (skeleton.Tree, error) {
	var cut []skeleton.Workspace
	for _, ws := range b.facts.Workspaces {
		if ws.Only != nil {
			cut = append(cut, ws)
		}
	}
	if cut == nil {
		return tree, nil
	}
	dir, err := os.MkdirTemp("", "cargo-nw-skeleton-")
	if err != nil {
		return tree, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return tree, err
	}
	if err = write(ctx, dir, tree); err != nil {
		return tree, err
	}
	tree.Files = slices.Clone(tree.Files)
	for _, ws := range cut {
		place := b.facts.Place(lockfile.In(ws.Manifest))
		cargo := b.cargo
		cargo.Dir = filepath.Join(dir, filepath.Dir(filepath.FromSlash(place)))
		if cargo.UpdateMembers(ctx, true) != nil {
			if err = cargo.UpdateMembers(ctx, false); err != nil {
				return tree, fmt.Errorf("%s, cut to the members that are wanted: %w", place, err)
			}
		}
		path := filepath.Join(cargo.Dir, lockfile.Name)
		now, err := lockfile.ReadFile(path)
		if err != nil {
			return tree, err
		}
		if moved := newer(ws.Lock, now); moved != "" {
			return tree, hint.New(fmt.Sprintf("%s, cut to the members that are wanted, would get %s, which is not in it", place, moved),
				"bring it up to date: cargo update --workspace --manifest-path "+b.call.Style.Argument(ws.Manifest)+"; or leave out --members")
		}
		text, err := regular.Read(path)
		if err != nil {
			return tree, err
		}
		i := slices.IndexFunc(tree.Files, func(f skeleton.File) bool { return f.Path == place })
		tree.Files[i].Text = text
	}
	return tree, nil
}

// newer is a package that one lock file has and another one has not, "" if there
// is none. Packages on disk do not count.
func newer(before, now lockfile.File) string {
	had := map[[3]string]bool{}
	for _, e := range before.Entries {
		had[[3]string{e.Name, e.Version, e.Source}] = true
	}
	for _, e := range now.Entries {
		if e.Source != "" && !had[[3]string{e.Name, e.Version, e.Source}] {
			return e.Name + " " + e.Version
		}
	}
	return ""
}
