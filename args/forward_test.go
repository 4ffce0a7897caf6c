package args_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/args"
)

func TestForBuild(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, sub, parent, extra, want string }{
		{"plain", "check", "--offline check --release -p e", "", "check -vv --offline --workspace"},
		{"locked", "build", "build --locked", "", "build -vv --offline --workspace --locked"},
		{"frozen", "build", "--frozen b", "", "build -vv --offline --workspace --locked"},
		{"extra", "check", "c --offline", "--tests -F x", "check -vv --offline --workspace --tests -F x"},
		{"extra twice", "build", "b --locked", "--locked --offline -v", "build -vv --offline --workspace --locked -v"},
		{"extra with escape", "clippy", "check", "--tests -- -D warnings --offline", "clippy -vv --offline --workspace --tests -- -D warnings --offline"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			parent := parse(t, strings.Fields(tt.parent)...)
			got := args.ForBuild(tt.sub, parent, strings.Fields(tt.extra))
			if strings.Join(got, " ") != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestForTest(t *testing.T) {
	t.Parallel()
	pkg := args.Package{Name: "e", Version: "0.1.0", Dir: "/src/e", Target: "run_nested"}
	for _, tt := range []struct{ name, parent, extra, want string }{
		{"plain", "test", "", ""},
		{"short alias", "t -q", "", "-q"},
		{"globals", "-v --offline --config a=1 test name", "", "-v --offline --config a=1 name"},
		{"globals that are not legal after", "-C dir -Zunstable-options --list test", "", "-Zunstable-options"},
		{"globals on both sides", "-q --offline --color never test --offline -q --color always", "", "-q --offline --color always"},
		{"quiet in two spellings", "-q test --quiet", "", "-q"},
		{"verbose adds up", "-v test -v", "-v", "-v -v -v"},
		{"workspace", "test --workspace --lib", "", "--lib"},
		{"all", "test --all --lib", "", "--lib"},
		{"package separate", "test -p e --lib", "", "--lib"},
		{"package glued", "test -pe --lib", "", "--lib"},
		{"package with equals", "test -p=e --package=e", "", ""},
		{"package in a cluster", "test -vqp e name", "", "-vq name"},
		{"package in a cluster, glued", "test -vqpe name", "", "-vq name"},
		{"package long", "test --package e@0.1 --package e", "", ""},
		{"package by URL", "test -p file:///src/e -p path+file:///src/e#e@0.1.0", "", ""},
		{"package by pattern", "test -p e* -p [e]", "", ""},
		{"other package", "test -p other -p e@2 -pf", "", "-p other -p e@2 -pf"},
		{"package as another's value", "test --features -p", "", "--features -p"},
		{"name of another option's value", "test --bin e", "", "--bin e"},
		{"manifest path", "test --manifest-path e/Cargo.toml --lockfile-path=x --lib", "", "--lib"},
		{"running target", "test --test run-nested --test=run_nested --test other", "", "--test other"},
		{"running target by pattern stays", "test --test run*", "", "--test run*"},
		{"exclude stays", "test --workspace --exclude f", "", "--exclude f"},
		{"package after the escape", "test -- -p e --workspace", "", "-- -p e --workspace"},
		{"extra", "test name", "--release --lib", "name --release --lib"},
		{"extra before the escape", "test --lib -- --nocapture", "--release", "--lib --release -- --nocapture"},
		{"two escapes", "test -- a --", "--release -- b", "--release -- a -- b"},
		{"escape of extra", "test", "-- b", "-- b"},
		{"empty escape", "test --", "", ""},
		{"same flag in extra", "test --release --workspace", "-r --workspace --no-run", "--release --no-run"},
		{"same option in extra", "test --profile a --target-dir x -j 2", "--profile=b -j4", "--target-dir x --profile=b -j4"},
		{"options that add up", "test --features a --bin x", "-F b --bin y", "--features a --bin x -F b --bin y"},
		{"jobs takes the escape", "test -j -- --lib", "", "-j -- --lib"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			parent := parse(t, strings.Fields(tt.parent)...)
			before := parent.Argv()
			got := args.ForTest(parent, pkg, strings.Fields(tt.extra))
			want := append([]string{"test", "--workspace"}, strings.Fields(tt.want)...)
			if !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
			if !slices.Equal(parent.Argv(), before) {
				t.Errorf("the parent was changed to %q", parent.Argv())
			}
		})
	}
}

func TestForTestKeepsBytes(t *testing.T) {
	t.Parallel()
	parent := args.Command{Subcommand: "test", Arguments: []string{"a b", "", "\xff", "--", "", "'"}}
	want := []string{"test", "--workspace", "a b", "", "\xff", "\x80", "--", "", "'", ""}
	got := args.ForTest(parent, args.Package{}, []string{"\x80", "--", ""})
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestForTestUnknownTarget(t *testing.T) {
	t.Parallel()
	got := args.ForTest(parse(t, "test", "--test", ""), args.Package{Name: "e"}, nil)
	if want := []string{"test", "--workspace", "--test", ""}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
