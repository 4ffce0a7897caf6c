package output

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/github"
)

// TestPrefixInAWorkflow has no command in what a runner reads.
func TestPrefixInAWorkflow(t *testing.T) {
	t.Parallel()
	p := merged()
	x := newPrefix(p.screen, none, []string{"a"}, false, true)
	x.lines(0, stdout, []byte("::error::x\nb ##[stop-commands]y\r##[group]z\n"))
	const want = "a | : :error::x\na | b ## [stop-commands]y\ra | ## [group]z\n"
	if got := p.out.String(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestFoldedReturns has commands after carriage returns, where a runner finds
// them, too.
func TestFoldedReturns(t *testing.T) {
	t.Parallel()
	p := merged()
	f := folds(p.screen, none, []string{"a"}, silent)
	f.starting(0)
	f.lines(0, stdout, []byte("1%\r2%\r::endgroup::\rx\r\n"))
	f.finished(0, fine)
	if got, want := p.out.String(), "::group::a\n1%\r2%\rx\r\n::endgroup::\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestFoldedStreams resumes commands in the stream that has stopped them: a
// runner reads one independently of the other.
func TestFoldedStreams(t *testing.T) {
	t.Parallel()
	for _, to := range []stream{stdout, stderr} {
		p := newPaper()
		f := folds(p.screen, p.head, []string{"a"}, silent)
		f.starting(0)
		f.lines(0, 1-to, []byte("x\n"))
		f.lines(0, to, []byte("::stop-commands::t\n"))
		f.lines(0, 1-to, []byte("y\n"))
		f.finished(0, fine)
		got := [2]string{p.out.String(), p.err.String()}
		if !strings.Contains(got[to], "::t::\n") || strings.Contains(got[1-to], "::t::\n") {
			t.Errorf("got %q", got)
		}
	}
}

// TestFoldedLongLine has a line that comes in parts, with a command between two.
func TestFoldedLongLine(t *testing.T) {
	t.Parallel()
	p := merged()
	f := folds(p.screen, none, []string{"a"}, silent)
	f.starting(0)
	f.lines(0, stdout, []byte("x##"))
	f.lines(0, stdout, []byte("[endgroup]\n"))
	f.finished(0, fine)
	for line := range strings.Lines(p.out.String()) {
		if !strings.HasPrefix(line, "::") && github.IsCommand(line) {
			t.Errorf("a command in %q", line)
		}
	}
}
