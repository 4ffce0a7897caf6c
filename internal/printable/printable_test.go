package printable_test

import (
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/printable"
)

func TestLines(t *testing.T) {
	t.Parallel()
	for in, want := range map[string][2]string{
		"":                      {"", ""},
		"a `b` \"c\" \\d/ü…":    {"a `b` \"c\" \\d/ü…", "a `b` \"c\" \\d/ü…"},
		"a \x1b[31mb\x00\r\xff": {`a \x1b[31mb\x00\r\xff`, `a \x1b[31mb\x00\r\xff`},
		"a\ncargo-nw: b\n":      {"a\n    cargo-nw: b\n", `a\ncargo-nw: b\n`},
		"a\n    b\n\n\tc":       {"a\n    b\n\n    \\tc", `a\n    b\n\n\tc`},
		"\na":                   {"\n    a", `\na`},
		"\u202eb\ufffd":         {"\\u202eb\ufffd", "\\u202eb\ufffd"},
	} {
		got := [2]string{printable.Lines(in), printable.Line(in)}
		if got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
		if again := printable.Lines(got[0]); again != got[0] {
			t.Errorf("%q becomes %q", got[0], again)
		}
	}
}

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
