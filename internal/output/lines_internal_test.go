package output

import (
	"slices"
	"strings"
	"testing"
)

// TestLines cuts a text, whatever the pieces it comes in.
func TestLines(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		returns    bool
		want       []string // lines with their ends
	}{
		{"lines", "a\n\nb\n", false, []string{"a\n", "\n", "b\n"}},
		{"no newline at the end", "a\nb", false, []string{"a\n", "b\n"}},
		{"progress, not asked for", "1%\r2%\rdone\n", false, []string{"1%\r2%\rdone\n"}},
		{"progress", "1%\r2%\rdone\n", true, []string{"1%\r", "2%\r", "done\n"}},
		{"CRLF", "a\r\nb\r\r\nc\r\n", true, []string{"a\r\n", "b\r", "\r\n", "c\r\n"}},
		{"carriage return at the end", "a\n50%\r", true, []string{"a\n", "50%\r\n"}},
		{"not UTF-8", "\xff\xfe\n\x00", true, []string{"\xff\xfe\n", "\x00\n"}},
		{"nothing", "", true, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for size := 1; size <= len(tt.text)+1; size++ {
				l := lines{returns: tt.returns}
				var got []string
				keep := func(whole []byte) {
					for len(whole) > 0 {
						text, end, rest := cutLine(whole, tt.returns)
						got = append(got, string(text)+string(end))
						whole = rest
					}
				}
				for chunk := range slices.Chunk([]byte(tt.text), size) {
					keep(l.take(chunk))
				}
				keep(l.rest())
				if !slices.Equal(got, tt.want) {
					t.Fatalf("in pieces of %d: got %q, want %q", size, got, tt.want)
				}
			}
		})
	}
}

// TestLineWithoutEnd checks that memory is bounded and nothing is lost.
func TestLineWithoutEnd(t *testing.T) {
	t.Parallel()
	var l lines
	total := 0
	chunk := []byte(strings.Repeat("x", 64<<10))
	for range 100 {
		total += len(l.take(chunk))
		if len(l.partial) > maxLine+len(chunk) {
			t.Fatalf("%d bytes are kept", len(l.partial))
		}
	}
	if total += len(l.rest()) - 1; total != 100*len(chunk) {
		t.Errorf("%d bytes came out", total)
	}
}

func TestRendition(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"plain":                                 "",
		"\x1b[31mred":                           "\x1b[31m",
		"\x1b[1;31mred\x1b[0m":                  "",
		"\x1b[1;31mred\x1b[m":                   "",
		"\x1b[1m\x1b[38;5;9mx":                  "\x1b[1;38;5;9m",
		"\x1b[1;38;2;1;2;3;4mx":                 "\x1b[1;4;38;2;1;2;3m",
		"\x1b[1m\x1b[2mx":                       "\x1b[1;2m",
		"\x1b[31;42m\x1b[39mx":                  "\x1b[42m",
		"\x1b[91m\x1b[32mx":                     "\x1b[32m",
		"\x1b[4:3mx":                            "\x1b[4:3m",
		"\x1b[48:2::1:2:3mx":                    "\x1b[48:2::1:2:3m",
		"\x1b[31;0;7mx":                         "\x1b[7m",
		"\x1b[2K\x1b[31mx\x1b[K":                "\x1b[31m",
		"\x1b[?25l\x1b[>4mx":                    "",
		"\x1b[31":                               "",
		"\x1b]8;;http://x\x1b\\l\x1b]8;;\x1b\\": "",
		"\x1b[38mx":                             "\x1b[38m",
	} {
		r := rendition{}
		r.read([]byte(text))
		if got := r.on(); got != want {
			t.Errorf("after %q: %q, want %q", text, got, want)
		}
	}
}
