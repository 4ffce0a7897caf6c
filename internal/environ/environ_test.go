package environ_test

import (
	"slices"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/environ"
)

func TestEnviron(t *testing.T) {
	t.Parallel()
	env := []string{"A=1", "AB=2", "A=3=4", "C="}
	if got := environ.Get(env, "A"); got != "3=4" {
		t.Errorf("of two the last counts: got %q", got)
	}
	if got := environ.Get(env, "B") + environ.Get(env, "C"); got != "" {
		t.Errorf("unset and empty: got %q", got)
	}
	if got := environ.Without(env, []string{"A"}, nil); !slices.Equal(got, []string{"AB=2", "C="}) {
		t.Errorf("without a name: got %q", got)
	}
	if got := environ.Without(env, nil, []string{"A"}); !slices.Equal(got, []string{"C="}) {
		t.Errorf("without a prefix: got %q", got)
	}
	if got := environ.With(env, "A", "5"); !slices.Equal(got, []string{"AB=2", "C=", "A=5"}) {
		t.Errorf("with: got %q", got)
	}
	if env[0] != "A=1" {
		t.Error("the slice was changed")
	}
}
