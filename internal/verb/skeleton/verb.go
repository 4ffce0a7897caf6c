// Package skeleton is `cargo nw skeleton`: a tree of workspaces in which only
// the dependencies are real, for a layer of an image or a cache of CI.
//
// What such a tree consists of is for package skeleton of the same name below;
// this one reads the sources, asks cargo, and writes. It writes nothing into a
// tree that has sources.
package skeleton

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/regular"
	"github.com/cargo-nw/cargo-nw/internal/selection"
	"github.com/cargo-nw/cargo-nw/internal/skeleton"
)

const name = "skeleton"

// options are those of one call.
type options struct {
	scope   *selection.Scope
	out     string
	digest  bool
	scrub   bool
	dryRun  bool
	members []string
	keep    []selection.Pattern // packages
	add     []string            // files
}

// New is the verb.
func New() command.Verb {
	o := options{scope: selection.NewScope()}
	o.scope.Alone = true
	return command.Verb{
		Name: name, About: "write a tree with only the dependencies, for Docker layers and CI caches",
		Usage: "cargo nw skeleton [options] [-- <subcommand> [arguments]…]", Words: []string{}, Passes: true,
		Options: append([]command.Option{
			command.Text(&o.out, "--out", "DIR", "write it to DIR, which must be empty or not exist").Of(command.Directory).Like("/skeleton"),
			command.Flag(&o.digest, "--digest", "print only its digest, and write nothing"),
			command.Flag(&o.scrub, "--scrub", "remove what stand-ins left in the target directories, or in the one given"),
			command.Flag(&o.dryRun, "--dry-run, -n", "print what would be done, and do nothing"),
			command.Value(&o.members, "--members", "NAME", "only this package, or these with commas, with what they depend on", parseMembers).Like("server,worker"),
			command.Each(&o.keep, "--keep", "DIR", "leave packages in DIR, a path or a glob, as they are", selection.ParsePattern).Of(command.Directory).Like("'third/*'"),
			command.Each(&o.add, "--add", "FILE", "add a file or directory that the build of a dependency reads", parseText).Of(command.File).Like("schema.json"),
			o.scope.Option(),
		}, o.scope.Options()...),
		Run: o.run,
	}
}

func (o *options) run(ctx context.Context, c command.Call) (int, error) {
	if err := cmp.Or(o.scope.Check(), o.check(c)); err != nil {
		return 0, err
	}
	if o.scrub {
		return o.scrubs(ctx, c)
	}
	b, err := o.observe(ctx, c)
	if errors.Is(err, errSaid) {
		return command.CannotRun, nil
	}
	if err != nil {
		return 0, err
	}
	made, err := b.resolved(ctx, skeleton.Make(b.facts))
	if err != nil {
		return 0, err
	}
	say(c, made)
	if c.Passed != nil {
		return o.within(ctx, c, b.tree, b.facts.Top, made)
	}
	digest, err := made.Digest(regular.Read)
	if err != nil {
		return 0, fmt.Errorf("computing the digest: %w", err)
	}
	if o.out != "" {
		if err = write(ctx, paths.Absolute(c.Dir, o.out), made); err != nil {
			return 0, err
		}
	}
	if o.digest {
		_, err = fmt.Fprintln(c.Stdout, digest)
		return command.OK, err
	}
	_, err = fmt.Fprintf(c.Stdout, "%s, %s, %s in %s\ndigest %s\n", plural(made.Workspaces, "workspace"), plural(made.Packages, "package"), plural(len(made.Files), "file"), c.Style.Path(o.out), digest)
	return command.OK, err
}

// check refuses what makes no sense together.
func (o *options) check(c command.Call) error {
	switch {
	case o.scrub && (o.out != "" || o.digest || c.Passed != nil):
		return command.Usage("--scrub writes no skeleton and runs nothing", "cargo nw skeleton --scrub")
	case len(c.Argv) > 1 || len(c.Argv) == 1 && !o.scrub:
		return command.Usage("unexpected argument "+args.Quote(c.Argv[len(c.Argv)-1]), "cargo nw skeleton -- build")
	case c.Passed != nil && (o.out != "" || o.digest):
		return command.Usage("a command after -- runs in a skeleton of its own, which is removed", "cargo nw skeleton -- "+c.Passed[0])
	case o.dryRun && !o.scrub && c.Passed == nil:
		return command.Usage("--dry-run is for --scrub and for a command after --", "cargo nw skeleton --digest")
	case o.out == "" && !o.digest && !o.scrub && c.Passed == nil:
		return command.Usage("skeleton needs a directory to write to", "cargo nw skeleton --out /skeleton")
	}
	return nil
}

// say prints what a user should know of a skeleton.
func say(c command.Call, made skeleton.Tree) {
	for _, text := range made.Warnings {
		c.Warn(text, "")
	}
	for _, text := range made.Notes {
		c.Style.Note(c.Stderr, text)
	}
	if slices.Contains(c.Command.Globals, "-v") || slices.Contains(c.Command.Globals, "--verbose") {
		for _, text := range made.Details {
			c.Style.Note(c.Stderr, text)
		}
	}
}

func parseMembers(text string) ([]string, error) {
	names := strings.Split(text, ",")
	if slices.Contains(names, "") {
		return nil, errors.New("write the names of packages, with commas between them")
	}
	return names, nil
}

func parseText(text string) (string, error) { return text, nil }

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
