package output

import (
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"
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

// TestGroupBlocking shows what the live run waits for, unless that is over soon.
func TestGroupBlocking(t *testing.T) {
	t.Parallel()
	const note = "    Blocking waiting for file lock on package cache\n"
	synctest.Test(t, func(t *testing.T) {
		p := merged()
		g := newGroup(p.screen, none, 2)
		g.starting(0)
		written := func() string {
			synctest.Wait()
			defer p.out.Reset()
			return p.out.String()
		}
		for i, step := range []struct {
			lines string
			wait  time.Duration
			want  string
		}{
			{"a\n" + note, time.Second, "a\n"},
			{"b\n", time.Minute, "b\n"}, // it was over
			{note, time.Minute, note},   // it was not
			{note + "c\n", time.Minute, "c\n"},
			{note, 0, ""},
		} {
			g.lines(0, stderr, []byte(step.lines))
			time.Sleep(step.wait) // of the bubble's clock
			if got := written(); got != step.want {
				t.Errorf("step %d: got %q, want %q", i, got, step.want)
			}
		}
		g.finished(0, fine)
		time.Sleep(time.Minute)
		if got := written(); got != "" {
			t.Errorf("after its end: got %q", got)
		}
	})
}
