package cli

import (
	"errors"
	"slices"
	"strconv"

	"github.com/urfave/cli/v2"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/selection"
)

// selectionFlags are the options that say which workspaces, for a traversal
// and for list.
func selectionFlags() []cli.Flag {
	const category = "Which workspaces"
	text := func(name, usage string) cli.Flag {
		return &cli.StringFlag{Name: name, Usage: usage, Category: category}
	}
	many := func(name, usage string) cli.Flag {
		return &cli.StringSliceFlag{Name: name, Usage: usage, Category: category}
	}
	yes := func(name, usage string) cli.Flag {
		f := flag(name, usage)
		f.Category = category
		return f
	}
	return []cli.Flag{
		many("only", "take workspaces at a path that matches `GLOB`, or below it; may be repeated"),
		many("exclude", "leave out workspaces at a path that matches `GLOB`, or below it; may be repeated"),
		yes("no-self", "leave out the first workspace, where you stand"),
		text("depth", "take workspaces down to level `N`: 0 is the first one, 1 what it names"),
		text("changed", "take workspaces that differ from the git commit `REF`"),
		many("having", "take workspaces with the package `SPEC` in Cargo.lock; repeated: with any of them"),
		text("resume", "take workspaces that did not succeed in the report `FILE`"),
		text("partition", "take one part of the workspaces that are left, `I/N`"),
		text("times", "make the parts take equally long, by the times in the report `FILE`"),
		yes("discover", "take all workspaces on disk below here, whether a root names them or not"),
		yes("fail-if-none", "exit with 4 when no workspace is left"),
	}
}

// wanted is what the options say.
type wanted struct {
	selection.Request
	discover, failIfNone bool
}

// given says whether the workspaces are others than a plain call's.
func (w wanted) given() bool { return w.discover || w.Limits() }

// selectionOf reads the options, which may stand before a verb and behind it.
// All errors are about usage.
func selectionOf(c *cli.Context, stand string) (wanted, error) {
	o := selectionOptions{c: c}
	want := wanted{discover: o.yes("discover"), failIfNone: o.yes("fail-if-none")}
	want.Stand, want.Depth = stand, selection.AnyDepth
	want.Only = each(&o, "only", "'fuzz/**'", selection.ParsePattern)
	want.Exclude = each(&o, "exclude", "'fuzz/**'", selection.ParsePattern)
	want.Having = each(&o, "having", "serde@1", args.ParseSpec)
	want.NoSelf = o.yes("no-self")
	want.Changed = o.text("changed", "main")
	want.Resume = o.text("resume", "report.json")
	want.Times = o.text("times", "report.json")
	if text := o.text("depth", "1"); text != "" {
		n, err := strconv.ParseUint(text, 10, 31)
		if err != nil {
			o.refuse("depth", text, errors.New("write a number: 0 for the first workspace, 1 for what it names"), "1")
		}
		want.Depth = int(n)
	}
	if text := o.text("partition", "1/2"); text != "" {
		part, err := selection.ParsePart(text)
		if err != nil {
			o.refuse("partition", text, err, "1/2")
		}
		want.Part = part
	}
	if want.Times != "" && want.Part == (selection.Part{}) && o.err == nil {
		o.err = &args.UsageError{Message: "--times is for --partition", Hint: "cargo nw --partition 1/2 --times report.json …"}
	}
	return want, o.err
}

// selectionOptions reads options and keeps the first error.
type selectionOptions struct {
	c   *cli.Context
	err error
}

func (o *selectionOptions) yes(name string) bool {
	for _, at := range o.c.Lineage() {
		if at.Bool(name) {
			return true
		}
	}
	return false
}

// text is the value of the option that stands last, "" without it.
func (o *selectionOptions) text(name, example string) string {
	for _, at := range o.c.Lineage() {
		if !at.IsSet(name) {
			continue
		}
		text := at.String(name)
		if text == "" {
			o.refuse(name, text, errors.New("the value is empty"), example)
		}
		return text
	}
	return ""
}

func (o *selectionOptions) refuse(name, value string, err error, example string) {
	if o.err == nil {
		o.err = &args.UsageError{
			Message: "--" + name + " " + args.Quote(value) + ": " + err.Error(),
			Hint:    "cargo nw --" + name + " " + example + " …",
		}
	}
}

// each parses all values of an option that may be repeated.
func each[T any](o *selectionOptions, name, example string, parse func(string) (T, error)) []T {
	var list []T
	for _, at := range slices.Backward(o.c.Lineage()) {
		if !at.IsSet(name) {
			continue
		}
		for _, text := range at.StringSlice(name) {
			value, err := parse(text)
			if err != nil {
				o.refuse(name, text, err, example)
			}
			list = append(list, value)
		}
	}
	return list
}
