package drift

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/metadata"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/graph"
	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/internal/variant"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// errNoCache says that there is no place for what cargo writes on the way.
var errNoCache = hint.New("there is no cache directory, because HOME is not set", "set HOME, or run cargo nw drift versions")

// world is what cargo says about one workspace.
type world struct {
	ws      nested.Workspace
	meta    metadata.Metadata
	classes []variant.Class
	err     error // why it could not be asked
}

// worlds asks cargo about each workspace. An error means that none can be asked.
func (o *options) worlds(ctx context.Context, c command.Call, reader *manifest.Reader, workspaces []nested.Workspace) ([]world, error) {
	sit, err := lockguard.Observe(ctx, c.Env)
	if err != nil {
		return nil, err
	}
	cache := environ.Cache(c.Env)
	if cache == "" {
		return nil, errNoCache
	}
	var list []world
	for _, ws := range workspaces {
		if err := ctx.Err(); err != nil {
			return nil, context.Cause(ctx)
		}
		cargo := cargoIn(sit, ws)
		cargo.Scratch = filepath.Join(cache, "cargo-nw", "drift", "target")
		q := questions{
			cargo: cargo, reader: reader, home: sit.Home, ws: ws, cache: filepath.Join(cache, "cargo-nw", "drift"),
		}
		w := world{ws: ws}
		w.meta, w.classes, w.err = q.ask(ctx, o)
		list = append(list, w)
	}
	return list, context.Cause(ctx)
}

// cargoIn is the cargo of a workspace. As in a traversal, its own toolchain file
// counts. A toolchain is not installed.
func cargoIn(sit lockguard.Situation, ws nested.Workspace) unitgraph.Cargo {
	env := environ.With(sit.UserEnv(lockguard.Traversal), "RUSTUP_AUTO_INSTALL", "0")
	if sit.Toolchain != "" && !ws.Pinned {
		env = environ.With(env, toolchain.NameEnv, sit.Toolchain)
	}
	return unitgraph.Cargo{Program: sit.Program, Dir: ws.Dir, Env: env}
}

// questions are those about one workspace.
type questions struct {
	cargo  unitgraph.Cargo
	reader *manifest.Reader
	home   string // CARGO_HOME
	ws     nested.Workspace
	cache  string // directory
	known  *unitgraph.Cache
}

func (q questions) ask(ctx context.Context, o *options) (meta metadata.Metadata, classes []variant.Class, err error) {
	configs := config.NewReader()
	q.cargo.Unstable = configs.Unstable(q.ws.Dir, q.home)
	if err = q.cargo.Ask(ctx); err != nil {
		return meta, nil, err
	}
	in, err := graph.ReadIngredients(q.reader, configs, q.ws, q.ws.Dir)
	if err != nil {
		return meta, nil, err
	}
	files := slices.Concat(in.Files, []string{lockfile.In(q.ws.Manifest), filepath.Join(q.home, "config.toml"), filepath.Join(q.home, "config")})
	q.known = unitgraph.OpenCache(q.cache, q.ws.Dir, q.cargo.Key(files, in.Packages))
	data, err := q.once("metadata", func() ([]byte, error) { return q.cargo.Metadata(ctx) })
	if err != nil {
		return meta, nil, err
	}
	if meta, err = metadata.Parse(data); err != nil {
		return meta, nil, err
	}
	unification, err := q.once("unification", func() ([]byte, error) {
		can, wrong := q.cargo.Unification(ctx)
		return []byte(strings.Join(can.Lines(), "\n")), wrong
	})
	if err != nil {
		return meta, nil, err
	}
	exact := q.cargo.Version.Unstable || !configs.BuildStd(q.ws.Dir, q.home)
	for _, b := range o.commands() {
		class, err := q.class(ctx, meta, b, exact)
		if failed, ok := errors.AsType[*unitgraph.Error](err); errors.Is(err, unitgraph.ErrFormat) || ok && failed.Unknown() {
			class, err = q.class(ctx, meta, b, false)
		}
		if err != nil {
			return meta, nil, err
		}
		class.Unification, class.Artifacts = string(unification), meta.Artifacts()
		classes = append(classes, class)
	}
	_ = q.known.Save() // without a cache the next call is slower, and that is all
	return meta, classes, nil
}

// once is the answer to a question, from the cache where it is known.
func (q questions) once(question string, ask func() ([]byte, error)) ([]byte, error) {
	if answer, ok := q.known.Get(question); ok {
		return answer, nil
	}
	answer, err := ask()
	if err == nil {
		q.known.Put(question, answer)
	}
	return answer, err
}

// commands are the builds to compare, of the whole workspace: each command with
// each platform and each choice of features.
func (o *options) commands() []unitgraph.Build {
	builds, targets, choices := o.builds, o.targets, o.features
	if builds == nil {
		builds = []string{"build"}
	}
	if targets == nil {
		targets = []string{""}
	}
	if choices == nil {
		choices = []string{defaultFeatures}
	}
	var list []unitgraph.Build
	for _, name := range builds {
		for _, target := range targets {
			for _, choice := range choices {
				list = append(list, unitgraph.Build{Command: name, Args: o.arguments(target, choice)})
			}
		}
	}
	return list
}

// arguments are cargo's options for one of the builds.
func (o *options) arguments(target, choice string) (words []string) {
	if o.profile != "" {
		words = append(words, "--profile", o.profile)
	}
	if target != "" {
		words = append(words, "--target", target)
	}
	switch choice {
	case allFeatures:
		words = append(words, "--all-features")
	case noFeatures:
		words = append(words, "--no-default-features")
	}
	return words
}
