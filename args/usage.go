package args

import (
	"slices"
	"strings"
)

// UsageError says what is wrong with our own command line. Parse returns it as a
// pointer.
type UsageError struct {
	Message string
	// Hint is the command to type instead.
	Hint string
}

func (e *UsageError) Error() string { return e.Message }

// Remedy returns the hint, for code that prints errors of any kind.
func (e *UsageError) Remedy() string { return e.Hint }

// ourselves is how users call us.
var ourselves = []string{"cargo", "nw"}

const help = "cargo nw --help"

func hint(words ...[]string) string {
	return Join(slices.Concat(ourselves, slices.Concat(words...)))
}

// corrected is the hint for options that are before the subcommand and belong
// after it, all of them at once.
func (l ownLine) corrected() string {
	if len(l.rest) == 0 {
		return help
	}
	before, behind := l.split(func(t token) bool { return t.origin != misplaced && t.problem != unknown })
	return hint(l.toolchain, before, l.subcommand(), behind, l.arguments())
}

// refuseValue refuses a value glued to a flag. The hint leaves it out.
func (l ownLine) refuseValue(flag token) error {
	bare := help
	if len(l.rest) > 0 {
		var kept []token
		for _, t := range l.head {
			switch {
			case t.word != flag.word:
			case t.letters == "":
				t.words = []string{t.name}
			case t.problem == unknown:
				continue
			}
			kept = append(kept, t)
		}
		bare = hint(l.toolchain, spell(kept), l.subcommand(), l.arguments())
	}
	shown := flag.name
	if flag.letters != "" {
		shown = "-" + flag.letters
	}
	return &UsageError{Quote(shown) + " takes no value", bare}
}

// completed is the hint for an option without its value.
func (l ownLine) completed(missing token) string {
	example := l.example(missing.name)
	if example == "" {
		return help
	}
	words := make([]string, 0, len(l.head)+1)
	for _, t := range l.head {
		words = append(words, t.words...)
		if t.word == missing.word && t.name == missing.name {
			words = append(words, example)
		}
	}
	sub, rest := l.subcommand(), l.arguments()
	if sub == nil {
		sub = []string{"check"}
	}
	return hint(l.toolchain, words, sub, rest)
}

// example is a value of one of our options, "" if there is none.
func (l ownLine) example(name string) string {
	for _, o := range l.own {
		if slices.Contains(o.Names, name) {
			return o.Example
		}
	}
	return ""
}

// swallowed refuses a line whose last option has taken the subcommand as its
// value.
func (l ownLine) swallowed() error {
	if len(l.head) == 0 || slices.ContainsFunc(l.head, func(t token) bool { return t.is("--help") || t.is("--version") || t.is("--list") }) {
		return nil
	}
	last := l.head[len(l.head)-1]
	if last.origin != ours || len(last.words) < 2 || !l.knowsSubcommand(last.value) && !slices.Contains(passing, last.value) {
		return nil
	}
	example := l.example(last.name)
	if example == "" {
		example = "VALUE"
	}
	before := append(spell(l.head[:len(l.head)-1]), last.words[0], example)
	return &UsageError{
		last.words[0] + " took " + Quote(last.value) + " as its value, so no subcommand is left",
		hint(l.toolchain, before, []string{last.value}),
	}
}

// explained is the command that asks cargo about an error.
func (l ownLine) explained(t token) string {
	code := "E0308"
	if t.valued {
		code = t.value
	} else if len(l.rest) > 0 {
		code = l.rest[0]
	}
	return Join(slices.Concat(ourselves[:1], l.toolchain, []string{"--explain", code}))
}

// withManifestPath is the hint for a path that was given to cargo but belongs
// to us.
func (l ownLine) withManifestPath(path string, arguments []string) string {
	before, _ := l.split(func(t token) bool { return !t.is("-C") })
	return hint(l.toolchain, before, []string{"--manifest-path", path}, l.subcommand(), arguments)
}

// manifestIn is the manifest that `cargo -C dir` would use.
func manifestIn(t token) string {
	if !t.valued {
		return "PATH"
	}
	if t.is("--manifest-path") {
		return t.value
	}
	return strings.TrimSuffix(t.value, "/") + "/Cargo.toml"
}

// refuseDirectory finds --manifest-path and -C among the words for cargo, where
// they would send every run to the same workspace.
func (l ownLine) refuseDirectory() error {
	subcommand := canonical(l.rest[0])
	if subcommand == "rustc" || subcommand == "rustdoc" {
		// cargo's own message distinguishes rustc's -C from cargo's better than
		// ours could
		return l.refuse("--manifest-path")
	}
	return l.refuse("--manifest-path", "-C")
}

func (l ownLine) refuse(names ...string) error {
	tokens, end := grammarOf(l.rest[0]).scan(l.rest[1:])
	builtin := Builtin(canonical(l.rest[0]))
	refused := func(t token) bool {
		return slices.Contains(names, t.name) && (builtin || !t.is("-C") || t.words[0] == "-C")
	}
	i := slices.IndexFunc(tokens, refused)
	if i < 0 {
		return nil
	}
	t := tokens[i]
	kept := spell(slices.DeleteFunc(slices.Clone(tokens), refused))
	return &UsageError{
		Message: t.name + " after the subcommand would send every run to the same workspace",
		Hint:    l.withManifestPath(manifestIn(t), append(kept, l.rest[1+end:]...)),
	}
}
