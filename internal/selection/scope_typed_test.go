package selection_test

import (
	"slices"
	"testing"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/selection"
)

// TestTyped gives back what was typed.
func TestTyped(t *testing.T) {
	t.Parallel()
	if got := selection.NewScope().Typed(); len(got) > 0 {
		t.Errorf("without options: %q", got)
	}
	s := selection.NewScope()
	only, err := selection.ParseRun("boards/*#debug")
	if err != nil {
		t.Fatal(err)
	}
	exclude, err := selection.ParseRun("examples/.")
	if err != nil {
		t.Fatal(err)
	}
	having, err := args.ParseSpec("serde@1")
	if err != nil {
		t.Fatal(err)
	}
	s.ManifestPath, s.Depth, s.NoSelf, s.Discover, s.Part = "a/Cargo.toml", 2, true, true, selection.Part{I: 1, Of: 2}
	s.Only, s.Exclude, s.Having = append(s.Only, only), append(s.Exclude, exclude), append(s.Having, having)
	want := []string{
		"--manifest-path", "a/Cargo.toml", "--only", "boards/*#debug", "--exclude", "examples/.", "--no-self", "--depth", "2",
		"--having", "serde@1", "--partition", "1/2", "--discover",
	}
	if got := s.Typed(); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
