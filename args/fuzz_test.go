package args_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/args"
)

func FuzzParse(f *testing.F) {
	for _, line := range []string{
		"", "nw", "nw check", "+nightly check --release", "--report F -nqv --config=a check -- x",
		"-nR=F -Zfoo list --json", "-- list", "check --manifest-path x", "-C d check", "run a -- b",
		"a --offline", "test -vqp e --test=x -j -- y", "nw nw", "--", "- -p", "+", "test -p e -- -- -", "nw --list -v", "-n help", "+x help list",
	} {
		f.Add(strings.ReplaceAll(line, " ", "\x00"))
	}
	f.Fuzz(func(t *testing.T, line string) {
		argv := strings.Split(line, "\x00")
		given := slices.Clone(argv)
		inv, err := args.Parse(argv, own, verbs)
		if err == nil {
			checkInvocation(t, respelled(given, inv), inv)
		}
		c, err := args.ParseCargo(argv, func(name string) ([]string, bool) {
			return map[string][]string{"a": {"--offline", "b1"}, "b1": {"test", ""}, "x": {"x"}, "y": argv}[name], len(name) == 1 || name == "b1"
		})
		if err == nil {
			checkQueries(c)
		}
		if c, err = args.ParseCargo(argv, nil); err == nil && c.Toolchain == "" {
			checkWords(t, given, c)
		}
		if !slices.Equal(argv, given) {
			t.Errorf("argv was changed to %q", argv)
		}
	})
}

// respelled writes what Parse accepts in two spellings in the one that is in
// the invocation: `list` for `--list`, `--help` for `help`.
func respelled(argv []string, inv args.Invocation) []string {
	words := slices.Clone(argv)
	last := len(words) - 1
	first := 0
	if words[0] == "nw" {
		first = 1
	}
	switch {
	case inv.Verb == "list" && words[min(first, last)] == "--list":
		words[first] = "list"
	case inv.Verb != "" && last > 0 && words[last-1] == "help" && slices.Equal(inv.Command.Arguments, []string{"--help"}):
		words[last-1], words[last] = inv.Verb, "--help"
	case inv.Verb == "" && inv.Command.Subcommand == "" && words[last] == "help":
		words[last] = "--help"
	}
	return words
}

// checkInvocation checks that the invocation has every word of argv.
func checkInvocation(t *testing.T, argv []string, inv args.Invocation) {
	t.Helper()
	if argv[0] == "nw" {
		argv = argv[1:]
	}
	if inv.Command.Toolchain != "" {
		if argv[0] != "+"+inv.Command.Toolchain {
			t.Errorf("toolchain %q of %q", inv.Command.Toolchain, argv)
		}
		argv = argv[1:]
	}
	head := argv
	if word := inv.Verb + inv.Command.Subcommand; word != "" {
		tail := len(argv) - len(inv.Command.Arguments)
		if tail < 1 || !slices.Equal(argv[tail:], inv.Command.Arguments) || argv[tail-1] != word {
			t.Fatalf("%q has subcommand %q and arguments %q", argv, word, inv.Command.Arguments)
		}
		head = argv[:tail-1]
		if len(head) > 0 && head[len(head)-1] == "--" && inv.Verb == "" {
			head = head[:len(head)-1]
		}
	}
	letters := func(words []string) string { return strings.ReplaceAll(strings.Join(words, ""), "-", "") }
	all, ours, cargos := letters(head), letters(inv.Own), letters(inv.Command.Globals)
	if len(all) != len(ours)+len(cargos) || !within(ours, all) || !within(cargos, all) {
		t.Errorf("%q became %q and %q", head, inv.Own, inv.Command.Globals)
	}
	for _, words := range [][]string{inv.Own, inv.Command.Globals} {
		for _, word := range words {
			if !slices.Contains(head, word) && (len(word) < 2 || word[0] != '-' || word[1] == '-') {
				t.Errorf("%q is not a word of %q", word, head)
			}
		}
	}
	checkQueries(inv.Command)
}

// within reports whether part is what is left of all when some bytes are
// removed.
func within(part, all string) bool {
	for i := 0; i < len(all) && part != ""; i++ {
		if part[0] == all[i] {
			part = part[1:]
		}
	}
	return part == ""
}

// checkWords checks that all of a line without aliases comes out again.
func checkWords(t *testing.T, argv []string, c args.Command) {
	t.Helper()
	got := c.Argv()
	want := slices.Concat(c.Globals, argv[len(c.Globals):])
	if i := len(c.Globals); i < len(want) && want[i] == "--" {
		want = slices.Delete(want, i, i+1)
	}
	if i := len(c.Globals); i < len(want) && i < len(got) && !args.Builtin(want[i]) && args.Builtin(got[i]) {
		want[i] = got[i] // one of cargo's own aliases
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q became %q", argv, got)
	}
}

// checkQueries only must not panic.
func checkQueries(c args.Command) {
	_, _, _ = c.Offline(), c.Locked(), c.Quiet()
	_, _ = c.Color()
	_ = args.Join(c.BuildOptions())
	pkg := args.Package{Name: "e", Version: "0.1.0", Dir: "/e", Target: "x"}
	for _, spec := range c.Values("--package") {
		_ = args.MatchesSpec(spec, pkg)
	}
	_ = args.ForBuild("check", c, c.Arguments)
	_ = args.ForTest(c, pkg, c.Arguments)
}
