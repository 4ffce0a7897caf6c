package drift

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/align"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/cargo/relock"
	"github.com/cargo-nw/cargo-nw/internal/change"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/variant"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// alignConflict refuses options that mean nothing together.
func (o *options) alignConflict() error {
	switch {
	case !o.align && (o.modes.Yes || o.modes.Diff || o.offline):
		return command.Usage("--yes, --diff and --offline are for --align", "cargo nw drift --align --diff")
	case o.align && o.format == asJSON:
		return command.Usage("--format json cannot be combined with --align", "cargo nw drift versions --format json")
	case o.align:
		return o.modes.Conflict(name)
	}
	return nil
}

// alignLocks brings lock files to the same versions: in copies, which are
// written where the user's are only when all of them are ready.
func (o *options) alignLocks(ctx context.Context, c command.Call, tree nested.Tree, locks []variant.Lock, status int) (int, error) {
	wanted, err := named(c.Argv, locks)
	if err != nil {
		return 0, err
	}
	dir, err := os.MkdirTemp("", "cargo-nw-align-")
	if err != nil {
		return 0, err
	}
	defer func() { _ = os.RemoveAll(dir) }() // it is of no use to anybody
	scene, err := o.copies(ctx, c, dir, tree, locks, wanted)
	if err != nil {
		return command.Status(err), err
	}
	left, err := align.Align(ctx, scene.sites, wanted)
	if err != nil {
		return command.Status(err), err
	}
	set := change.Set{Dir: tree.Start, Options: slices.Concat([]string{"--align"}, o.scope.Typed(), c.Argv)}
	if o.offline {
		set.Options = append(set.Options, "--offline")
	}
	for i, f := range scene.files {
		if f, err = changed(f, scene.sites[i]); err != nil {
			return 0, err
		}
		set.Files = append(set.Files, f)
	}
	if !c.Style.Quiet {
		leftText(c.Stderr, c.Style, left)
	}
	applied, err := o.modes.Apply(ctx, c, name, set)
	if err == nil && applied == command.OK && (status != command.OK || scene.failed) {
		applied = max(status, command.CannotRun)
	}
	return applied, err
}

// selector says whether a package of a lock file is to move.
type selector func(name, version, source string) bool

// named selects the packages with these package ID specifications; all of them
// if there is none.
func named(words []string, locks []variant.Lock) (selector, error) {
	var specs []args.Spec
	for _, word := range words {
		spec, err := args.ParseSpec(word)
		if err != nil {
			return nil, command.Usage(err.Error(), "cargo nw drift --align serde")
		}
		known := slices.ContainsFunc(locks, func(l variant.Lock) bool {
			return slices.ContainsFunc(l.Packages, func(p lockfile.Package) bool {
				return spec.Names(args.PackageID{Name: p.Name, Version: p.Version, Source: p.Source})
			})
		})
		if !known {
			return nil, command.Usage("no lock file has a package "+args.Quote(word), "cargo nw drift versions")
		}
		specs = append(specs, spec)
	}
	return func(name, version, source string) bool {
		id := args.PackageID{Name: name, Version: version, Source: source}
		return specs == nil || slices.ContainsFunc(specs, func(s args.Spec) bool { return s.Names(id) })
	}, nil
}

// copies are the lock files of a call, and their copies.
type copies struct {
	sites  []align.Site
	files  []change.File // as they are, one for each site
	failed bool          // a lock file could not be copied
}

// copies prepares the lock files that have, or may get, a package that differs.
// One that is stale is left out.
func (o *options) copies(ctx context.Context, c command.Call, dir string, tree nested.Tree, locks []variant.Lock, wanted selector) (copies, error) {
	var found copies
	moves := slices.ContainsFunc(variant.CompareVersions(locks).Differing, func(d variant.Differing) bool {
		return slices.ContainsFunc(d.Moves, func(m variant.Move) bool { return wanted(d.Name, m.From, d.Source) })
	})
	if !moves {
		return found, nil
	}
	sit, err := lockguard.Observe(ctx, c.Env)
	if err != nil {
		return found, err
	}
	configs := config.NewReader()
	for i, ws := range withLock(tree, locks) {
		cargo := cargoIn(sit, ws)
		cargo.Unstable = configs.Unstable(ws.Dir, sit.Home)
		own := filepath.Join(dir, strconv.Itoa(i))
		if err := os.Mkdir(own, 0o700); err != nil {
			return found, err
		}
		file, err := change.Read(lockfile.In(ws.Manifest))
		if err != nil {
			return found, err
		}
		err = cargo.Ask(ctx)
		var lock *relock.Copy
		if err == nil {
			conf, wrong := configs.Load(config.Place{Dir: ws.Dir, Home: sit.Home, Env: cargo.Env}) // what is wrong, cargo says itself
			lock, err = relock.Begin(ctx, cargo, own, file.Path, file.Old, o.offline || wrong == nil && conf.NetOffline)
		}
		if err != nil {
			if ctx.Err() != nil {
				return found, context.Cause(ctx)
			}
			failIn(c, world{ws: ws, err: err})
			found.failed = true
			continue
		}
		found.files = append(found.files, file)
		found.sites = append(found.sites, align.Site{Workspace: ws.Dir, File: lock, Asks: locks[i].Asks})
	}
	return found, nil
}

// changed is a lock file with what its copy has become.
func changed(f change.File, site align.Site) (change.File, error) {
	text, err := site.File.Text()
	if err != nil {
		return f, err
	}
	after, err := site.File.Packages()
	if err != nil {
		return f, err
	}
	f.New = text
	before, err := lockfile.Read(f.Path)
	if err != nil {
		return f, err
	}
	changes := align.Changes(before.Packages, after)
	for _, p := range changes {
		switch {
		case p.From == "":
			f.Items = append(f.Items, p.Name+" "+p.To+" is new")
		case p.To == "":
			f.Items = append(f.Items, p.Name+" "+p.From+" is no longer needed")
		default:
			f.Items = append(f.Items, p.Name+" "+p.From+" → "+p.To)
		}
	}
	f.What = plural(len(changes), "package changes", "packages change")
	return f, nil
}
