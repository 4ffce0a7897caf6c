package cli_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cli"
	"github.com/cargo-nw/cargo-nw/internal/command"
)

// each calls with every option of every verb, and of the traversal.
func each(visit func(verb string, o command.Option)) {
	line := cli.Describe()
	for _, o := range command.Shown(line.Options) {
		visit("cargo nw", o)
	}
	for _, v := range line.Verbs {
		for _, o := range command.Shown(v.Options) {
			visit(v.Name, o)
		}
	}
}

// TestEveryValueCompletes fails for an option whose value no shell could
// complete, because its kind is not declared.
func TestEveryValueCompletes(t *testing.T) {
	t.Parallel()
	kinds := map[string]command.Kind{
		"PATH": command.File, "FILE": command.File, "DIR": command.Directory, "GLOB": command.Workspaces,
		"N": command.Free, "I/N": command.Free, "REF": command.Free, "SPEC": command.Free, "TRIPLE": command.Free, "DURATION": command.Free, "NAME": command.Free,
	}
	each(func(verb string, o command.Option) {
		kind, known := kinds[o.Placeholder]
		switch {
		case !o.TakesValue() || o.Choices != nil:
		case !known:
			t.Errorf("%s %s %s: give it choices or a kind, and add it to the table of this test", verb, o.Name(), o.Placeholder)
		case o.Kind != kind:
			t.Errorf("%s %s %s: kind %d, want %d", verb, o.Name(), o.Placeholder, o.Kind, kind)
		}
	})
}

// TestOptions checks what all declarations have in common.
func TestOptions(t *testing.T) {
	t.Parallel()
	variables := map[string]string{}
	each(func(verb string, o command.Option) {
		switch other := variables[o.Env]; {
		case o.Env != "" && other != "" && other != o.Name():
			t.Errorf("%s: %s and %s have one variable, %s", verb, other, o.Name(), o.Env)
		case o.Env != "" && !strings.HasPrefix(o.Env, "CARGO_NW_"):
			t.Errorf("%s %s: the variable %s is not called CARGO_NW_…", verb, o.Name(), o.Env)
		case o.Repeatable && len(o.Names) > 1:
			t.Errorf("%s %s: the command line library would set it twice under another name", verb, o.Name())
		case !strings.HasPrefix(o.Name(), "--"):
			t.Errorf("%s %s: the long name comes first", verb, o.Name())
		case o.About == "" || strings.HasSuffix(o.About, ".") || strings.ToLower(o.About[:1]) != o.About[:1]:
			t.Errorf("%s %s: %q is not lower case without a full stop", verb, o.Name(), o.About)
		}
		variables[o.Env] = o.Name()
	})
}

// TestOptionsOfOneName checks that an option means the same wherever it is. What
// --check looks for is the verb's business; that it exits with 4 is not.
func TestOptionsOfOneName(t *testing.T) {
	t.Parallel()
	first := map[string]command.Option{}
	each(func(verb string, o command.Option) {
		known, ok := first[o.Name()]
		if !ok {
			first[o.Name()] = o
			return
		}
		own := o.Name() == "--format" || o.Name() == "--check" && strings.Contains(o.About, "exit with 4 if")
		if !own && o.Text() != known.Text() || o.Placeholder != known.Placeholder {
			t.Errorf("%s %s: %q, and elsewhere %q", verb, o.Name(), o.Text(), known.Text())
		}
	})
}

// TestGlobals compares the table with the grammar of cargo's global flags.
func TestGlobals(t *testing.T) {
	t.Parallel()
	line := cli.Describe()
	var got []string
	for _, o := range line.Globals {
		got = append(got, o.Names...)
	}
	var want []string
	for _, o := range args.Globals() {
		want = append(want, o.Names...)
		known, _ := command.Find(line.Globals, o.Names[0])
		if known.TakesValue() != o.TakesValue {
			t.Errorf("%s: takes a value: got %v, want %v", o.Names[0], known.TakesValue(), o.TakesValue)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestDefaults checks that what a manifest can set are options of a traversal.
func TestDefaults(t *testing.T) {
	t.Parallel()
	line := cli.Describe()
	for _, name := range manifest.Defaultable() {
		o, ok := command.Find(line.Options, name)
		if !ok || name == "--show-secrets" || o.Kind == command.File || o.Kind == command.Directory {
			t.Errorf("%s: a manifest cannot set it", name)
		}
		if ok && o.Env == "" && !o.Repeatable {
			t.Errorf("%s has a default in manifests, and no variable", name)
		}
	}
}
