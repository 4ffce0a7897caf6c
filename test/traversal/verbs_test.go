package traversal_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cli"
	"github.com/cargo-nw/cargo-nw/test/harness"
)

// TestVerbsAreNotCargos holds our verbs, those of later releases too, against
// the subcommands and aliases that cargo has built in.
func TestVerbsAreNotCargos(t *testing.T) {
	t.Parallel()
	w := harness.Real(t)
	var cargos []string
	for line := range strings.Lines(w.Cargo(".", "--list").Stdout) {
		if name, about, ok := strings.Cut(strings.TrimSpace(line), " "); ok && strings.HasPrefix(line, "    ") && about != "" {
			cargos = append(cargos, name)
		}
	}
	if !slices.Contains(cargos, "check") || !slices.Contains(cargos, "b") {
		t.Fatalf("`cargo --list` is read wrong: %q", cargos)
	}
	var ours []string
	for _, v := range cli.Describe().Verbs {
		ours = append(ours, v.Name)
	}
	if !slices.Contains(ours, "list") {
		t.Fatalf("our verbs are %q", ours)
	}
	for _, verb := range append(ours, "setup", "doctor", "share", "drift", "unify", "skeleton", "completion", "hook") {
		if slices.Contains(cargos, verb) {
			t.Errorf("%s is a verb of cargo-nw and a command of cargo", verb)
		}
	}
}
