package args_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/args"
)

var own = []args.Option{
	{Names: []string{"--fail-fast", "-n"}},
	{Names: []string{"--report", "-R"}, TakesValue: true},
	{Names: []string{"--manifest-path"}, TakesValue: true},
	{Names: []string{"--version", "-V"}},
	{Names: []string{"--help", "-h"}},
	{Names: []string{"--list"}},
	{},
}

var verbs = []string{"list", "setup", "hook"}

func TestParse(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, argv, want string }{ // own | toolchain | globals | verb or subcommand | arguments
		{"nothing", "", "||||"},
		{"called by cargo", "nw check", "|||check|"},
		{"everything after is unchanged", "nw check --release -- --help -- +x", "|||check|--release -- --help -- +x"},
		{"help after", "check --help -q", "|||check|--help -q"},
		{"toolchain", "nw +nightly check", "|nightly||check|"},
		{"toolchain alone", "+nightly", "|nightly|||"},
		{"own options", "--fail-fast --report F -n check", "--fail-fast --report F -n|||check|"},
		{"own with equals", "--report=F=G -R=H -RI -R J check", "--report=F=G -R=H -RI -R J|||check|"},
		{"mixed order", "-v --fail-fast --color never --report F --locked check", "--fail-fast --report F||-v --color never --locked|check|"},
		{"all globals", "-vvq --color=w --locked --offline --frozen --config K --config=L -Z F -Zfoo -Z=x check", "||-vvq --color=w --locked --offline --frozen --config K --config=L -Z F -Zfoo -Z=x|check|"},
		{"cluster of both", "-nqnv check", "-n -n||-qv|check|"},
		{"cluster with a value", "-nvR F check", "-n -R F||-v|check|"},
		{"cluster with a glued value", "-vnZfoo check", "-n||-vZfoo|check|"},
		{"dash as a value", "--report - check", "--report -|||check|"},
		{"negative number as a value", "-R -1 --report -20 check", "-R -1 --report -20|||check|"},
		{"version", "-V", "-V||||"},
		{"own option of cargo's name", "-v --list", "--list||-v||"},
		{"list as first word", "nw --list --tree -v", "|||verb list|--tree -v"},
		{"list as first word, not called by cargo", "--list", "|||verb list|"},
		{"help", "nw help", "--help||||"},
		{"help after options", "-n help", "-n --help||||"},
		{"help of a verb", "+x help setup", "|x||verb setup|--help"},
		{"help of a subcommand", "help check", "|||help|check"},
		{"help of two", "help list check", "|||help|list check"},
		{"escaped help", "-- help", "|||help|"},
		{"escaped help of a verb", "-- help list", "|||help|list"},
		{"own manifest path", "--manifest-path X check", "--manifest-path X|||check|"},
		{"verb", "--fail-fast list --json", "--fail-fast|||verb list|--json"},
		{"verb with globals", "+x -q hook build -- a", "|x|-q|verb hook|build -- a"},
		{"verb's own manifest path", "list --manifest-path X -C y", "|||verb list|--manifest-path X -C y"},
		{"escaped verb", "-n -- list --json", "-n|||list|--json"},
		{"escaped subcommand", "-- check -- --x", "|||check|-- --x"},
		{"short alias stays", "c -q", "|||c|-q"},
		{"nw as an argument", "nw search nw", "|||search|nw"},
		{"manifest path after the escape", "test -- --manifest-path X -C", "|||test|-- --manifest-path X -C"},
		{"manifest path as a value", "check --features=--manifest-path -j -C", "|||check|--features=--manifest-path -j -C"},
		{"manifest path of the program", "r --bin x y --manifest-path X -C", "|||r|--bin x y --manifest-path X -C"},
		{"glued C of an external", "ndk -Cdir", "|||ndk|-Cdir"},
		{"codegen option of rustc", "rustc -C lto", "|||rustc|-C lto"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			inv, err := args.Parse(strings.Fields(tt.argv), own, verbs)
			if err != nil {
				t.Fatal(err)
			}
			word := inv.Command.Subcommand
			if inv.Verb != "" {
				word += "verb " + inv.Verb
			}
			got := strings.Join([]string{
				strings.Join(inv.Own, " "), inv.Command.Toolchain, strings.Join(inv.Command.Globals, " "),
				word, strings.Join(inv.Command.Arguments, " "),
			}, "|")
			if got != tt.want {
				t.Errorf("got %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestParseUsage(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, argv, message, hint string }{
		{"unknown option", "--relaese check -q", "--relaese", "cargo nw check --relaese -q"},
		{"option of the subcommand", "-v --release +", "--release", "cargo nw -v + --release"},
		{"options of the subcommand", "nw +x --fail-fast --release -q --target-dir d -p e check --lib", "--release", "cargo nw +x --fail-fast -q check --release --target-dir d -p e --lib"},
		{"option in a cluster", "-nrq check", "-r", "cargo nw -n -q check -r"},
		{"option of a verb", "--json list", "--json", "cargo nw list --json"},
		{"option before an escape", "--json -- list", "--json", "cargo nw -- list --json"},
		{"misspelt option", "--reprot F check -q", "--reprot", "cargo nw --report F check -q"},
		{"misspelt option with equals", "nw +x -n --reprot=F check", "--reprot=F", "cargo nw +x -n --report=F check"},
		{"two misspelt options", "--reprot F --lokced check", "--reprot", "cargo nw --report F --locked check"},
		{"misspelt and misplaced options", "--reprot F --release check", "--reprot", "cargo nw --report F check --release"},
		{"start of an option", "--man X check", "--man", "cargo nw --manifest-path X check"},
		{"start of a global", "--col never check", "--col", "cargo nw --color never check"},
		{"start of two options", "--f check", "--f", "cargo nw check --f"},
		{"misspelt option without its value", "--reprot", "--reprot", "cargo nw --help"},
		{"flag of cargo's that is like an option", "--lib check", "--lib", "cargo nw check --lib"},
		{"unknown option before what may be its value", "--format json --list", "--format", "cargo nw --help"},
		{"unknown option before an external", "--lib clippy", "--lib", "cargo nw --help"},
		{"unknown option alone", "--frob", "--frob", "cargo nw --help"},
		{"unknown option with value", "--frob=x check", "--frob=x", "cargo nw check --frob=x"},
		{"late toolchain", "--fail-fast +nightly check", "+nightly", "cargo nw +nightly --fail-fast check"},
		{"escaped toolchain", "-- +nightly check", "+nightly", "cargo nw +nightly check"},
		{"nameless toolchain", "+ check", "+", "cargo nw +stable check"},
		{"directory", "-C dir check -q", "-C", "cargo nw --manifest-path dir/Cargo.toml check -q"},
		{"directory glued", "-nC=dir/ check", "-C", "cargo nw -n --manifest-path dir/Cargo.toml check"},
		{"directory without value", "-C", "-C", "cargo nw --manifest-path PATH"},
		{"missing value", "--report", "--report", "cargo nw --help"},
		{"option as a value", "--report --fail-fast check", "--report", "cargo nw --help"},
		{"missing value of a global", "--config -q check", "--config", "cargo nw --help"},
		{"unexpected value", "-q --fail-fast=1 check -v", "--fail-fast takes no value", "cargo nw -q --fail-fast check -v"},
		{"unexpected value of a short flag", "-n=1 check", "-n takes no value", "cargo nw -n check"},
		{"unexpected value of a cluster", "-vn=ab check", "-n takes no value", "cargo nw -vn check"},
		{"unexpected value alone", "-n=1", "-n takes no value", "cargo nw --help"},
		{"equals alone", "-= check", "-=", "cargo nw check -="},
		{"explain", "+x --explain E0001", "--explain is an option of cargo", "cargo +x --explain E0001"},
		{"explain with equals", "--explain=E0001", "--explain is an option of cargo", "cargo --explain E0001"},
		{"explain nothing", "--explain", "--explain is an option of cargo", "cargo --explain E0308"},
		{"escape with nothing", "-n --", "--", "cargo nw -n -- check"},
		{"escaped option", "-- --version", "--version", "cargo nw -- check --version"},
		{"two escapes", "-- -- check", "--", "cargo nw -- check -- check"},
		{"itself", "nw nw check -q", "nw", "cargo nw check -q"},
		{"itself escaped", "-v -- nw check", "nw", "cargo nw -v check"},
		{"manifest path after", "-n check --lib --manifest-path X -q", "--manifest-path", "cargo nw -n --manifest-path X check --lib -q"},
		{"manifest path with equals", "+x t a --manifest-path=X -- --b", "--manifest-path", "cargo nw +x --manifest-path X t a -- --b"},
		{"manifest path without value", "check --manifest-path", "--manifest-path", "cargo nw --manifest-path PATH check"},
		{"manifest path before the program", "run --manifest-path X a b", "--manifest-path", "cargo nw --manifest-path X run a b"},
		{"manifest path of an external", "clippy --manifest-path X -- -D w", "--manifest-path", "cargo nw --manifest-path X clippy -- -D w"},
		{"manifest path of an escaped verb", "-- list --manifest-path X", "--manifest-path", "cargo nw --manifest-path X -- list"},
		{"manifest path of rustc", "rustc --manifest-path X -C lto", "--manifest-path", "cargo nw --manifest-path X rustc -C lto"},
		{"directory after", "check -C dir", "-C", "cargo nw --manifest-path dir/Cargo.toml check"},
		{"directory after, glued", "check -vCdir", "-C", "cargo nw --manifest-path dir/Cargo.toml check -v"},
		{"directory of an external", "ndk -C dir", "-C", "cargo nw --manifest-path dir/Cargo.toml ndk"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			inv, err := args.Parse(strings.Fields(tt.argv), own, verbs)
			var usage *args.UsageError
			if !errors.As(err, &usage) {
				t.Fatalf("got %v, %+v", err, inv)
			}
			if !strings.Contains(usage.Error(), tt.message) || usage.Hint != tt.hint {
				t.Errorf("got  %s\nhint %s\nwant %s", usage.Message, usage.Hint, tt.hint)
			}
		})
	}
}

func TestParseBytes(t *testing.T) {
	t.Parallel()
	argv := []string{"--report", "a b\xff", "--config", "", "check", "", " ", "\xff", "'", "--", "--"}
	inv, err := args.Parse(argv, own, verbs)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(inv.Own, argv[:2]) || !slices.Equal(inv.Command.Globals, argv[2:4]) || !slices.Equal(inv.Command.Arguments, argv[5:]) {
		t.Errorf("got %q", inv)
	}
	if _, err = args.Parse([]string{""}, own, verbs); err == nil {
		t.Error("an empty subcommand was accepted")
	}
	_, err = args.Parse([]string{"check", "--manifest-path", "a b", "c d"}, own, verbs)
	var usage *args.UsageError
	if !errors.As(err, &usage) || usage.Hint != "cargo nw --manifest-path 'a b' check 'c d'" {
		t.Errorf("got %+v", usage)
	}
}

// TestMisplaced refuses our options after the subcommand, unless they are
// cargo's, too.
func TestMisplaced(t *testing.T) {
	t.Parallel()
	own := []args.Option{
		{Names: []string{"--fail-fast"}},
		{Names: []string{"--dry-run", "-n"}},
		{Names: []string{"--only"}, TakesValue: true, Example: "fuzz/**"},
		{Names: []string{"--exclude"}, TakesValue: true},
		{Names: []string{"--jobs", "-j"}, TakesValue: true},
		{Names: []string{"--help", "-h"}},
		{Others: map[string]string{"--filter": "--only", "--parallel": "-j 0"}},
	}
	aliases := func(name string) ([]string, bool) {
		words, ok := map[string][]string{"t": {"nextest", "run"}, "ck": {"check", "--lib"}, "loop": {"loop"}}[name]
		return words, ok
	}
	for argv, want := range map[string]string{
		"check":                           "",
		"check --exclude x -j 4 --help":   "",
		"update -n --dry-run":             "",
		"check -- --fail-fast +nightly":   "",
		"-- check --fail-fast":            "",
		"list --fail-fast":                "",
		"nextest run --fail-fast":         "",
		"t --fail-fast":                   "",
		"loop --fail-fast":                "",
		"run a --fail-fast":               "",
		"run -- --fail-fast":              "",
		"test +1":                         "",
		"test a +nightly":                 "",
		"add x --features --only":         "cargo nw --only 'fuzz/**' add x --features",
		"check --fail-fast":               "cargo nw --fail-fast check",
		"+x -q check -v --only a -nr --b": "cargo nw +x -q --only a -n check -v -r --b",
		"c --only=a":                      "cargo nw --only=a c",
		"ck --fail-fast":                  "cargo nw --fail-fast ck",
		"run --fail-fast a":               "cargo nw --fail-fast run a",
		"fmt --fail-fast -- --check":      "cargo nw --fail-fast fmt -- --check",
		"update --exclude x":              "cargo nw --exclude x update",
		"check +nightly-2026-01-01 -q":    "cargo nw +nightly-2026-01-01 check -q",
		"test +1.70 --only a":             "cargo nw +1.70 --only a test",
		"check --only a +beta x":          "cargo nw +beta --only a check x",
		"check --filter=a --parallel":     "cargo nw --only=a -j 0 check",
	} {
		err := args.Misplaced(strings.Fields(argv), own, verbs, aliases)
		var usage *args.UsageError
		if errors.As(err, &usage); (err == nil) != (want == "") || err != nil && usage.Hint != want {
			t.Errorf("%s: got %+v, want %s", argv, usage, want)
		}
	}
}
