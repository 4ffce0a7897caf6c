package odd_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/mattn/go-shellwords"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// TestDryRunIsWhatRuns lets a shell execute what --dry-run prints.
func TestDryRunIsWhatRuns(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		argv []string
	}{
		{"plain", []string{"check"}},
		{"globals and toolchain", []string{"+stable", "-v", "--config", `a="b c"`, "check", "--", "-h"}},
		{"odd arguments", append([]string{"run", "", "\\'", "\x01", "#", "&", "a\xff", "=", "~", "{a,b}", "!"}, oddNames...)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := oddWorld(t)
			before := names(w)
			dry := w.NW(dryRun(tt.argv)...)
			if log := w.Took(); dry.Code != 0 || log != "" || dry.Stderr != "" {
				t.Fatalf("status %d, cargo was run: %q\n%s", dry.Code, log, dry.Stderr)
			}
			if after := names(w); !slices.Equal(before, after) {
				t.Errorf("the dry run made %q from %q", after, before)
			}
			if shell := w.Run(".", "bash", "-e", "-c", dry.Stdout); shell.Code != 0 {
				t.Fatalf("bash: status %d\n%s", shell.Code, shell.Stderr)
			}
			printed := w.Took()
			w.NW(tt.argv...)
			if ran := w.Took(); printed != ran || strings.Count(ran, "\x00") != (len(oddNames)+1)*(len(tt.argv)+1) {
				t.Errorf("printed\n%q\nrun\n%q", printed, ran)
			}
		})
	}
}

// dryRun puts -n before the subcommand, after a toolchain.
func dryRun(argv []string) []string {
	at := 0
	if strings.HasPrefix(argv[0], "+") {
		at = 1
	}
	return slices.Insert(slices.Clone(argv), at, "-n")
}

// names are the paths of everything in the world.
func names(w *harness.World) []string {
	w.T.Helper()
	var names []string
	err := filepath.WalkDir(w.Dir, func(path string, _ os.DirEntry, err error) error {
		names = append(names, path)
		return err
	})
	if err != nil {
		w.T.Fatal(err)
	}
	return names
}

// A parser of shell words that is not a shell reads the command the same.
// Control characters are left out: it does not know $'…'.
func TestDryRunIsShellWords(t *testing.T) {
	t.Parallel()
	w := harness.Fake(t, harness.TwoWorkspaces())
	argv := []string{"run", "", "a b", "'", `"`, "\\", "`x`", "$HOME", "*", "#", "é", "--", "a=b", "&&", "(x)"}
	dry := w.NWIn("outer", dryRun(argv)...)
	lines := strings.Split(strings.TrimSuffix(dry.Stdout, "\n"), "\n")
	if len(lines) != 2 {
		t.Fatalf("want two lines, got %q", lines)
	}
	for i, dir := range []string{".", "./inner"} {
		command, opened := strings.CutPrefix(lines[i], "(cd "+dir+" && ")
		command, closed := strings.CutSuffix(command, ")")
		words, err := shellwords.Parse(command)
		if want := append([]string{"cargo"}, argv...); !opened || !closed || err != nil || !slices.Equal(words, want) {
			t.Errorf("%s: %q, %v, want %q", lines[i], words, err, want)
		}
	}
}
