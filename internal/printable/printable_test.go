package printable_test

import (
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/printable"
)

func TestText(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":            "",
		"a b/ü":       "a b/ü",
		"a\nb":        `"a\nb"`,
		"\x1b[31mred": `"\x1b[31mred"`,
		"\xff":        `"\xff"`,
		"\u202egnp":   `"\u202egnp"`,
		"a\u00a0b":    `"a\u00a0b"`,
	} {
		if got := printable.Text(in); got != want {
			t.Errorf("Text(%q) = %s, want %s", in, got, want)
		}
	}
}
