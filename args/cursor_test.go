package args_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/args"
)

var places = map[args.Place]string{
	args.AtSubcommand: "subcommand", args.AtEscaped: "escaped", args.AtToolchain: "toolchain", args.AtOption: "option",
	args.AtValue: "value", args.AtVerb: "verb", args.AtCargo: "cargo", args.AtArgument: "argument",
}

func TestLocate(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, argv, want string }{ // the word at the cursor is between []
		{"nothing typed", "[]", "subcommand"},
		{"called by cargo", "nw []", "subcommand"},
		{"begun subcommand", "nw --fail-fast che[]", "subcommand"},
		{"toolchain", "nw +n[]", "toolchain"},
		{"toolchain is the first word", "-n +n[]", "subcommand"},
		{"after the toolchain", "+x []", "subcommand"},
		{"option", "-n --f[]", "option"},
		{"dash", "-[]", "option"},
		{"value", "--report []", "value of --report"},
		{"value of the short name", "-R x[]", "value of --report"},
		{"value in a cluster", "-nR []", "value of --report"},
		{"value that looks like an option", "--report -[]", "value of --report"},
		{"value with equals", "--report=a=[]", "value of --report after --report="},
		{"flag with equals", "--fail-fast=[]", "option"},
		{"after a value", "--report F []", "subcommand"},
		{"value of a global", "--color []", "value of --color"},
		{"value of one of cargo's", "--target-dir []", "value of --target-dir"},
		{"unknown option", "--frob []", "subcommand"},
		{"escaped", "-- []", "escaped"},
		{"escaped option", "-- -[]", "escaped"},
		{"after a subcommand", "-n check --re[]", "cargo: check --re"},
		{"after an escaped verb", "-- list []", "cargo: list "},
		{"after a verb", "+x list --t[]", "verb: list --t"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := args.Locate(strings.Split(strings.TrimSuffix(tt.argv, "[]"), " "), own, verbs)
			if got := shown(c); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestBehind(t *testing.T) {
	t.Parallel()
	for argv, want := range map[string]string{
		"": "argument", "x y": "argument", "--f": "option", "x --report ": "value of --report", "--report=": "value of --report after --report=",
		"-- -": "argument", "--manifest-path M ": "argument",
	} {
		if got := shown(args.Behind(strings.Split(argv, " "), own)); got != want {
			t.Errorf("%q: got %s, want %s", argv, got, want)
		}
	}
}

func TestCursorValue(t *testing.T) {
	t.Parallel()
	c := args.Locate([]string{"+x", "--report", "a", "-R=b", "--report"}, own, verbs)
	if value, ok := c.Value("--report"); value != "b" || !ok || c.Toolchain != "x" {
		t.Errorf("got %q, %v and toolchain %q", value, ok, c.Toolchain)
	}
	if value, ok := c.Value("--manifest-path"); ok {
		t.Errorf("got %q for an option that is not there", value)
	}
}

func shown(c args.Cursor) string {
	text := places[c.Place]
	if c.Place == args.AtValue {
		text += " of " + c.Option
	}
	if c.Glued != "" {
		text += " after " + c.Glued
	}
	if c.Rest != nil {
		text += fmt.Sprint(": ", strings.Join(c.Rest, " "))
	}
	return text
}
