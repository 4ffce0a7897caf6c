package unify

import (
	"context"
	"errors"
	"slices"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/change"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/output"
	"github.com/cargo-nw/cargo-nw/internal/selection"
)

const name = "unify"

// format is how the report is written.
type format string

// The formats.
const (
	text   format = "text"
	asJSON format = "json"
)

// What is done with what is generated already.
const (
	off = "off"
	on  = "on"
)

// options are those of the verb.
type options struct {
	scope                  *selection.Scope
	modes                  change.Modes
	remove, across, verify bool
	format                 format
}

// New is the verb.
func New() command.Verb {
	o := options{scope: selection.NewScope()}
	o.scope.Alone = true
	return command.Verb{
		Name: name, About: "give packages the same features in all builds of a workspace",
		Usage: "cargo nw unify [options] [off|on]",
		Words: []string{off, on},
		Options: slices.Concat(o.modes.Options(), []command.Option{
			command.Flag(&o.remove, "--remove", "take out everything that unify has written; with --yes, --check or --diff"),
			command.Flag(&o.across, "--across", "the same features in all workspaces, too"),
			command.Flag(&o.verify, "--verify", "after writing, run cargo check --workspace; if it fails, undo everything"),
			command.Choice(&o.format, "--format", "FORMAT", "how to write the report", text, asJSON).Like("json"),
			o.scope.Option(),
		}, o.scope.Options()),
		Run: o.run,
	}
}

// word is the one after the verb, "" for none.
func (o *options) word(words []string) (string, error) {
	const help = "cargo nw unify --help"
	switch {
	case len(words) == 0:
		return "", nil
	case words[0] != off && words[0] != on:
		return "", command.Usage("unify has no part "+args.Quote(words[0])+": it is off or on", help)
	case len(words) > 1:
		return "", command.Usage(words[0]+" has no arguments, found "+args.Quote(words[1]), help)
	case o.remove || o.across || o.verify || o.format != "":
		return "", command.Usage(words[0]+" computes nothing, so it has only --yes, --check and --diff", help)
	}
	return words[0], nil
}

// conflict refuses options that mean nothing together.
func (o *options) conflict() error {
	const help = "cargo nw unify --help"
	switch {
	case o.verify && (o.modes.Check || o.modes.Diff || o.remove):
		return command.Usage("--verify is for writing", "cargo nw unify --yes --verify")
	case o.format == asJSON && (o.modes.Diff || o.remove):
		return command.Usage("there is no report to write as json", help)
	case o.remove && o.across:
		return command.Usage("--remove and --across cannot be combined", help)
	}
	return errors.Join(o.modes.Conflict(name), o.scope.Check())
}

func (o *options) run(ctx context.Context, c command.Call) (int, error) {
	word, err := o.word(c.Argv)
	if err != nil {
		return command.UsageError, err
	}
	if err = o.conflict(); err != nil {
		return command.UsageError, err
	}
	spaces, status, err := o.spaces(ctx, c)
	defer func() {
		for _, s := range spaces {
			if s.mirror != nil {
				s.mirror.remove()
			}
		}
	}()
	if err != nil {
		return command.Status(err), err
	}
	if status != command.OK {
		return status, nil
	}
	switch {
	case word != "":
		return o.turn(ctx, c, spaces, word == on)
	case o.remove:
		return o.takeOut(ctx, c, spaces)
	}
	return o.unify(ctx, c, spaces)
}

// unify computes, shows, and does what the modes say.
func (o *options) unify(ctx context.Context, c command.Call, spaces []*space) (int, error) {
	groups := [][]*space{spaces}
	if !o.across {
		groups = nil
		for _, s := range spaces {
			groups = append(groups, []*space{s})
		}
	}
	var results []result
	for _, group := range groups {
		found, err := unifyAll(ctx, group)
		if stopped := context.Cause(ctx); stopped != nil {
			return command.Status(stopped), stopped
		}
		if err != nil {
			return command.Status(err), err
		}
		results = append(results, found...)
	}
	return o.show(ctx, c, results)
}

// show writes the report where the mode has one, and hands the files on.
func (o *options) show(ctx context.Context, c command.Call, results []result) (int, error) {
	set := o.set(c)
	status, changes := command.OK, 0
	for _, r := range results {
		set.Files = append(set.Files, r.files...)
		changes += len(r.files)
		if o.modes.Check && (r.fails() || len(r.files) > 0) {
			status = command.Found
		}
	}
	if o.format == asJSON {
		if err := writeJSON(c.Stdout, c.Style, results); err != nil {
			return command.CannotRun, err
		}
		if !o.modes.Yes {
			return status, nil
		}
	}
	if !o.modes.Diff && o.format != asJSON {
		to := c.Stdout
		if o.modes.Yes {
			to = c.Stderr
		}
		if !c.Style.Quiet || !o.modes.Yes {
			if err := writeText(to, c.Style, results); err != nil {
				return command.CannotRun, err
			}
		}
	}
	again := args.Join(append([]string{"cargo", "nw", name, "--yes"}, set.Options...))
	_, asks := output.Terminal(c.Stdin)
	_, shows := output.Terminal(c.Stderr)
	switch {
	case changes == 0 && !o.modes.Yes && !o.modes.Diff, o.modes.Check && changes == 0:
		return status, nil
	case o.modes == (change.Modes{}) && (!asks || !shows):
		c.Style.Note(c.Stderr, "to write it: "+again)
		return command.OK, nil
	case o.modes.Check:
		c.Style.Note(c.Stderr, "what `"+again+"` would write:")
	}
	spaces := make([]*space, len(results))
	for i, r := range results {
		spaces[i] = r.space
	}
	return o.apply(ctx, c, set, spaces, status)
}

// set is what the modes are applied to.
func (o *options) set(c command.Call) change.Set {
	set := change.Set{Dir: c.Dir}
	if o.across {
		set.Options = append(set.Options, "--across")
	}
	if o.remove {
		set.Options = append(set.Options, "--remove")
	}
	if o.scope.ManifestPath != "" {
		set.Options = append(set.Options, "--manifest-path", o.scope.ManifestPath)
	}
	return set
}
