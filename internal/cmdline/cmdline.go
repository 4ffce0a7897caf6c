// Package cmdline describes our own command line without the library that
// parses it: what the completion scripts offer and the man page lists.
//
// It parses nothing and knows no option by name.
package cmdline

import (
	"regexp"
	"slices"
	"strings"
)

// CommandLine is all of it.
type CommandLine struct {
	Options []Option
	Verbs   []Verb
}

// Verb is one of our own commands.
type Verb struct {
	Name, About string
	Usage       string // the line to type
	Options     []Option
	Words       []string // what its argument may be, where that is known
}

// Option is one option.
type Option struct {
	Names []string // with dashes
	About string   // as plain text
	// Category is the heading that the help shows the option under, "" for the
	// first one.
	Category string
	// Placeholder is what the help shows for its value, such as FILE; "" for a
	// flag.
	Placeholder string
	Kind        Kind
	Choices     []string // of the kind [OneOf]
}

// Kind is what the value of an option is, as far as a shell can complete it.
type Kind int

// The kinds of values.
const (
	Unknown    Kind = iota // nobody has said; a test refuses it
	Free                   // nothing can be offered
	Files                  // a path of a file
	Dirs                   // a path of a directory
	OneOf                  // one of a few words
	Workspaces             // a workspace
)

// kinds is what a placeholder stands for. A word that is not here must have its
// choices in the option's text: "`FORMAT` is text or json".
var kinds = map[string]Kind{
	"DIR": Dirs, "FILE": Files, "PATH": Files, "REPORT": Files,
	"GLOB": Workspaces,
	"I/N":  Free, "N": Free, "REF": Free, "SPEC": Free, "KEY=VALUE": Free, "FLAG": Free,
}

var (
	placeholder = regexp.MustCompile("`([^`]+)`")
	choices     = regexp.MustCompile("`[^`]+`(?: is|:) ((?:[a-z-]+, )*[a-z-]+),? or ([a-z-]+)")
)

// NewOption reads the text that describes an option, in which the placeholder
// of its value stands between backquotes, as urfave/cli has it.
func NewOption(names []string, text string, takesValue bool) Option {
	o := Option{Names: names, About: strings.ReplaceAll(text, "`", "")}
	if !takesValue {
		return o
	}
	o.Placeholder = "VALUE"
	if m := placeholder.FindStringSubmatch(text); m != nil {
		o.Placeholder = m[1]
	}
	if m := choices.FindStringSubmatch(text); m != nil {
		o.Kind, o.Choices = OneOf, append(strings.Split(m[1], ", "), m[2])
		return o
	}
	word, _, _ := strings.Cut(o.Placeholder, ".") // FILE.json
	o.Kind = kinds[word]
	return o
}

// Find is the option of that name.
func Find(options []Option, name string) (Option, bool) {
	i := slices.IndexFunc(options, func(o Option) bool { return slices.Contains(o.Names, name) })
	if i < 0 {
		return Option{}, false
	}
	return options[i], true
}

// Globals are cargo's flags that may stand between our options. What cargo
// says about them in `cargo --help` is said here in our words.
var Globals = []Option{
	NewOption([]string{"--verbose", "-v"}, "cargo: more output", false),
	NewOption([]string{"--quiet", "-q"}, "cargo: less output", false),
	NewOption([]string{"--color"}, "cargo: `WHEN` is auto, always or never", true),
	NewOption([]string{"--locked"}, "cargo: Cargo.lock must not change", false),
	NewOption([]string{"--offline"}, "cargo: no network", false),
	NewOption([]string{"--frozen"}, "cargo: --locked and --offline", false),
	NewOption([]string{"--config"}, "cargo: a configuration file or `KEY=VALUE`", true),
	NewOption([]string{"-Z"}, "cargo: an unstable `FLAG`", true),
}
