package output

import (
	"io"
	"strings"
	"testing"
)

// TestBlocking distinguishes cargo's note from other lines with the same words.
func TestBlocking(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]bool{
		"    Blocking waiting for file lock on package cache":                            true,
		"\x1b[1m\x1b[36m    Blocking\x1b[0m waiting for file lock on build directory":    true,
		"    \x1b[1m\x1b[96mBlocking\x1b[0m waiting for file lock on artifact directory": true,
		"Blocking waiting for file lock on package cache":                                false,
		"test says: Blocking waiting for file lock on x":                                 false,
		"    Blocking the way": false,
		"":                     false,
	} {
		if blocking([]byte(line)) != want {
			t.Errorf("blocking(%q) = %v", line, !want)
		}
	}
}

func TestSettled(t *testing.T) {
	t.Parallel()
	const note = "    Blocking waiting for file lock on package cache\n"
	for in, want := range map[string]string{
		"": "", note: "", "a\n" + note + "b\r\n" + note: "a\nb\r\n", "a": "a", "Blocking\n" + note + "part": "Blocking\npart",
	} {
		if got := string(settled([]byte(in))); got != want {
			t.Errorf("settled(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestPrefixBlocking has three runs that wait for the same thing.
func TestPrefixBlocking(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	p := newPrefix(&screen{to: [2]io.Writer{&out, &out}}, none, []string{"a", "b", "c"}, false, false)
	for i := range 3 {
		p.lines(i, stderr, []byte("    Blocking waiting for file lock on package cache\nline\n"))
	}
	p.lines(0, stderr, []byte("    Blocking waiting for file lock on build directory\n"))
	const want = "a |     Blocking waiting for file lock on package cache\na | line\nb | line\nc | line\na |     Blocking waiting for file lock on build directory\n"
	if out.String() != want {
		t.Errorf("got\n%s", out.String())
	}
}
