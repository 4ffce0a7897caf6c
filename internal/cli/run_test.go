package cli_test

import (
	"io"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/cargo-nw/cargo-nw/internal/cli"
)

// run calls the program with an environment in which there is no cargo.
func run(argv []string, env ...string) (status int, stdout, stderr string) {
	var out, errs strings.Builder
	status = cli.Run(argv, env, "1.2.3", strings.NewReader(""), &out, &errs)
	return status, out.String(), errs.String()
}

// TestUsage is what is wrong with a command line, and what is printed about it.
func TestUsage(t *testing.T) {
	t.Parallel()
	tests := []struct {
		line, env  string
		want, hint string
	}{
		{"--jobs x check", "", "--jobs x: not a whole number", "cargo nw --jobs 4 …"},
		{"-j-1 check", "", "--jobs -1: not a whole number", "cargo nw --jobs 4 …"},
		{"check", "CARGO_NW_JOBS=x", "CARGO_NW_JOBS=x: not a whole number", "cargo nw --jobs 4 …"},
		{"check", "CARGO_NW_FAIL_FAST=maybe", "CARGO_NW_FAIL_FAST=maybe: must be true or false", "cargo nw --fail-fast …"},
		{"--retries= check", "", "--retries '': the value is empty", "cargo nw --retries 2 …"},
		{"--order best check", "", "--order best: must be declared or topological", "cargo nw --order topological …"},
		{"list --order best", "", "--order best: must be declared or topological", "cargo nw list --order topological"},
		{"--output all check", "", "--output all: must be stream, group, prefix or errors", "cargo nw --output group …"},
		{"--only [ check", "", "--only '[': not a pattern", "cargo nw --only 'fuzz/**' …"},
		{"--partition 3/2 check", "", "--partition 3/2: there are only 2 parts", "cargo nw --partition 2/2 …"},
		{"--partition 0/2 check", "", "--partition 0/2: the first part is 1/2", "cargo nw --partition 1/2 …"},
		{"--times r.json check", "", "--times needs --partition", "cargo nw --partition 1/2 --times report.json …"},
		{"--jobs 2 list", "", "--jobs cannot be used with list", "cargo nw list --help"},
		{"-n doctor", "", "--dry-run cannot be used with doctor", "cargo nw doctor --help"},
		{"-j4 doctor", "", "--jobs cannot be used with doctor", "cargo nw doctor --help"},
		{"--only a doctor", "", "--only cannot be used with doctor", "cargo nw doctor --help"},
		{"--report r hook build", "", "--report cannot be used with hook", "cargo nw hook --help"},
		{"list --no", "", "unknown option --no", "cargo nw list --help"},
		{"list -x", "", "unknown option -x", "cargo nw list --help"},
		{"list --format", "", "--format needs a value", "cargo nw list --format json"},
		{"--output json list", "", "--output cannot be used with list", "cargo nw list --format json"},
		{"list --json", "", "unknown option --json", "cargo nw list --format json"},
		{"list --tre", "", "unknown option --tre", "cargo nw list --tree"},
		{"setup --dry-run", "", "unknown option --dry-run", "cargo nw setup --diff"},
		{"setup -n", "", "unknown option -n", "cargo nw setup --diff"},
		{"doctor --fix", "", "unknown option --fix", "cargo nw setup"},
		{"--include X check", "", "unknown option --include", "cargo nw --only X check"},
		{"--filter=X check", "", "unknown option --filter=X", "cargo nw --only=X check"},
		{"--parallel check", "", "unknown option --parallel", "cargo nw -j 0 check"},
		{"--concurrency 3 check", "", "unknown option --concurrency", "cargo nw -j 3 check"},
		{"--affected check", "", "unknown option --affected", "cargo nw --changed main check"},
		{"--since main check -q", "", "unknown option --since", "cargo nw --changed main check -q"},
		{"--retry 2 --filter x test", "", "unknown option --retry", "cargo nw --retries 2 --only x test"},
		{"--unchanged x check", "", "unknown option --unchanged", "cargo nw --help"},
		{"--only check", "", "--only took check as its value, so no subcommand is left", "cargo nw --only 'fuzz/**' check"},
		{"-j check", "", "-j took check as its value", "cargo nw -j 4 check"},
		{"-q --output list", "", "--output took list as its value", "cargo nw -q --output group list"},
		{"--report", "", "--report needs a value", "cargo nw --report report.json check"},
		{"check --fail-fast", "", "--fail-fast belongs before the subcommand", "cargo nw --fail-fast check"},
		{"-q check --only fuzz --lib -n -v", "", "--only belongs before the subcommand", "cargo nw -q --only fuzz -n check --lib -v"},
		{"check +nightly", "", "+nightly must be the first word", "cargo nw +nightly check"},
		{"fetch -j 4", "", "-j belongs before the subcommand", "cargo nw -j 4 fetch"},
		{"clippy --fail-fast -- -D warnings", "", "--fail-fast belongs before the subcommand", "cargo nw --fail-fast clippy -- -D warnings"},
		{"test a --filter x", "", "unknown option --filter", "cargo nw --only x test a"},
		{"check --only", "", "--only belongs before the subcommand, with a value", "cargo nw --only 'fuzz/**' check"},
		{"list --format xml", "", "--format xml: must be text, json, github-matrix or linked-projects", "cargo nw list --format json"},
		{"list a", "", "list takes no arguments, found a", "cargo nw list --help"},
		{"list --tree --format json", "", "--tree is text, not json", "cargo nw list --format json"},
		{"completion", "", "name a shell: bash, zsh, fish, powershell", "cargo nw completion bash"},
		{"completion tcsh", "", "no completion for tcsh", "cargo nw completion --help"},
		{"completion bash zsh", "", "completion has one argument, found zsh", "cargo nw completion --help"},
		{"hook deploy", "", "as hook build or hook test, not as hook deploy", "cargo nw setup --print"},
		{"--offline", "", "no subcommand", "cargo nw --help"},
	}
	for _, tt := range tests {
		t.Run(tt.line+" "+tt.env, func(t *testing.T) {
			t.Parallel()
			status, out, errs := run(strings.Fields(tt.line), tt.env)
			if status != 2 || out != "" || !strings.HasPrefix(errs, "cargo-nw: error: ") || !strings.Contains(errs, tt.want) {
				t.Errorf("status %d, stdout %q, stderr %q", status, out, errs)
			}
			if !strings.Contains(errs, "\ncargo-nw: hint: "+tt.hint) {
				t.Errorf("the hint is not %q: %q", tt.hint, errs)
			}
		})
	}
}

// TestHelp checks that help of every kind fits a terminal of 80 columns.
func TestHelp(t *testing.T) {
	t.Parallel()
	for _, argv := range [][]string{
		{"--help"},
		{"nw", "help"},
		{"list", "--help"},
		{"list", "-h"},
		{"help", "list"},
		{"--help", "list"},
		{"setup", "--help"},
		{"doctor", "--help"},
		{"completion", "--help"},
		{"hook", "--help"},
	} {
		status, out, errs := run(argv)
		if status != 0 || errs != "" || !strings.Contains(out, "Usage:\n   cargo") || !strings.Contains(out, "--help, -h") {
			t.Errorf("%q: status %d, stderr %q, stdout\n%s", argv, status, errs, out)
		}
		for line := range strings.Lines(out) {
			if utf8.RuneCountInString(line) > 81 {
				t.Errorf("%q: more than 80 columns: %s", argv, line)
			}
		}
	}
}

// TestSummary is what there is to read first; the program for stubs is not in it.
func TestSummary(t *testing.T) {
	t.Parallel()
	for _, argv := range [][]string{nil, {"nw"}, {"-h"}, {"nw", "-h"}} {
		status, out, errs := run(argv)
		if n := strings.Count(out, "\n"); status != 0 || errs != "" || n > 24 || !strings.Contains(out, "cargo nw --help\n") || strings.Contains(out, "hook") {
			t.Errorf("%q: status %d, stderr %q, stdout\n%s", argv, status, errs, out)
		}
	}
}

func TestVersion(t *testing.T) {
	t.Parallel()
	for _, argv := range [][]string{{"--version"}, {"-V"}, {"nw", "--version"}} {
		if status, out, errs := run(argv); status != 0 || errs != "" || out != "cargo-nw 1.2.3\n" {
			t.Errorf("%q: status %d, stdout %q, stderr %q", argv, status, out, errs)
		}
	}
}

// TestAtTheSameTime describes the command line and asks for its help several
// times at once: the race detector would see a variable that both set.
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
