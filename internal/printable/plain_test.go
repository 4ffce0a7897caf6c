package printable_test

import (
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/printable"
)

func TestPlain(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"a [b] \\ (B":                       "a [b] \\ (B",
		"\x1b[1m\x1b[91merror\x1b[0m: x":    "error: x",
		"\x1b[31m-old\x1b(B\x1b[m":          "-old", // rustfmt with TERM=xterm
		"\x1b]8;;http://x\x1b\\a\x1b]8;;\a": "a",
		"\x1b[2K\x1b7x\x1b8":                "x",
		"\x1b[?25lx":                        "x",
		"a\x1b":                             "a\x1b",
	} {
		if got := printable.Plain(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}
