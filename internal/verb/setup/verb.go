package setup

import (
	"cmp"
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
	modes   change.Modes
	print   bool
	direct  bool
	editors []Editor
	parts   []part
	start   selection.Start
}

// New is the verb.
func New() command.Verb {
	var o options
	return command.Verb{
		Name: name, About: "find nested workspaces and add them to Cargo.toml", Usage: "cargo nw setup [options]",
		Options: append(
			o.modes.Options(),
			command.Flag(&o.print, "--print", "write nothing; print the build.rs and the test stub"),
			command.Flag(&o.direct, "--direct", "also write what direct mode needs: plain cargo commands reach the nested workspaces"),
			command.Choices(&o.editors, "--editor", "EDITOR", "also list all workspaces in the settings of rust-analyzer", editors...),
			o.start.Option(),
			command.Choices(&o.parts, "--part", "PART", "only this part", formerParts...).Former(),
		),
		Run: o.run,
	}
}

func (o *options) run(ctx context.Context, c command.Call) (int, error) {
	var own []string
	if o.print {
		own = append(own, "--print")
	}
	if err := cmp.Or(o.modes.Conflict(name, own...), o.former()); err != nil {
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
	manifests := func(dir string) ([]string, error) { return git.Manifests(ctx, c.Env, dir) }
	found, left, err := undeclared.Find(ctx, manifests, reader, tree)
	if err != nil {
		return change.Set{}, err
	}
	c.Style.Warnings(c.Stderr, left)
	plan, err := NewPlan(reader, tree, found, Wanted{Direct: o.direct, Editors: o.editors})
	c.Style.Warnings(c.Stderr, tree.Warnings)
	c.Style.Warnings(c.Stderr, plan.Notes)
	return change.Set{
		Dir: tree.Workspaces[0].Dir, Files: plan.Changes, Proposals: plan.Proposals,
		Options: o.typed(), Next: o.next(),
	}, err
}

// next is what to type once the files are written.
func (o *options) next() string {
	if o.direct {
		return "cargo nw fetch && cargo check"
	}
	return "cargo nw check"
}

// typed are the options that say what to set up.
func (o *options) typed() []string {
	var words []string
	if o.direct {
		words = append(words, "--direct")
	}
	for _, editor := range o.editors {
		words = append(words, "--editor", string(editor))
	}
	if o.start.ManifestPath != "" {
		words = append(words, "--manifest-path", o.start.ManifestPath)
	}
	return words
}

// printed is what `cargo nw setup --print` prints.
func printed() string {
	return strings.Join([]string{
		"# Cargo.toml\n[package.metadata.nested_workspace]\nroots = [\"path\"]\nrerun = \"changed\"\nlock_policy = \"auto\"\n",
		"// build.rs\n" + stub.BuildScript,
		"// tests/nested_workspaces.rs\n" + stub.TestStub,
	}, "\n")
}
