package blackbox_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/mattn/go-shellwords"
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
			before := w.names()
			dry := w.nw(dryRun(tt.argv)...)
			if log := w.took(); dry.code != 0 || log != "" || dry.stderr != "" {
				t.Fatalf("status %d, cargo was run: %q\n%s", dry.code, log, dry.stderr)
			}
			if after := w.names(); !slices.Equal(before, after) {
				t.Errorf("the dry run made %q from %q", after, before)
			}
			if shell := w.run(".", "bash", "-e", "-c", dry.stdout); shell.code != 0 {
				t.Fatalf("bash: status %d\n%s", shell.code, shell.stderr)
			}
			printed := w.took()
			w.nw(tt.argv...)
			if ran := w.took(); printed != ran || strings.Count(ran, "\x00") != (len(oddNames)+1)*(len(tt.argv)+1) {
				t.Errorf("printed\n%q\nrun\n%q", printed, ran)
			}
		})
	}
}

// dryRun puts -n before the subcommand, behind a toolchain.
func dryRun(argv []string) []string {
	at := 0
	if strings.HasPrefix(argv[0], "+") {
		at = 1
	}
	return slices.Insert(slices.Clone(argv), at, "-n")
}

// names are the paths of all that is in the world.
func (w *world) names() []string {
	w.t.Helper()
	var names []string
	err := filepath.WalkDir(w.dir, func(path string, _ os.DirEntry, err error) error {
		names = append(names, path)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return names
}

// A parser of shell words that is not a shell reads the command the same.
// Control characters are left out: it does not know $'…'.
func TestDryRunIsShellWords(t *testing.T) {
	t.Parallel()
	w := newFakeWorld(t, twoWorkspaces)
	argv := []string{"run", "", "a b", "'", `"`, "\\", "`x`", "$HOME", "*", "#", "é", "--", "a=b", "&&", "(x)"}
	dry := w.run("outer", "cargo-nw", dryRun(argv)...)
	lines := strings.Split(strings.TrimSuffix(dry.stdout, "\n"), "\n")
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
