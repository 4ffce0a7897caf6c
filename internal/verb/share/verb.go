// Package share is `cargo nw share`: what sharing compiled dependencies saves in
// a tree of workspaces, switched on and off, and the upkeep of its store.
//
// It only asks and shows. What may be shared, and how it gets from one workspace
// to another, is decided in internal/share.
package share

import (
	"context"
	"os"
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/change"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/output"
	"github.com/cargo-nw/cargo-nw/internal/selection"
	sharing "github.com/cargo-nw/cargo-nw/internal/share"
	"github.com/cargo-nw/cargo-nw/internal/store"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

const name = "share"

// format is how the report is written.
type format string

// The formats.
const (
	text   format = "text"
	asJSON format = "json"
)

// options are those of one call.
type options struct {
	modes               change.Modes
	off, fill, gc, deep bool
	format              format
	start               selection.Start
}

// New is the verb.
func New() command.Verb {
	var o options
	return command.Verb{
		Name: name, About: "compile the dependencies of all nested workspaces once", Usage: "cargo nw share [options]",
		Options: append(
			o.modes.Options(),
			command.Flag(&o.off, "--off", "switch sharing off, and remove the store"),
			command.Flag(&o.fill, "--fill", "give all workspaces now what others have compiled"),
			command.Flag(&o.gc, "--gc", "list stored units that no workspace uses; with --yes, remove them"),
			command.Flag(&o.deep, "--deep", "with --check: read all stored files"),
			command.Choice(&o.format, "--format", "FORMAT", "how to write the report", text, asJSON).Like("json"),
			o.start.Option(),
		),
		Run: o.run,
	}
}

// scene is what a call is about.
type scene struct {
	reader *manifest.Reader
	tree   nested.Tree
	first  nested.Workspace
	specs  []nested.Spec // `cargo build` in each workspace
	store  store.Store
}

func (o *options) run(ctx context.Context, c command.Call) (int, error) {
	if err := o.conflict(); err != nil {
		return command.UsageError, err
	}
	s, err := o.observe(ctx, c)
	if err != nil {
		return command.Status(err), err
	}
	if !sharing.Supported {
		c.Warn(sharing.Unsupported, "")
	}
	switch {
	case o.fill:
		return fill(ctx, c, s)
	case o.gc:
		return o.collect(ctx, c, s)
	case o.modes.Check:
		return o.check(ctx, c, s)
	case o.off:
		return o.switchOff(ctx, c, s)
	case o.modes.Yes, o.modes.Diff:
		return o.switchOn(ctx, c, s)
	}
	return o.report(ctx, c, s)
}

// conflict refuses options that mean nothing together.
func (o *options) conflict() error {
	for _, pair := range []struct {
		on   bool
		name string
	}{{o.fill, "--fill"}, {o.gc, "--gc"}, {o.off, "--off"}} {
		if !pair.on {
			continue
		}
		switch {
		case o.fill && o.gc, o.fill && o.off, o.gc && o.off:
			return command.Usage("--fill, --gc and --off cannot be combined", "cargo nw share --help")
		case o.format != "":
			return command.Usage(pair.name+" has no report to write as "+string(o.format), "cargo nw share --format "+string(o.format))
		case o.fill && (o.modes.Yes || o.modes.Check || o.modes.Diff), o.gc && o.modes.Diff:
			return command.Usage(pair.name+" changes no file of yours, so there is nothing to ask or show", "cargo nw share "+pair.name)
		}
	}
	if o.deep && !o.modes.Check {
		return command.Usage("--deep is for --check", "cargo nw share --check --deep")
	}
	return o.modes.Conflict(name)
}

// observe reads the tree and where each workspace would build.
func (o *options) observe(ctx context.Context, c command.Call) (scene, error) {
	dir, err := o.start.Directory(c)
	if err != nil {
		return scene{}, err
	}
	s := scene{reader: manifest.NewReader(config.Home(c.Env))}
	if s.tree, err = nested.Discover(ctx, s.reader, dir); err != nil {
		return scene{}, err
	}
	c.Style.Warnings(c.Stderr, s.tree.Warnings)
	s.first = s.tree.Workspaces[0]
	sit, err := lockguard.Observe(ctx, c.Env)
	if err != nil {
		return scene{}, err
	}
	build := args.Command{Subcommand: "build"}
	plan := nested.NewPlan(build, s.tree, sit, nil, nil).Decided(sit.Decision(c.Dir, build))
	for _, step := range plan.Steps {
		s.specs = append(s.specs, step.Spec)
	}
	s.store, err = sharing.StoreOf(s.first, sit.UserEnv(lockguard.Traversal))
	return s, err
}

// report shows what is and what could be, and offers to switch it on.
func (o *options) report(ctx context.Context, c command.Call, s scene) (int, error) {
	survey := sharing.New(s.store).Survey(ctx, s.specs)
	if o.format == asJSON {
		return command.OK, JSON(c.Stdout, c.Style, survey, s.first.Share)
	}
	if err := Text(c.Stdout, c.Style, survey, s.first.Share); err != nil {
		return command.CannotRun, err
	}
	if s.first.Share {
		return command.OK, nil
	}
	_, asks := output.Terminal(c.Stdin)
	if _, shows := output.Terminal(c.Stderr); asks && shows {
		return o.switchOn(ctx, c, s)
	}
	c.Style.Note(c.Stderr, "to switch it on: cargo nw share --yes")
	return command.OK, nil
}

// size is that of a directory's own files, for what is removed.
func size(dir string) (bytes int64) {
	_ = filepath.WalkDir(dir, func(_ string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return nil //nolint:nilerr // it is gone
		}
		if info, err := e.Info(); err == nil {
			bytes += info.Size()
		}
		return nil
	})
	return bytes
}
