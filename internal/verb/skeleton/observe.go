package skeleton

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/regular"
	"github.com/cargo-nw/cargo-nw/internal/skeleton"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// observer reads the world for one skeleton.
type observer struct {
	options *options
	call    command.Call
	cargo   unitgraph.Cargo // without a directory
	reader  *manifest.Reader
	configs *config.Reader
	tree    nested.Tree
	facts   skeleton.Facts
	asked   map[string]bool // by manifest
	plain   map[string]bool // directories on the way that are no symlinks
	stirred bool            // a package has been added without asking cargo
	matched map[int]bool    // patterns of --keep
}

// errSaid is for what has been printed already.
var errSaid = errors.New("a workspace cannot be read")

// observe reads what a skeleton is made from.
func (o *options) observe(ctx context.Context, c command.Call) (*observer, error) {
	b := &observer{
		options: o, call: c, reader: manifest.NewReader(config.Home(c.Env)), configs: config.NewReader(),
		asked: map[string]bool{}, plain: map[string]bool{}, matched: map[int]bool{},
		facts: skeleton.Facts{Packages: map[string]skeleton.Package{}, Links: map[string]string{}},
	}
	var err error
	if b.tree, err = o.scope.Tree(ctx, c, b.reader, nil); err != nil {
		return nil, err
	}
	for _, ws := range b.tree.Workspaces {
		if ws.Problem != nil {
			return nil, errSaid
		}
	}
	sit, err := lockguard.Observe(ctx, c.Env)
	if err != nil {
		return nil, err
	}
	b.cargo = unitgraph.Cargo{Program: sit.Program, Env: sit.UserEnv(lockguard.Traversal)}
	// What a directory pins need not be installed to read its manifests.
	if name := running(c, sit.Program); name != "" {
		b.cargo.Env = environ.With(b.cargo.Env, toolchain.NameEnv, name)
	}
	b.facts.Top = b.top()
	if o.out != "" {
		if err := checkOut(c, o.out, b.facts.Top); err != nil {
			return nil, err
		}
	}
	for _, read := range []func(context.Context) error{b.workspaces, b.packages, b.sources, b.settings, b.content, b.additions} {
		if err := read(ctx); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// running is the toolchain of this call, "" if rustup has nothing to do with it.
func running(c command.Call, program string) string {
	if name, _ := toolchain.Current(c.Env); name != "" {
		return name
	}
	if !toolchain.IsProxy(program) {
		return ""
	}
	home := toolchain.Home(c.Env)
	if name := toolchain.Chosen(c.Dir, toolchain.Overrides(home)); toolchain.IsInstalled(c.Env, name) || filepath.IsAbs(name) {
		return name
	}
	return toolchain.Default(home)
}

// top is the directory that the skeleton stands for: the root of the workspace
// in which everything starts.
func (b *observer) top() string {
	if containing, ok := b.tree.Containing(); ok {
		return filepath.Dir(containing.Manifest)
	}
	return b.tree.Start
}

// workspaces reads the roots and the lock files.
func (b *observer) workspaces(ctx context.Context) error {
	all, err := chosen(b.tree, b.options.members)
	if err != nil {
		return err
	}
	for _, w := range all {
		ws := skeleton.Workspace{Manifest: w.Manifest, Settings: b.reader.Settings(w.Manifest), Below: w.below, Share: w.Share}
		root, err := b.reader.Load(w.Manifest)
		if err != nil {
			return err
		}
		ws.Table = root.Workspace != nil
		if ws.Settings.Raw("workspace", "metadata", "nw-skeleton") != nil {
			return hint.New(b.call.Style.Path(w.Manifest)+" is a skeleton already", "start among the sources: cargo nw skeleton --manifest-path PATH/Cargo.toml …")
		}
		if err = b.follow(w.Dir, w.Manifest, w.DeclaredBy); err != nil {
			return err
		}
		if w.wanted {
			for _, m := range w.Members {
				ws.Members = append(ws.Members, m.Manifest)
				if slices.Contains(b.options.members, m.Name) {
					ws.Only = append(ws.Only, m.Manifest)
				}
			}
			if ws.Lock, err = b.lock(w.Workspace); err != nil {
				return err
			}
			ws.Patches = patched(ws.Settings.Raw("patch"), filepath.Dir(w.Manifest))
			ws.Replaces = substituted(ws.Settings.Raw("replace"), filepath.Dir(w.Manifest))
			for _, r := range b.configs.Sources(filepath.Dir(w.Manifest)).Packages {
				switch {
				case !paths.Inside(b.facts.Top, r.From): // for the machine to have
				case r.Name != "":
					ws.Patches = append(ws.Patches, filepath.Join(r.Dir, manifest.FileName))
				default:
					ws.Replaces = append(ws.Replaces, overriding(r.Dir)...)
				}
			}
		}
		b.facts.Workspaces = append(b.facts.Workspaces, ws)
	}
	return context.Cause(ctx)
}

func (b *observer) lock(ws nested.Workspace) (lockfile.File, error) {
	lock, err := lockfile.ReadFile(lockfile.In(ws.Manifest))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		where := b.call.Style.Path(filepath.Join(ws.Dir, lockfile.Name))
		return lock, hint.New(where+" does not exist: the skeleton and the sources could be built with different versions",
			"cargo generate-lockfile --manifest-path "+b.call.Style.Argument(filepath.Join(ws.Dir, manifest.FileName)))
	case err != nil:
		return lock, hint.With(fmt.Errorf("reading the lock file: %w", err), "restore it from git, or remove it and run cargo nw fetch")
	}
	return lock, nil
}

// sources reads what stand-ins have to know of the sources, and forgets packages
// that nothing needs.
func (b *observer) sources(context.Context) error {
	needed := map[string]skeleton.Package{}
	for _, path := range b.facts.Needed() {
		p := b.facts.Packages[path]
		p.Settings, p.Kept = b.reader.Settings(path), b.keeps(p) || p.Stray
		p.Attributes = map[string]skeleton.Attributes{}
		for _, t := range p.Targets {
			if text, err := regular.Read(t.Source); err == nil { // without a source, cargo reports it
				p.Attributes[t.Source] = skeleton.ReadAttributes(string(text))
			}
		}
		needed[path] = p
	}
	b.facts.Packages = needed
	for i, pattern := range b.options.keep {
		if !b.matched[i] {
			b.facts.Warnings = append(b.facts.Warnings, "--keep "+pattern.String()+" matches no package")
		}
	}
	return nil
}
