package cli_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/docs"
	"github.com/cargo-nw/cargo-nw/internal/cli"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/verb/completion"
)

// limit is how long a formatter may take. It ends a hang, it does not measure.
const limit = 3 * time.Minute

// TestCompletionVerb checks that each shell in the help has a script.
func TestCompletionVerb(t *testing.T) {
	t.Parallel()
	line := cli.Describe()
	i := slices.IndexFunc(line.Verbs, func(v command.Verb) bool { return v.Name == "completion" })
	if got, want := line.Verbs[i].Words, append(slices.Clone(completion.Shells), "man"); !slices.Equal(got, want) {
		t.Errorf("the verb knows %q, the package %q", got, want)
	}
	for _, shell := range completion.Shells {
		if text, ok := completion.Script(shell); !ok || !strings.Contains(text, "completion --candidates") {
			t.Errorf("%s has no script that asks", shell)
		}
	}
}

// TestManPage checks that the page has everything in the help and the manual,
// and that no formatter finds fault with it.
func TestManPage(t *testing.T) {
	t.Parallel()
	page := manPage(t)
	bare := strings.NewReplacer(`\-`, "-", `\fB`, "", `\fI`, "", `\fR`, "", `\[la]`, "<", `\[ra]`, ">").Replace(page)
	line := cli.Describe()
	wanted := regexp.MustCompile("CARGO_NW[A-Z_]*").FindAllString(docs.Reference, -1)
	for _, v := range line.Verbs {
		wanted = append(wanted, v.Usage, v.About)
		line.Options = append(line.Options, command.Shown(v.Options)...)
	}
	for _, o := range line.Options {
		wanted = append(wanted, o.Names...)
		wanted = append(wanted, o.Text())
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
			ctx, cancel := context.WithTimeout(t.Context(), limit)
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
