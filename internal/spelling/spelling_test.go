package spelling_test

import (
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/spelling"
)

func TestNearest(t *testing.T) {
	t.Parallel()
	known := []string{"roots", "rerun", "lock_policy", "check", "test", "list", "fixtures/one", "fixtures/two", "a"}
	for word, want := range map[string]string{
		"root": "roots", "Rerun": "rerun", "lock-policy": "lock_policy", "fixture/one": "fixtures/one",
		"chekc": "check", "lst": "list", "tset": "test", "chk": "",
		"elsewhere": "", "": "", "b": "", "fixtures/twoo": "fixtures/two",
	} {
		if got := spelling.Nearest(word, known); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
}
