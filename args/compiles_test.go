package args_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/args"
)

func TestCompiles(t *testing.T) {
	t.Parallel()
	for words, want := range map[string][2]bool{
		"build t r bench rustc package": {true, true},
		"check c clippy d rustdoc fix":  {true, false},
		"clean fetch tree metadata add": {},
		"nextest llvm-cov zigbuild":     {true, true},
		"fmt deny":                      {},
	} {
		for word := range strings.FieldsSeq(words) {
			compiles, links := args.Command{Subcommand: word}.Compiles()
			if got := [2]bool{compiles, links}; got != want {
				t.Errorf("%s: compiles, links: %t, want %t", word, got, want)
			}
		}
	}
	if compiles, _ := (args.Command{}).Compiles(); compiles {
		t.Error("nothing compiles")
	}
}
