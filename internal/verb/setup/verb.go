package setup

import (
	"context"
	"io"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/change"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/git"
	"github.com/cargo-nw/cargo-nw/internal/selection"
	"github.com/cargo-nw/cargo-nw/internal/stub"
	"github.com/cargo-nw/cargo-nw/internal/undeclared"
	"github.com/cargo-nw/cargo-nw/nested"
)

const name = "setup"

// options are those of one call.
type options struct {
	modes change.Modes
	print bool
	parts []Part
	start selection.Start
}

// New is the verb.
func New() command.Verb {
	var o options
	return command.Verb{
		Name: name, About: "find nested workspaces and add them to Cargo.toml", Usage: "cargo nw setup [options]",
		Options: append(
			o.modes.Options(),
			command.Flag(&o.print, "--print", "write nothing; print the build.rs and the test stub"),
			command.Choices(&o.parts, "--part", "PART", "only this part", all...),
			o.start.Option(),
		),
		Run: o.run,
	}
}

func (o *options) run(ctx context.Context, c command.Call) (int, error) {
	var own []string
	if o.print {
		own = append(own, "--print")
	}
	if err := o.modes.Conflict(name, own...); err != nil {
		return command.UsageError, err
	}
	if o.print {
		_, err := io.WriteString(c.Stdout, printed())
		return command.OK, err
	}
	set, err := o.set(ctx, c)
	if err != nil {
		return command.Status(err), err
	}
	return o.modes.Apply(ctx, c, name, set)
}

// set looks at the disk and decides. Doubtful things are warnings.
func (o *options) set(ctx context.Context, c command.Call) (change.Set, error) {
	dir, err := o.start.Directory(c)
	if err != nil {
		return change.Set{}, err
	}
	reader := manifest.NewReader(config.Home(c.Env))
	tree, err := nested.Discover(ctx, reader, dir)
	if err != nil {
		return change.Set{}, err
	}
	parts := Parts(o.parts)
	var found []undeclared.Workspace
	if parts.Has(Roots) {
		var left []nested.Warning
		manifests := func(dir string) ([]string, error) { return git.Manifests(ctx, c.Env, dir) }
		if found, left, err = undeclared.Find(ctx, manifests, reader, tree); err != nil {
			return change.Set{}, err
		}
		c.Style.Warnings(c.Stderr, left)
	}
	plan, err := NewPlan(reader, tree, found, parts)
	c.Style.Warnings(c.Stderr, tree.Warnings)
	c.Style.Warnings(c.Stderr, plan.Notes)
	return change.Set{Dir: tree.Workspaces[0].Dir, Files: plan.Changes, Proposals: plan.Proposals, Options: o.typed()}, err
}

// typed are the options that say what to set up.
func (o *options) typed() []string {
	var words []string
	for _, part := range o.parts {
		words = append(words, "--part", string(part))
	}
	if o.start.ManifestPath != "" {
		words = append(words, "--manifest-path", o.start.ManifestPath)
	}
	return words
}

// printed is what `cargo nw setup --print` prints.
func printed() string {
	return strings.Join([]string{
		"# Cargo.toml\n[package.metadata.nested_workspace]\nroots = [\"path\"]\n",
		"// build.rs\n" + stub.BuildScript,
		"// tests/nested_workspaces.rs\n" + stub.TestStub,
	}, "\n")
}
