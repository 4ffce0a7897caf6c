package args

import "slices"

// Command is one cargo command line taken apart.
type Command struct {
	// Toolchain is the word after "+", "" when there is none.
	Toolchain string
	// Globals are cargo's global flags before the subcommand, verbatim.
	Globals []string
	// Subcommand is canonical for cargo's builtin aliases (check for c) from
	// ParseCargo, and as it was typed from Parse; "" when there is none.
	Subcommand string
	// Arguments is everything after the subcommand, verbatim.
	Arguments []string
}

// Argv returns the command line again, without the program.
func (c Command) Argv() []string {
	var argv []string
	if c.Toolchain != "" {
		argv = append(argv, "+"+c.Toolchain)
	}
	argv = append(argv, c.Globals...)
	if c.Subcommand != "" {
		argv = append(argv, c.Subcommand)
	}
	return append(argv, c.Arguments...)
}

// Offline reports whether --offline or --frozen is given to cargo: not as the
// value of another option, not after "--", and not to the program of `cargo
// run`. Before an external subcommand cargo silently drops the flag
// (src/bin/cargo/cli.rs); it is reported all the same.
func (c Command) Offline() bool { return c.given("--offline") || c.given("--frozen") }

// Locked reports whether --locked or --frozen is given to cargo, as Offline does.
func (c Command) Locked() bool { return c.given("--locked") || c.given("--frozen") }

// Quiet reports whether -q or --quiet is given to cargo itself. What an external
// subcommand means by -q is not known, so it does not count there.
func (c Command) Quiet() bool { return c.itself("--quiet") }

// Verbose reports whether -v or --verbose is given, as Quiet does.
func (c Command) Verbose() bool { return c.itself("--verbose") }

// itself says whether a flag is given to cargo itself.
func (c Command) itself(name string) bool {
	given := func(t token) bool { return t.is(name) }
	if slices.ContainsFunc(c.globals(), given) {
		return true
	}
	return Builtin(canonical(c.Subcommand)) && slices.ContainsFunc(c.arguments(), given)
}

// Color returns the value of the last --color.
func (c Command) Color() (when string, ok bool) { return c.Value("--color") }

// Value returns the last value of an option, given by any of its spellings. All
// spellings are found, in the global flags and in the arguments. An option
// without its optional value (a bare --package) has none.
func (c Command) Value(name string) (string, bool) {
	values := c.Values(name)
	if len(values) == 0 {
		return "", false
	}
	return values[len(values)-1], true
}

// Values returns all values of an option in the order given, as Value finds them.
// A value with separators in it (--features "a b", --config x=1) is one value.
func (c Command) Values(name string) []string {
	if o, ok := grammarOf(c.Subcommand).lookup(name); ok {
		name = o.name()
	}
	var values []string
	for _, t := range c.tokens() {
		if t.valued && t.is(name) {
			values = append(values, t.value)
		}
	}
	return values
}

// builds are the options that change what is built or how, by their first name.
// Not among them: where the output goes, how much runs at once, and the
// selection of one target of the containing package.
var builds = []string{
	"--release", "--profile", "--target", "--features", "--all-features",
	"--no-default-features", "--all-targets", "--tests", "--benches", "--examples",
	"--ignore-rust-version", "--config", "-Z",
}

// BuildOptions returns the options that change what is built but that ForBuild
// does not pass to nested runs, which may surprise the user. Each is one string
// as a shell accepts it, in the user's spelling, taken out of its cluster.
func (c Command) BuildOptions() []string {
	var shown []string
	for _, t := range c.tokens() {
		if slices.Contains(builds, t.name) {
			shown = append(shown, Join(t.words))
		}
	}
	return shown
}

// Profile is the name of the profile directory that the command builds in, as
// far as its words say it: "debug" where they say nothing
// (src/cargo/core/profiles.rs: bench and install have the optimised profile).
func (c Command) Profile() string {
	name, ok := c.Value("--profile")
	switch {
	case ok && name == "dev", ok && name == "test":
		return "debug"
	case ok && name == "bench":
		return "release"
	case ok:
		return name
	case c.given("--release"), canonical(c.Subcommand) == "bench", canonical(c.Subcommand) == "install":
		return "release"
	}
	return "debug"
}

// Has reports whether an option is given to cargo, in any of its spellings.
func (c Command) Has(name string) bool { return c.given(name) }

func (c Command) given(name string) bool {
	return slices.ContainsFunc(c.tokens(), func(t token) bool { return t.is(name) })
}

func (c Command) tokens() []token { return slices.Concat(c.globals(), c.arguments()) }

func (c Command) globals() []token {
	tokens, _ := grammar{options: rootOptions, trailing: true}.scan(c.Globals)
	return tokens
}

func (c Command) arguments() []token {
	tokens, _ := grammarOf(c.Subcommand).scan(c.Arguments)
	return tokens
}
