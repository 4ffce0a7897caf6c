package drift

import (
	"cmp"
	"context"
	"slices"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/change"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/selection"
	"github.com/cargo-nw/cargo-nw/internal/variant"
	"github.com/cargo-nw/cargo-nw/nested"
)

// format is how the differences are written.
type format string

// The formats.
const (
	text   format = "text"
	asJSON format = "json"
)

// The features of the members that are built.
const (
	defaultFeatures = "default"
	allFeatures     = "all"
	noFeatures      = "none"
)

const name = "drift"

// What is shown: all sections, one of them, or one package.
const (
	versions = "versions"
	features = "features"
	settings = "settings"
	explain  = "explain"
)

// options are those of the verb.
type options struct {
	scope                     *selection.Scope
	format                    format
	modes                     change.Modes // of align, but for Check
	align                     bool
	offline                   bool
	builds, targets, features []string
	profile                   string
}

// New is `cargo nw drift`. It fails only with --check.
func New() command.Verb {
	o := options{scope: selection.NewScope()}
	o.scope.Alone = true
	return command.Verb{
		Name: name, About: "show why cargo compiles again: versions and features that differ",
		Usage: "cargo nw drift [options] [versions|features|settings|explain PACKAGE|--align [PACKAGE]…]",
		Words: []string{versions, features, settings, explain},
		Options: append([]command.Option{
			command.Flag(&o.modes.Check, "--check", "exit with 4 if anything differs; with --align, write nothing, and exit with 4 if something would change"),
			command.Choice(&o.format, "--format", "FORMAT", "how to write the differences", text, asJSON).Like("json"),
			o.scope.Option(),
			command.Choices(&o.builds, "--builds", "COMMAND", "compare the builds of this cargo command; the default is build", "build", "check", "test"),
			command.Each(&o.targets, "--target", "TRIPLE", "compare builds for this platform", func(text string) (string, error) { return text, nil }).Like("wasm32-unknown-unknown"),
			command.Choices(&o.features, "--features", "WHICH", "compare builds with these features of the members; the default is default", defaultFeatures, allFeatures, noFeatures),
			command.Flag(&o.align, "--align", "move packages to the highest version that a lock file has: all, or those listed"),
			command.Flag(&o.modes.Yes, "--yes, -y", "write without asking"),
			command.Flag(&o.modes.Diff, "--diff", "write nothing; print what would change as a patch"),
			command.Flag(&o.offline, "--offline", "with --align: only versions that have been downloaded"),
			command.Text(&o.profile, "--profile", "NAME", "compare builds with this profile").Like("release"),
		}, o.scope.Options()...),
		Run: o.run,
	}
}

// wanted is what the words after the verb ask for.
func wanted(words []string) (what, spec string, err error) {
	const help = "cargo nw drift --help"
	switch {
	case len(words) == 0:
		return "", "", nil
	case words[0] == explain && len(words) == 1:
		return "", "", command.Usage("explain needs a package", "cargo nw drift explain serde")
	case words[0] == explain && len(words) == 2:
		return explain, words[1], nil
	case !slices.Contains([]string{versions, features, settings, explain}, words[0]):
		return "", "", command.Usage("drift has no part "+args.Quote(words[0])+": it is versions, features, settings or explain", help)
	case len(words) > 1 && words[0] == explain:
		return "", "", command.Usage("explain has one package, found "+args.Quote(words[2]), help)
	case len(words) > 1:
		return "", "", command.Usage(words[0]+" has no arguments, found "+args.Quote(words[1]), help)
	}
	return words[0], "", nil
}

func (o *options) run(ctx context.Context, c command.Call) (int, error) {
	if err := o.alignConflict(); err != nil {
		return 0, err
	}
	var what, spec string
	if !o.align {
		var err error
		if what, spec, err = wanted(c.Argv); err != nil {
			return 0, err
		}
	}
	home := config.Home(c.Env)
	reader := manifest.NewReader(home)
	if err := cmp.Or(o.scope.Configure(c, reader), o.scope.Check()); err != nil {
		return 0, err
	}
	tree, err := o.scope.Tree(ctx, c, reader, nil)
	if err != nil {
		return 0, err
	}
	status := o.scope.Status(tree)
	locks, unread := readLocks(reader, home, tree)
	for _, err := range unread {
		c.Fail(err)
		status = command.CannotRun
	}
	if o.align {
		return o.alignLocks(ctx, c, tree, locks, status)
	}
	var found answer
	if what == "" || what == versions {
		found.versions = new(variant.CompareVersions(locks))
		found.locks = len(locks)
	}
	if what == "" || what == settings {
		found.settings = variant.CompareSettings(readSetups(reader, c.Env, tree, locks))
		found.set = true
	}
	if what != versions && what != settings {
		worlds, err := o.worlds(ctx, c, reader, withLock(tree, locks))
		if err != nil {
			return 0, err
		}
		for _, w := range worlds {
			if w.err != nil {
				failIn(c, w)
				status = command.CannotRun
			}
		}
		if what == explain {
			return o.explain(c, worlds, spec, status)
		}
		found.compare(worlds)
	}
	if status == command.OK && o.modes.Check && found.differs() {
		status = command.Found
	}
	if o.format == asJSON {
		return status, found.json(c.Stdout, c.Style)
	}
	return status, found.text(c.Stdout, c.Style)
}

// withLock are the workspaces whose lock file has been read.
func withLock(tree nested.Tree, locks []variant.Lock) []nested.Workspace {
	dirs := map[string]bool{}
	for _, l := range locks {
		dirs[l.Workspace] = true
	}
	var list []nested.Workspace
	for _, ws := range tree.Workspaces {
		if dirs[ws.Dir] {
			list = append(list, ws)
		}
	}
	return list
}
