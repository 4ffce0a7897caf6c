package args_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/args"
)

// FuzzAliases expands a command line, its words separated by zero bytes, with
// an arbitrary table: one alias a line, its name first.
func FuzzAliases(f *testing.F) {
	for _, seed := range [][2]string{
		{"a", ""},
		{"a --lib", "a check --release"},
		{"+nightly -q a x", "a --offline b\nb test -p"},
		{"a", "a b\nb c\nc a"},
		{"a", "a a"},
		{"c", "c d\nd c"},
		{"t", "t --locked c"},
		{"check", "check build"},
		{"a x check", "a --config"},
		{"a -- b", "a -- b\nb -- check"},
		{"a", "a"},
		{"a", "a -qv --color"},
		{"-Zx -Zx --color=never a", "a --color always -q -q run"},
		{"b", "b -C d +x"},
	} {
		f.Add(strings.ReplaceAll(seed[0], " ", "\x00"), strings.ReplaceAll(seed[1], " ", "\x00"))
	}
	f.Fuzz(func(t *testing.T, line, text string) {
		argv, table := strings.Split(line, "\x00"), map[string][]string{}
		for entry := range strings.Lines(text) {
			words := strings.Split(strings.TrimSuffix(entry, "\n"), "\x00")
			table[words[0]] = words[1:]
		}
		given := slices.Clone(argv)
		var asked []string
		lookup := func(name string) ([]string, bool) {
			if slices.Contains(asked, name) {
				t.Fatalf("%q is expanded inside itself: %q", name, asked)
			}
			asked = append(asked, name)
			words, ok := table[name]
			return slices.Clip(words), ok
		}
		c, err := args.ParseCargo(argv, lookup)
		if !slices.Equal(argv, given) {
			t.Fatalf("argv was changed to %q", argv)
		}
		checkPlain(t, argv, table, c, err)
		if err != nil {
			return
		}
		if _, ok := table[c.Subcommand]; ok && c.Subcommand != "" && !args.Builtin(c.Subcommand) || cargos[c.Subcommand] != "" {
			t.Errorf("%q of %q is still an alias", c.Subcommand, argv)
		}
		checkTail(t, argv, c.Arguments)
		checkQueries(c)
		if c.Subcommand == "" || strings.ContainsAny(c.Subcommand[:1], "+-") {
			return // has another meaning as the first word
		}
		asked = nil
		again, err := args.ParseCargo(c.Argv(), lookup)
		if err != nil || !slices.Equal(again.Argv(), c.Argv()) {
			t.Errorf("%q became %q, and that %q, %v", argv, c.Argv(), again.Argv(), err)
		}
	})
}

// cargos are cargo's own aliases, which a user may redefine.
var cargos = map[string]string{"b": "build", "c": "check", "d": "doc", "t": "test", "r": "run", "rm": "remove"}

// checkPlain compares a result with the rule in its simplest form, where no
// word is an option: look the first word up, put what it stands for in its
// place, and stop at a builtin, at an unknown word, or at one seen before.
func checkPlain(t *testing.T, argv []string, table map[string][]string, c args.Command, err error) {
	t.Helper()
	plain := func(words []string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return w == "" || strings.ContainsAny(w[:1], "+-") })
	}
	if len(argv) == 0 || !plain(argv) {
		return
	}
	line, wrong := slices.Clone(argv), false
	for seen := []string{}; !wrong && !args.Builtin(line[0]); {
		words, ok := table[line[0]]
		if full := cargos[line[0]]; !ok && full != "" {
			words, ok = []string{full}, true
		}
		if !ok {
			break
		}
		if !plain(words) {
			return
		}
		seen = append(seen, line[0])
		line = slices.Concat(words, line[1:])
		wrong = len(words) == 0 || slices.Contains(seen, line[0])
	}
	if wrong != (err != nil) || !wrong && !slices.Equal(c.Argv(), line) {
		t.Errorf("%q became %q, %v, want %q", argv, c.Argv(), err, line)
	}
}

// checkTail checks that what comes after an alias stays at the end: the
// arguments end with it, or, where an alias is only options, it with them.
func checkTail(t *testing.T, argv, arguments []string) {
	t.Helper()
	for i := range min(len(argv), len(arguments)) {
		if a, b := argv[len(argv)-1-i], arguments[len(arguments)-1-i]; a != b {
			first, err := args.ParseCargo(argv, nil)
			if err != nil || i < len(first.Arguments) {
				t.Errorf("%q lost its end in the arguments %q", argv, arguments)
			}
			return
		}
	}
}
