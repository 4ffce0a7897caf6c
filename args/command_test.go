package args_test

import (
	"slices"
	"testing"

	"github.com/cargo-nw/cargo-nw/args"
)

// parse takes a line apart without user-defined aliases.
func parse(t *testing.T, argv ...string) args.Command {
	t.Helper()
	c, err := args.ParseCargo(argv, nil)
	if err != nil {
		t.Fatalf("ParseCargo(%q): %v", argv, err)
	}
	return c
}

func TestCommandFlags(t *testing.T) {
	t.Parallel()
	const offline, locked, quiet = 1, 2, 4
	for _, tt := range []struct {
		name string
		argv []string
		want int
	}{
		{"nothing", []string{"check"}, 0},
		{"before the subcommand", []string{"--offline", "check"}, offline},
		{"after the subcommand", []string{"check", "--offline"}, offline},
		{"frozen is both", []string{"check", "--frozen"}, offline | locked},
		{"frozen before", []string{"--frozen", "t"}, offline | locked},
		{"after a positional word", []string{"test", "name", "--locked"}, locked},
		{"after the escape", []string{"test", "--", "--offline", "-q"}, 0},
		{"value of --config", []string{"--config", "--offline", "check"}, -1},
		{"value of -j, which takes all", []string{"check", "-j", "--offline"}, 0},
		{"optional value does not take it", []string{"test", "-p", "--offline"}, offline},
		{"glued value", []string{"check", "--features=--offline"}, 0},
		{"program argument of run", []string{"run", "a", "--offline", "-q"}, 0},
		{"value before the program", []string{"run", "--bin", "a", "--offline", "b"}, offline},
		{"argument of rustc", []string{"rustc", "foo", "--locked"}, 0},
		{"external subcommand", []string{"clippy", "--offline", "-q"}, offline},
		{"external, global quiet", []string{"-q", "clippy"}, quiet},
		{"quiet in a cluster", []string{"build", "-qp", "e"}, quiet},
		{"quiet in a cluster before", []string{"-vq", "build"}, quiet},
		{"quiet of an alias", []string{"t", "--quiet"}, quiet},
		{"q as a value", []string{"build", "-pq"}, 0},
		{"no subcommand", []string{"--offline", "--version"}, offline},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, err := args.ParseCargo(tt.argv, nil)
			if (err != nil) != (tt.want < 0) {
				t.Fatal(err)
			}
			if err != nil {
				return
			}
			got := 0
			for bit, set := range map[int]bool{offline: c.Offline(), locked: c.Locked(), quiet: c.Quiet()} {
				if set {
					got |= bit
				}
			}
			if got != tt.want {
				t.Errorf("%q: got %03b, want %03b (quiet, locked, offline)", tt.argv, got, tt.want)
			}
		})
	}
}

func TestCommandValues(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		option string
		argv   []string
		want   []string
	}{
		{"separate", "--manifest-path", []string{"check", "--manifest-path", "x"}, []string{"x"}},
		{"equals", "--manifest-path", []string{"check", "--manifest-path=x=y"}, []string{"x=y"}},
		{"short in every spelling", "--package", []string{"check", "-p", "a", "-pb", "-p=c", "-qvp", "d", "-vpe", "--package", "f", "--package=g"}, []string{"a", "b", "c", "d", "e", "f", "g"}},
		{"asked by the short name", "-p", []string{"check", "--package", "a"}, []string{"a"}},
		{"optional value missing", "--package", []string{"check", "-p", "--offline"}, nil},
		{"optional value missing at the end", "--target", []string{"check", "--target"}, nil},
		{"dash alone is a value", "--profile", []string{"check", "--profile", "-"}, []string{"-"}},
		{"empty value", "--features", []string{"check", "--features="}, []string{""}},
		{"empty separate value", "--features", []string{"check", "-F", ""}, []string{""}},
		{"escape as a value of jobs", "--jobs", []string{"check", "-j", "--"}, []string{"--"}},
		{"both sides of the subcommand", "--config", []string{"--config", "a=1", "check", "--config=b=2"}, []string{"a=1", "b=2"}},
		{"glued unstable flag", "-Z", []string{"-Zfoo", "check", "-Z", "bar", "-Z=baz"}, []string{"foo", "bar", "baz"}},
		{"directory", "-C", []string{"-Cdir", "check"}, []string{"dir"}},
		{"program argument", "--target-dir", []string{"run", "--target-dir", "a", "x", "--target-dir", "b"}, []string{"a"}},
		{"after the escape", "--test", []string{"test", "--", "--test", "x"}, nil},
		{"flag of one, option of another", "--bin", []string{"new", "--bin", "foo"}, nil},
		{"option of one, flag of another", "--remove", []string{"owner", "-r", "me"}, []string{"me"}},
		{"external", "--manifest-path", []string{"clippy", "--manifest-path", "x"}, []string{"x"}},
		{"bytes", "--target-dir", []string{"check", "--target-dir", "\xff \x01"}, []string{"\xff \x01"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := parse(t, tt.argv...)
			if got := c.Values(tt.option); !slices.Equal(got, tt.want) {
				t.Errorf("Values(%q) of %q: got %q, want %q", tt.option, tt.argv, got, tt.want)
			}
			last, ok := c.Value(tt.option)
			if ok != (len(tt.want) > 0) || ok && last != tt.want[len(tt.want)-1] {
				t.Errorf("Value(%q) of %q: got %q, %v", tt.option, tt.argv, last, ok)
			}
		})
	}
}

func TestColor(t *testing.T) {
	t.Parallel()
	if when, ok := parse(t, "--color", "never", "check", "--color=ALWAYS").Color(); when != "ALWAYS" || !ok {
		t.Errorf("got %q, %v", when, ok)
	}
	if when, ok := parse(t, "run", "x", "--color=always").Color(); ok {
		t.Errorf("got %q", when)
	}
}

func TestBuildOptions(t *testing.T) {
	t.Parallel()
	c := parse(t, "--config", "x = 1", "-Zfoo", "check", "-vr", "--profile", "p", "--target=t",
		"--features", "x y", "-qFz", "--all-features", "--no-default-features", "--tests",
		"--bin", "b", "-j2", "--target-dir", "d", "--locked", "--", "--release")
	want := []string{
		"--config 'x = 1'", "-Zfoo", "-r", "--profile p", "--target=t",
		"--features 'x y'", "-Fz", "--all-features", "--no-default-features", "--tests",
	}
	if got := c.BuildOptions(); !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestArgv(t *testing.T) {
	t.Parallel()
	argv := []string{"+nightly", "-vq", "--config", "a=1", "run", "", "\xff", "--", "a b"}
	if got := parse(t, argv...).Argv(); !slices.Equal(got, argv) {
		t.Errorf("got %q, want %q", got, argv)
	}
	if got := parse(t, "--version").Argv(); !slices.Equal(got, []string{"--version"}) {
		t.Errorf("got %q", got)
	}
}
