package args_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/args"
)

// Every case was run with cargo 1.95, with the aliases in a .cargo/config.toml.
func TestParseCargo(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		argv    string
		aliases map[string]string
		want    string // toolchain | globals | subcommand | arguments
		err     string
	}{
		{name: "empty line", want: "|||"},
		{name: "toolchain", argv: "+nightly check -q", want: "nightly||check|-q"},
		{name: "toolchain alone", argv: "+nightly", want: "nightly|||"},
		{name: "toolchain later is a subcommand", argv: "--offline +nightly check", want: "|--offline|+nightly|check"},
		{name: "plus alone", argv: "+ check", want: "||+|check"},
		{name: "version", argv: "-Vv", want: "|-Vv||"},
		{name: "list", argv: "--list -q", want: "|--list -q||"},
		{name: "explain takes a value", argv: "--explain E0001 check", want: "|--explain E0001|check|"},
		{name: "directory glued", argv: "-vCdir check", want: "|-vCdir|check|"},
		{name: "values", argv: "--color never --config=a=1 -Z x -Zy -Z=z check --config b", want: "|--color never --config=a=1 -Z x -Zy -Z=z|check|--config b"},
		{name: "builtin alias", argv: "t --test x", want: "||test|--test x"},
		{name: "rm", argv: "rm serde", want: "||remove|serde"},
		{name: "external", argv: "-v clippy -- -D warnings", want: "|-v|clippy|-- -D warnings"},
		{name: "builtin before alias", argv: "check", aliases: map[string]string{"check": "tree"}, want: "||check|"},
		{name: "help is builtin", argv: "help", aliases: map[string]string{"help": "tree"}, want: "||help|"},
		{name: "builtin alias overridden", argv: "c -q", aliases: map[string]string{"c": "tree"}, want: "||tree|-q"},
		{name: "alias before external", argv: "clippy", aliases: map[string]string{"clippy": "check"}, want: "||check|"},
		{name: "globals in an alias", argv: "-q a x", aliases: map[string]string{"a": "--offline check -v"}, want: "|-q --offline|check|-v x"},
		{name: "the same global twice", argv: "-q --color never a", aliases: map[string]string{"a": "-q --color always check"}, want: "|-q --color always|check|"},
		{name: "alias of an alias", argv: "-q a x", aliases: map[string]string{"a": "b1 y", "b1": "--locked test z"}, want: "|-q --locked|test|z y x"},
		{name: "globals before another alias are lost", argv: "-q a", aliases: map[string]string{"a": "--locked c"}, want: "|-q|check|"},
		{name: "alias of an external", argv: "a x", aliases: map[string]string{"a": "nextest run"}, want: "||nextest|run x"},
		{name: "escape in an alias", argv: "a --y", aliases: map[string]string{"a": "run -q --"}, want: "||run|-q -- --y"},
		{name: "escape before an alias", argv: "-- a -q", aliases: map[string]string{"a": "tree"}, want: "||tree|-q"},
		{name: "escape before a builtin alias", argv: "-- c -q", want: "||check|-q"},
		{name: "value of an alias's option", argv: "a never check", aliases: map[string]string{"a": "--color"}, want: "|--color never|check|"},
		{name: "toolchain in an alias", argv: "a", aliases: map[string]string{"a": "+stable check"}, want: "||+stable|check"},
		{name: "escape alone", argv: "-q --", want: "|-q||"},

		{name: "escape before a builtin", argv: "-- check", err: "--"},
		{name: "escape before a builtin in an alias", argv: "a", aliases: map[string]string{"a": "-- check"}, err: "--"},
		{name: "alias of itself", argv: "a", aliases: map[string]string{"a": "a"}, err: "a -> a"},
		{name: "builtin alias of itself", argv: "c", aliases: map[string]string{"c": "c -q"}, err: "c -> c"},
		{name: "cycle of two", argv: "a", aliases: map[string]string{"a": "b1", "b1": "a"}, err: "a -> b1 -> a"},
		{name: "empty alias", argv: "a", aliases: map[string]string{"a": ""}, err: "is empty"},
		{name: "alias without subcommand", argv: "a", aliases: map[string]string{"a": "-q"}, err: "no subcommand"},
		{name: "unknown option", argv: "--release check", err: "--release"},
		{name: "abbreviation", argv: "--off check", err: "--off"},
		{name: "missing value", argv: "--color --offline check", err: "--color needs a value"},
		{name: "missing short value", argv: "-Z", err: "-Z needs a value"},
		{name: "unexpected value", argv: "--version=1", err: "--version takes no value"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			aliases := func(name string) ([]string, bool) {
				line, ok := tt.aliases[name]
				return strings.Fields(line), ok
			}
			got, err := args.ParseCargo(strings.Fields(tt.argv), aliases)
			if err != nil || tt.err != "" {
				if err == nil || tt.err == "" || !strings.Contains(err.Error(), tt.err) {
					t.Fatalf("got %v, %+v, want error %q", err, got, tt.err)
				}
				return
			}
			line := strings.Join([]string{
				got.Toolchain, strings.Join(got.Globals, " "), got.Subcommand, strings.Join(got.Arguments, " "),
			}, "|")
			if line != tt.want {
				t.Errorf("got %s, want %s", line, tt.want)
			}
		})
	}
}

func TestParseCargoBytes(t *testing.T) {
	t.Parallel()
	argv := []string{"run", "", "a b", "'\"", "\xff\xfe", "--", "--", "-"}
	got, err := args.ParseCargo(argv, nil)
	if err != nil || !reflect.DeepEqual(got.Arguments, argv[1:]) {
		t.Errorf("got %q, %v", got.Arguments, err)
	}
	if _, err := args.ParseCargo([]string{"", "check"}, nil); err == nil {
		t.Error("an empty subcommand was accepted")
	}
}
