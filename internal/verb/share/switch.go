package share

import (
	"context"
	"errors"
	"fmt"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/change"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/edit"
	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/nested"
)

func (o *options) switchOn(ctx context.Context, c command.Call, s scene) (int, error) {
	set, err := o.set(s, true)
	if err != nil {
		return command.Status(err), err
	}
	return o.modes.Apply(ctx, c, name, set)
}

// switchOff removes the key, then the store. What workspaces have of it are
// ordinary files.
func (o *options) switchOff(ctx context.Context, c command.Call, s scene) (int, error) {
	set, err := o.set(s, false)
	if err != nil {
		return command.Status(err), err
	}
	remove := func() {
		if !s.store.Exists() {
			return
		}
		bytes := bytes(size(s.store.Dir))
		if err := s.store.Remove(); err != nil {
			c.Fail(fmt.Errorf("removing the store: %w", err))
			return
		}
		c.Style.Note(c.Stderr, "removed "+c.Style.Path(s.store.Dir)+" ("+bytes+", including what workspaces still have)")
	}
	set.Then = remove
	if o.modes.Yes && !s.first.Share {
		remove() // the key is gone already
	}
	return o.modes.Apply(ctx, c, name, set)
}

// set is the change to the manifests of the first workspace: the key is added to
// its first table, or removed from all of them.
func (o *options) set(s scene, on bool) (change.Set, error) {
	set := change.Set{Dir: s.first.Dir}
	if !on {
		set.Options = append(set.Options, "--off")
	}
	if o.start.ManifestPath != "" {
		set.Options = append(set.Options, "--manifest-path", o.start.ManifestPath)
	}
	tables, err := nested.Tables(s.reader, s.first)
	if err != nil {
		return set, err
	}
	if len(tables) == 0 {
		return set, hint.New("no table lists nested workspaces, so there is nothing to share", "cargo nw setup --yes")
	}
	if on && s.first.Share {
		return set, nil
	}
	for _, table := range tables {
		if on == table.Nested.Share {
			continue
		}
		file, err := edited(table, on)
		if err != nil {
			return set, err
		}
		set.Files = append(set.Files, file)
		if on {
			break
		}
	}
	return set, nil
}

// edited is one manifest with the key, or without it.
func edited(table nested.Table, on bool) (change.File, error) {
	file, err := change.Read(table.Manifest)
	if err != nil {
		return file, err
	}
	owner := edit.Package
	if table.OfWorkspace {
		owner = edit.Workspace
	}
	file.New, err = edit.Share(file.Old, owner, on)
	if refused, ok := errors.AsType[*edit.RefusedError](err); ok {
		return file, &manifest.Error{
			Path: table.Manifest, Line: refused.Line, Message: "share does not edit it: " + refused.Why,
			Hint: "write this there yourself: " + refused.Add,
		}
	}
	at := "[" + string(owner) + ".metadata.nested_workspace]"
	if file.What = "remove `share` from " + at; on {
		file.What, file.Items = "switch sharing on in "+at, []string{"share = true"}
	}
	return file, err
}
