package change

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/command"
)

// Apply does what the modes say to a set, and returns the exit status.
//
//   - --diff: the patch goes to stdout, proposals included.
//   - --check: what would change goes to stdout, and the status is 4 if
//     anything would. A proposal does not count: a user who does not want it
//     must not fail forever.
//   - --yes: the changes go to stderr, unless the style is quiet, and are
//     written.
//   - none: the same, and the question; without a terminal, a usage error. A
//     signal at the question is a no.
//
// Proposals are listed in warnings; their patch goes to stdout, except with
// --check.
func (m *Modes) Apply(ctx context.Context, c command.Call, verb string, set Set) (int, error) {
	return m.apply(ctx, c, verb, set, &writer{style: c.Style})
}

func (m *Modes) apply(ctx context.Context, c command.Call, verb string, set Set, w *writer) (int, error) {
	if err := m.Conflict(verb); err != nil {
		return command.UsageError, err
	}
	set.Files, set.Proposals = changes(set.Files), changes(set.Proposals)
	p := application{Call: c, verb: verb, set: set}
	switch {
	case m.Diff:
		return command.OK, p.diff()
	case m.Check:
		return p.check()
	}
	agreed, err := p.agreed(ctx, m.Yes)
	if err != nil {
		return command.Status(err), err
	}
	if agreed {
		if err := w.write(ctx, set.Files); err != nil {
			return command.Status(err), err
		}
		if err := context.Cause(ctx); err != nil { // it came too late to stop it
			_, _ = fmt.Fprintln(c.Stderr, "all files were written")
			return command.Status(err), nil
		}
		p.written()
		p.set.Files = nil // a patch made from now on has only the proposals in it
		if set.Then != nil {
			set.Then()
		}
	}
	p.propose()
	return command.OK, p.patch(p.set.Proposals)
}

// written says what has been done, and what to type next.
func (p *application) written() {
	if p.Style.Quiet {
		return
	}
	text := fmt.Sprintf("wrote %d files", len(p.set.Files))
	if len(p.set.Files) == 1 {
		text = "wrote " + p.Style.Path(p.set.Files[0].Path)
	}
	if p.set.Next != "" {
		text += "; next: " + p.set.Next
	}
	_, _ = fmt.Fprintln(p.Stderr, text)
}

// application is a set that is being applied.
type application struct {
	command.Call

	verb string
	set  Set
}

// base is the directory that the patch's paths are relative to: the current one
// if all files are in it.
func (p *application) base() string {
	if here := p.Dir; p.set.Dir != here && Base(Base(here, p.set.Files...), p.set.Proposals...) == here {
		return here // so that `git apply` can be typed here
	}
	return Base(Base(p.set.Dir, p.set.Files...), p.set.Proposals...)
}

// again is the command line that makes the same set, in another mode.
func (p *application) again(mode string) []string {
	return append([]string{"cargo", "nw", p.verb, mode}, p.set.Options...)
}

func (p *application) diff() error {
	if len(p.set.Files)+len(p.set.Proposals) > 0 && p.base() != p.Dir {
		p.Warn("the paths of the patch are relative to "+p.Style.Path(p.base()), args.Join(p.again("--diff"))+" | "+args.Join(p.gitApply()))
	}
	return p.patch(slices.Concat(p.set.Files, p.set.Proposals))
}

func (p *application) patch(files []File) error {
	text, left := Patch(p.base(), files)
	for _, f := range left {
		touch := args.Native().Touch
		if f.Remove {
			touch = args.Native().Remove
		}
		p.Warn("a patch cannot create or remove an empty file: "+p.Style.Path(f.Path), touch(p.Style.Relative(f.Path)))
	}
	_, err := io.WriteString(p.Stdout, text)
	return err
}

func (p *application) check() (int, error) {
	p.propose()
	status := command.OK
	if len(p.set.Files) > 0 {
		status = command.Found
	}
	_, err := io.WriteString(p.Stdout, Text(p.Style, p.set.Files))
	return status, err
}

// agreed shows what would change, and says whether to write it. The error is a
// usage error, or the signal that arrived.
func (p *application) agreed(ctx context.Context, yes bool) (bool, error) {
	if len(p.set.Files) == 0 {
		if !p.Style.Quiet {
			_, _ = fmt.Fprintln(p.Stderr, "nothing to change")
		}
		return false, nil
	}
	if !yes || !p.Style.Quiet {
		if _, err := io.WriteString(p.Stderr, Text(p.Style, p.set.Files)); err != nil {
			return false, err
		}
	}
	if yes {
		return true, nil
	}
	if !isTerminal(p.Stdin) || !isTerminal(p.Stderr) {
		return false, command.Usage(p.verb+" asks before it writes, and there is no terminal to ask on", args.Join(p.again("--yes")))
	}
	yes, err := ask(ctx, p.Call, "Write this?")
	if !yes || err != nil {
		_, _ = fmt.Fprintln(p.Stderr, "nothing was written")
	}
	return yes && err == nil, err
}

// gitApply is the command that applies the patch.
func (p *application) gitApply() []string {
	if base := p.base(); base != p.Dir {
		return []string{"git", "-C", p.Style.Relative(base), "apply"}
	}
	return []string{"git", "apply"}
}

// propose lists the proposals, and says how to apply their patch.
func (p *application) propose() {
	for _, f := range p.set.Proposals {
		p.Warn(p.Style.Path(f.Path)+" "+f.What, "read it, then: "+args.Join(p.again("--diff"))+" | "+args.Join(p.gitApply()))
	}
}
