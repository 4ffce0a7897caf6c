package list

import (
	"context"

	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/selection"
)

// format is how the list is written.
type format string

// The formats.
const (
	text     format = "text"
	asJSON   format = "json"
	asMatrix format = "github-matrix"
	asLinked format = "linked-projects"
)

// options are those of the verb.
type options struct {
	scope  *selection.Scope
	tree   bool
	all    bool
	format format
	order  selection.Order
}

// New is `cargo nw list`.
func New() command.Verb {
	o := options{scope: selection.NewScope()}
	return command.Verb{
		Name: "list", About: "list the nested workspaces", Usage: "cargo nw list [options]",
		Options: append([]command.Option{
			command.Flag(&o.tree, "--tree", "show which workspace lists which"),
			command.Choice(&o.format, "--format", "FORMAT", "how to write the list", text, asJSON, asMatrix, asLinked).Like("json"),
			command.Flag(&o.all, "--all", "also the workspace that the current directory is in; an option that selects workspaces includes it if it is selected"),
			o.scope.Option(),
			o.order.Option(),
			o.scope.PlainOption(),
		}, o.scope.Options()...),
		Run: o.run,
	}
}

func (o *options) run(ctx context.Context, c command.Call) (int, error) {
	reader := manifest.NewReader(config.Home(c.Env))
	if err := o.scope.Configure(c, reader); err != nil {
		return 0, err
	}
	if err := o.scope.Check(); err != nil {
		return 0, err
	}
	switch {
	case o.tree && o.order == selection.Topological:
		return 0, command.Usage("--tree shows which workspace lists which, in the order declared", "cargo nw list --order topological")
	case o.tree && o.format != "" && o.format != text:
		return 0, command.Usage("--tree is text, not "+string(o.format), "cargo nw list --format "+string(o.format))
	}
	tree, err := o.scope.Tree(ctx, c, reader, nil)
	if err != nil {
		return 0, err
	}
	places, err := o.order.Places(reader, tree)
	if err != nil {
		return 0, err
	}
	if places != nil {
		tree = tree.Arranged(places)
	}
	status, first := o.scope.Status(tree), o.all || o.scope.Limited()
	switch {
	case o.format == asJSON:
		return status, JSON(c.Stdout, c.Dir, tree, first)
	case o.format == asLinked:
		return status, LinkedProjects(c.Stdout, c.Dir, tree, first)
	case o.format == asMatrix:
		return status, GitHubMatrix(c.Stdout, c.Dir, tree)
	case o.tree:
		return status, Tree(c.Stdout, c.Style, tree)
	}
	return status, Paths(c.Stdout, c.Style, tree, first)
}
