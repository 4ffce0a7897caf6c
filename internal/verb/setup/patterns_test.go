package setup_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/verb/setup"
)

// TestCandidates has the first patterns for some paths, the best first.
func TestCandidates(t *testing.T) {
	t.Parallel()
	for paths, want := range map[string]string{
		"examples/a examples/b examples/c":                      "examples/*",
		"examples/ex-1 examples/ex-2 examples/ex-3":             "examples/* examples/ex-*",
		"gix-a/fuzz gix-b/fuzz gix-c/fuzz":                      "gix-*/fuzz */fuzz",
		"crates/gix-a/fuzz crates/gix-b/fuzz crates/gix-c/fuzz": "crates/*/fuzz crates/gix-*/fuzz",
		"a/fuzz b/fuzz c-d/fuzz":                                "*/fuzz",
		"t/a/pass t/a/fail t/b/pass t/b/fail":                   "t/*/*",
		"t/a/p t/b/p t/c/p t/c/q":                               "t/*/* t/*/p",
		"../x/a ../x/b ../x/c":                                  "../x/*",
		"fuzz-a fuzz-b fuzz-c":                                  "fuzz-*",
		"a-fuzz b-fuzz c-fuzz":                                  "*-fuzz",
		"a b c":                                                 "", // not everything that there is
		"x/a x/b":                                               "", // too few
		"x/[a] x/[b] x/[c]":                                     "",
		"":                                                      "",
	} {
		got := setup.Candidates(strings.Fields(paths))
		first := strings.Fields(want)
		if len(got) < len(first) || !slices.Equal(got[:len(first)], first) || want == "" && len(got) > 0 {
			t.Errorf("%s: got %q, want %q first", paths, got, first)
		}
	}
}
