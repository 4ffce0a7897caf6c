package terminal_test

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/cargo-nw/cargo-nw/docs"
	"github.com/cargo-nw/cargo-nw/internal/cli"
	"github.com/cargo-nw/cargo-nw/internal/cmdline"
	"github.com/cargo-nw/cargo-nw/internal/verb/completion"
	"github.com/cargo-nw/cargo-nw/test/harness"
)

// TestEveryValueCompletes fails for an option whose value no shell could
// complete, because nobody has said what it is.
func TestEveryValueCompletes(t *testing.T) {
	t.Parallel()
	line := cli.Describe()
	check := func(of string, options []cmdline.Option) {
		for _, o := range options {
			if o.Placeholder != "" && o.Kind == cmdline.Unknown {
				t.Errorf("%s %s %s: say what it is in its text (\"`%s` is a, b or c\"), or in the table of internal/cmdline", of, o.Names[0], o.Placeholder, o.Placeholder)
			}
		}
	}
	check("cargo nw", line.Options)
	for _, v := range line.Verbs {
		check(v.Name, v.Options)
	}
}

// TestAtTheSameTime describes the command line and asks for its help several
// times at once: the race detector would see a variable of the library's that
// either of them sets. Tests here do both, side by side.
func TestAtTheSameTime(t *testing.T) {
	t.Parallel()
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			cli.Describe()
			for _, argv := range [][]string{{"--help"}, {"list", "--help"}, {"completion", "man"}} {
				if code := cli.Run(argv, nil, "", strings.NewReader(""), io.Discard, io.Discard); code != 0 {
					t.Errorf("%q: status %d", argv, code)
				}
			}
		})
	}
	all.Wait()
}

// TestCompletionVerb holds that each shell in the help has a script.
func TestCompletionVerb(t *testing.T) {
	t.Parallel()
	line := cli.Describe()
	i := slices.IndexFunc(line.Verbs, func(v cmdline.Verb) bool { return v.Name == "completion" })
	if got, want := line.Verbs[i].Words, append(slices.Clone(completion.Shells), "man"); !slices.Equal(got, want) {
		t.Errorf("the verb knows %q, the package %q", got, want)
	}
	for _, shell := range completion.Shells {
		if text, ok := completion.Script(shell); !ok || !strings.Contains(text, "completion --candidates") {
			t.Errorf("%s has no script that asks", shell)
		}
	}
}

// TestManPage holds that the page has all that the help and the manual name,
// and that no formatter finds fault with it.
func TestManPage(t *testing.T) {
	t.Parallel()
	page := manPage(t)
	bare := strings.NewReplacer(`\-`, "-", `\fB`, "", `\fI`, "", `\fR`, "", `\[la]`, "<", `\[ra]`, ">").Replace(page)
	line := cli.Describe()
	wanted := regexp.MustCompile("CARGO_NW[A-Z_]*").FindAllString(docs.Manual, -1)
	for _, v := range line.Verbs {
		wanted = append(wanted, v.Usage, v.About)
		line.Options = append(line.Options, v.Options...)
	}
	for _, o := range line.Options {
		wanted = append(wanted, o.Names...)
		wanted = append(wanted, o.About)
	}
	for _, section := range []string{"NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "VERBS", "EXIT STATUS", "ENVIRONMENT", "FILES", "EXAMPLES", "SEE ALSO"} {
		wanted = append(wanted, ".SH "+section+"\n")
	}
	wanted = append(wanted, ".SS Which workspaces\n", "\n.SS cargo nw list [options]\n", "\n.PP\nWhich workspaces")
	for _, want := range wanted {
		if !strings.Contains(bare, want) {
			t.Errorf("the page does not have %q", want)
		}
	}
}

func TestManPageFormats(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "cargo-nw.1")
	if err := os.WriteFile(file, []byte(manPage(t)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, argv := range [][]string{{"mandoc", "-T", "lint", "-W", "error"}, {"groff", "-man", "-Kutf8", "-Tutf8", "-ww", "-z"}} {
		t.Run(argv[0], func(t *testing.T) {
			t.Parallel()
			if _, err := exec.LookPath(argv[0]); err != nil {
				t.Skipf("%s is not installed", argv[0])
			}
			ctx, cancel := context.WithTimeout(t.Context(), harness.Limit)
			defer cancel()
			if out, err := exec.CommandContext(ctx, argv[0], append(argv[1:], file)...).CombinedOutput(); err != nil || len(out) > 0 {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

func manPage(t *testing.T) string {
	t.Helper()
	var out, errs strings.Builder
	if code := cli.Run([]string{"completion", "man"}, nil, "", strings.NewReader(""), &out, &errs); code != 0 || errs.Len() > 0 {
		t.Fatalf("completion man: status %d, stderr %q", code, errs.String())
	}
	return out.String()
}

// TestPaths holds that the workspaces are offered as `cargo nw list`
// prints them, from where the user stands.
func TestPaths(t *testing.T) {
	t.Parallel()
	w := harness.New(t, harness.Archive(`
-- outer/Cargo.toml --
[package]
name = "outer"
[package.metadata.nested_workspace]
roots = ["inner", "a b"]
-- outer/inner/Cargo.toml --
[package]
name = "one"
-- outer/a b/Cargo.toml --
[package]
name = "spaced"
`))
	for _, tt := range []struct{ stand, manifest, want string }{
		{"outer", "", ".=outer inner=one a b=spaced"},
		{".", "outer/Cargo.toml", "outer=outer outer/inner=one outer/a b=spaced"},
		{".", filepath.Join(w.Dir, "outer", "Cargo.toml"), "outer=outer outer/inner=one outer/a b=spaced"},
		{"outer/inner", "../Cargo.toml", "..=outer .=one ../a b=spaced"},
		{".", "", ""},
		{".", "no/Cargo.toml", ""},
	} {
		words := []string{"completion", "--candidates", "--only", "."}
		if tt.manifest != "" {
			words = slices.Insert(words, 2, "--manifest-path", tt.manifest)
		}
		answer := strings.Split(strings.TrimSuffix(w.NWIn(tt.stand, words...).Stdout, "\n"), "\n")[1:]
		if got := strings.ReplaceAll(strings.Join(answer, " "), "\t", "="); got != tt.want {
			t.Errorf("%+v: got %q", tt, got)
		}
	}
}
