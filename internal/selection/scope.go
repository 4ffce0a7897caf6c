package selection

import (
	"errors"
	"strconv"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/command"
)

// Scope is the options that say which workspaces a call is about.
type Scope struct {
	Start
	Request
	Discover   bool // all on disk, listed or not
	FailIfNone bool // no workspace is a failure
	Plain      bool // what Cargo.toml sets for runs does not count
	Alone      bool // one workspace is enough: nothing nested is no reason for a warning
	unknown    bool // it could not be determined whether a workspace is wanted
}

// NewScope selects everything until an option says otherwise.
func NewScope() *Scope { return &Scope{Request: Request{Depth: AnyDepth}} }

// PlainOption is --plain.
func (s *Scope) PlainOption() command.Option {
	return command.Flag(&s.Plain, "--plain", "ignore args, toolchain, env, variants and defaults in Cargo.toml").Default("CARGO_NW_PLAIN")
}

// DiscoverOption is --discover.
func DiscoverOption(to *bool) command.Option {
	return command.Flag(to, "--discover", "every workspace on disk below here, listed or not").Default("CARGO_NW_DISCOVER")
}

// Options are those that narrow the choice, below their own heading.
func (s *Scope) Options() []command.Option {
	return command.Under("Which workspaces",
		command.Each(&s.Only, "--only", "GLOB", "only workspaces at or below a path matching GLOB; fuzz/. is fuzz alone", ParseRun).
			Of(command.Workspaces).Like("'fuzz/**'"),
		command.Each(&s.Exclude, "--exclude", "GLOB", "leave out those at or below a path matching GLOB", ParseRun).
			Of(command.Workspaces).Like("'fuzz/**'"),
		command.Flag(&s.NoSelf, "--no-self", "leave out the workspace that the current directory is in").Default("CARGO_NW_NO_SELF"),
		command.Value(&s.Depth, "--depth", "N", "only workspaces down to level N; 0 is the first one", parseDepth).Default("CARGO_NW_DEPTH").Like("1"),
		command.Text(&s.Changed, "--changed", "REF", "only workspaces affected by changes since REF").Like("main"),
		command.Each(&s.Having, "--having", "SPEC", "only workspaces whose Cargo.lock contains SPEC", args.ParseSpec).Like("serde@1"),
		command.Each(&s.Members, "--member", "NAME", "only workspaces with a package NAME, which may be a pattern", parseMember).Like("my-crate"),
		command.Flag(&s.LockedOnly, "--locked-only", "only workspaces whose Cargo.lock is in git").Default("CARGO_NW_LOCKED_ONLY"),
		command.Path(&s.Resume, "--resume", "FILE", "only workspaces that did not succeed in the report FILE").Like("report.json"),
		command.Value(&s.Part, "--partition", "I/N", "only the I-th of N parts of what is left", ParsePart).Like("1/2"),
		command.Path(&s.Times, "--times", "FILE", "balance the parts by the times in the report FILE").Like("report.json"),
		DiscoverOption(&s.Discover),
		command.Flag(&s.FailIfNone, "--fail-if-none", "exit with 4 if no workspace is left").Default("CARGO_NW_FAIL_IF_NONE"),
	)
}

func parseDepth(text string) (int, error) {
	n, err := command.ParseNumber(text)
	if err != nil {
		return 0, errors.New("write a number: 0 for the first workspace, 1 for what it lists")
	}
	return n, nil
}

// Typed are the options that were given, as they are typed.
func (s *Scope) Typed() []string {
	var words []string
	add := func(given bool, list ...string) {
		if given {
			words = append(words, list...)
		}
	}
	add(s.ManifestPath != "", "--manifest-path", s.ManifestPath)
	for _, p := range s.Only {
		add(true, "--only", p.String())
	}
	for _, p := range s.Exclude {
		add(true, "--exclude", p.String())
	}
	add(s.NoSelf, "--no-self")
	add(s.Depth != AnyDepth, "--depth", strconv.Itoa(s.Depth))
	add(s.Changed != "", "--changed", s.Changed)
	for _, spec := range s.Having {
		add(true, "--having", spec.String())
	}
	add(s.Resume != "", "--resume", s.Resume)
	add(s.Part != (Part{}), "--partition", s.Part.String())
	add(s.Times != "", "--times", s.Times)
	add(s.Discover, "--discover")
	add(s.FailIfNone, "--fail-if-none")
	return words
}

// Limited says whether the workspaces may differ from those of a plain call.
func (s *Scope) Limited() bool { return s.Discover || s.Limits() }

// Check refuses options that make no sense together.
func (s *Scope) Check() error {
	if s.Times != "" && s.Part == (Part{}) {
		return command.Usage("--times needs --partition", "cargo nw --partition 1/2 --times report.json …")
	}
	return nil
}
