package cli_test

import (
	"context"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cli"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// TestOurOptionsInCargo compares with cargo's help which of our options, and of
// the words that we take for ours, its subcommands have as well.
func TestOurOptionsInCargo(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("starts cargo")
	}
	cargo := realcargo.Program(t, "cargo")
	var ours []string
	for _, o := range cli.Describe().Options {
		ours = append(ours, o.Names...)
	}
	word := regexp.MustCompile(`--?[a-z][a-z-]*`)
	for _, sub := range args.Builtins {
		if sub == "help" || sub == "git-checkout" { // have none
			continue
		}
		t.Run(sub, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), realcargo.Limit)
			defer cancel()
			cmd := exec.CommandContext(ctx, cargo, sub, "--help")
			cmd.Dir = t.TempDir()
			cmd.Env = append(realcargo.Env(cmd.Dir), "PATH="+realcargo.Path(t))
			help, err := cmd.Output()
			if err != nil {
				t.Fatal(err)
			}
			var shown []string
			for line := range strings.Lines(string(help)) {
				if name, _, _ := strings.Cut(strings.TrimSpace(line), "  "); strings.HasPrefix(name, "-") {
					shown = append(shown, word.FindAllString(name, -1)...)
				}
			}
			for _, name := range ours {
				if has := slices.Contains(shown, name); has != args.Knows(sub, name) && !slices.Contains([]string{"--manifest-path", "--version", "-V", "--list"}, name) {
					t.Errorf("%s: cargo has it: %v, we say %v", name, has, !has)
				}
			}
			for name := range cli.Elsewhere()[""] {
				if slices.Contains(shown, name) {
					t.Errorf("%s is an option of cargo", name)
				}
			}
		})
	}
}
