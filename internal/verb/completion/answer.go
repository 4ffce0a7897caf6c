package completion

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// Candidate is one word that may be completed at the cursor.
type Candidate struct{ Word, About string }

// World answers what depends on the current directory and the machine.
type World struct {
	// Toolchains have no "+".
	Toolchains func() []Candidate
	// Subcommands are what `cargo --list` of a toolchain ("" for the default one)
	// lists.
	Subcommands func(toolchain string) []Candidate
	// Workspaces are those below a manifest path, "" for the current directory.
	Workspaces func(manifestPath string) []Candidate
}

// Answer is the answer to a script.
type Answer struct {
	Kind       string
	Detail     string
	Candidates []Candidate
}

// At answers a script that calls with these words. If the unfinished one is
// missing, it counts as empty.
func At(words []string, line command.Line, w World) Answer {
	if len(words) == 0 {
		words = []string{"."}
	}
	words = slices.Clone(words)
	words[len(words)-1] = strings.TrimPrefix(words[len(words)-1], ".")
	options := slices.Concat(line.Options, line.Globals)
	names := make([]string, len(line.Verbs))
	for i, v := range line.Verbs {
		names[i] = v.Name
	}
	c := args.Locate(words, own(line.Options), names)
	switch c.Place {
	case args.AtToolchain:
		return prefixed("+", w.Toolchains())
	case args.AtOption:
		return offer(optionNames(options))
	case args.AtValue:
		return w.value(options, c, c)
	case args.AtEscaped:
		return offer(w.Subcommands(c.Toolchain))
	case args.AtCargo:
		return Answer{Kind: "cargo", Detail: strconv.Itoa(len(words) - len(c.Rest))}
	case args.AtVerb:
		return w.after(line.Verbs[slices.Index(names, c.Rest[0])], c)
	case args.AtSubcommand, args.AtArgument:
	}
	return offer(slices.Concat(w.Subcommands(c.Toolchain), verbs(line.Verbs)))
}

// after answers after a verb.
func (w World) after(v command.Verb, line args.Cursor) Answer {
	c := args.Behind(line.Rest[1:], own(v.Options))
	switch {
	case c.Place == args.AtOption:
		return offer(optionNames(command.Shown(v.Options)))
	case c.Place == args.AtValue:
		return w.value(v.Options, c, line)
	case len(line.Rest) == 2: // the word after the verb
		return offer(plain(v.Words))
	}
	return offer(nil)
}

// value answers for the value of an option. line is the cursor that knows our
// options before a verb.
func (w World) value(options []command.Option, c, line args.Cursor) Answer {
	o, _ := command.Find(options, c.Option)
	a := Answer{Kind: "words", Detail: c.Glued}
	switch o.Kind {
	case command.File:
		a.Kind = "file"
	case command.Directory:
		a.Kind = "directory"
	case command.Free:
		a.Candidates = plain(o.Choices)
	case command.Workspaces:
		path, given := c.Value("--manifest-path")
		if !given {
			path, _ = line.Value("--manifest-path")
		}
		a.Candidates = w.Workspaces(path)
	}
	return a
}

// Write writes the answer for a script. A candidate with bytes that a terminal
// would act on is left out.
func (a Answer) Write(out io.Writer) error {
	var text strings.Builder
	fmt.Fprintf(&text, "%s\t%s\n", a.Kind, a.Detail)
	for _, c := range a.Candidates {
		if printable.Text(c.Word) == c.Word {
			fmt.Fprintf(&text, "%s\t%s\n", c.Word, printable.Text(c.About))
		}
	}
	_, err := io.WriteString(out, text.String())
	return err
}

func offer(candidates []Candidate) Answer { return Answer{Kind: "words", Candidates: candidates} }

func prefixed(prefix string, candidates []Candidate) Answer {
	for i := range candidates {
		candidates[i].Word = prefix + candidates[i].Word
	}
	return offer(candidates)
}

func plain(words []string) []Candidate {
	list := make([]Candidate, len(words))
	for i, w := range words {
		list[i].Word = w
	}
	return list
}

func optionNames(options []command.Option) []Candidate {
	var list []Candidate
	for _, o := range options {
		for _, name := range o.Names {
			list = append(list, Candidate{name, o.About})
		}
	}
	return list
}

func verbs(list []command.Verb) []Candidate {
	var candidates []Candidate
	for _, v := range list {
		if !v.Hidden {
			candidates = append(candidates, Candidate{v.Name, "cargo nw: " + v.About})
		}
	}
	return candidates
}

func own(options []command.Option) []args.Option {
	list := make([]args.Option, len(options))
	for i, o := range options {
		list[i] = args.Option{Names: o.Names, TakesValue: o.TakesValue()}
	}
	return list
}
