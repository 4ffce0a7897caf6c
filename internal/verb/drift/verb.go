package drift

import (
	"context"

	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/selection"
	"github.com/cargo-nw/cargo-nw/internal/variant"
)

// format is how the differences are written.
type format string

// The formats.
const (
	text   format = "text"
	asJSON format = "json"
)

// options are those of the verb.
type options struct {
	scope  *selection.Scope
	format format
	check  bool
}

// New is `cargo nw drift`. It fails only with --check.
func New() command.Verb {
	o := options{scope: selection.NewScope()}
	o.scope.Alone = true
	return command.Verb{
		Name: "drift", About: "show which package versions differ between workspaces", Usage: "cargo nw drift [options]",
		Options: append([]command.Option{
			command.Flag(&o.check, "--check", "exit with 4 if anything differs"),
			command.Choice(&o.format, "--format", "FORMAT", "how to write the differences", text, asJSON).Like("json"),
			o.scope.Option(),
		}, o.scope.Options()...),
		Run: o.run,
	}
}

func (o *options) run(ctx context.Context, c command.Call) (int, error) {
	if err := o.scope.Check(); err != nil {
		return 0, err
	}
	home := config.Home(c.Env)
	reader := manifest.NewReader(home)
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
	found := answer{workspaces: len(locks), versions: variant.CompareVersions(locks)}
	if status == command.OK && o.check && found.differs() {
		status = command.Found
	}
	if o.format == asJSON {
		return status, found.json(c.Stdout, c.Style)
	}
	return status, found.text(c.Stdout, c.Style)
}

// answer is what has been found.
type answer struct {
	workspaces int // that were compared
	versions   variant.Versions
}

func (a answer) differs() bool { return len(a.versions.Differing)+len(a.versions.Incompatible) > 0 }
