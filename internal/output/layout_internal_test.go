package output

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/diagnostics"
	"github.com/cargo-nw/cargo-nw/internal/execution"
)

// paper is a screen, and what is on it.
type paper struct {
	screen   *screen
	out, err bytes.Buffer
}

func newPaper() *paper {
	p := &paper{}
	p.screen = &screen{to: [2]io.Writer{&p.out, &p.err}}
	return p
}

// merged is a screen whose two streams are one.
func merged() *paper {
	p := &paper{}
	p.screen = &screen{to: [2]io.Writer{&p.out, &p.out}}
	return p
}

// head writes "[3]" for a run that goes on, and "[3=0]" for one that has ended
// with 0.
func (p *paper) head(i int, ended *execution.RunReport) {
	text := fmt.Sprintf("[%d]\n", i)
	if ended != nil {
		text = fmt.Sprintf("[%d=%d]\n", i, ended.Code)
	}
	p.screen.write(ours, stderr, []byte(text))
}

// none writes no heading.
func none(int, *execution.RunReport) {}

var (
	fine   = execution.RunReport{Outcome: execution.OK}
	broke  = execution.RunReport{Outcome: execution.Failed, Code: 101}
	silent = func(int) []string { return nil }
)

// folds is a layout with the marks of GitHub Actions.
func folds(s *screen, head heading, names []string, notes func(int) []string) *folded {
	title := func(i int, _ execution.RunReport) string { return names[i] }
	return &folded{group: newGroup(s, head, len(names)), marks: githubMarks(title), workflow: true, notes: notes}
}

func TestGroupIsLiveInTurn(t *testing.T) {
	t.Parallel()
	p := merged()
	g := newGroup(p.screen, p.head, 4)
	steps := []struct {
		do   func()
		want string // what is new
	}{
		{func() { g.starting(0) }, "[0]\n"},
		{func() { g.starting(1); g.lines(1, stdout, []byte("b\n")) }, ""},
		{func() { g.lines(0, stderr, []byte("a\n")) }, "a\n"},
		{func() { g.starting(3); g.lines(3, stdout, []byte("d\n")); g.finished(3, fine) }, ""},
		{func() { g.finished(0, fine) }, "[1]\nb\n"},
		{func() { g.lines(1, stdout, []byte("b2\n")) }, "b2\n"},
		{func() { g.finished(1, broke) }, ""},          // 2 has not started
		{func() { g.finished(2, fine) }, "[3=0]\nd\n"}, // nor is it run
		{g.end, ""},
	}
	for i, step := range steps {
		p.out.Reset()
		step.do()
		if got := p.out.String(); got != step.want {
			t.Fatalf("step %d wrote %q, want %q", i, got, step.want)
		}
	}
}

// TestGroupEnd checks that what was kept is written if a run never ends.
func TestGroupEnd(t *testing.T) {
	t.Parallel()
	p := merged()
	g := newGroup(p.screen, p.head, 3)
	g.starting(2)
	g.lines(2, stdout, []byte("c\n"))
	g.starting(1)
	g.lines(1, stdout, []byte("b\n"))
	g.end()
	if got := p.out.String(); got != "[1]\nb\n[2]\nc\n" {
		t.Errorf("got %q", got)
	}
}

// TestInterleavings gives parallel runs to each layout, in many orders, and
// looks for whole lines of each run in their order.
func TestInterleavings(t *testing.T) {
	t.Parallel()
	const runs, count = 8, 40
	names := make([]string, runs)
	var want [2]strings.Builder // in plan order
	for i := range names {
		names[i] = fmt.Sprintf("w%d", i)
		for n := range count {
			fmt.Fprintf(&want[n%2], "run %d line %d\n", i, n)
		}
	}
	for round := range 30 {
		for kind, make := range map[string]func(*paper) layout{
			"group": func(p *paper) layout { return newGroup(p.screen, none, runs) },
			"folded": func(p *paper) layout {
				return folds(p.screen, none, names, silent)
			},
			"prefix": func(p *paper) layout { return newPrefix(p.screen, none, names, false, false) },
		} {
			p := newPaper()
			l := make(p)
			var all sync.WaitGroup
			for i := range runs {
				l.starting(i)
				tp := &tap{layout: l, run: i, errors: &diagnostics.Errors{}}
				all.Go(func() {
					writers := []*tapWriter{{tp, stdout}, {tp, stderr}}
					for n := range count {
						line := fmt.Sprintf("run %d line %d\n", i, n)
						cut := rand.IntN(len(line))
						_, _ = writers[n%2].Write([]byte(line[:cut]))
						_, _ = writers[n%2].Write([]byte(line[cut:]))
					}
					tp.close()
					l.finished(i, fine)
				})
			}
			all.Wait()
			l.end()
			got := [2]string{p.out.String(), p.err.String()}
			if kind == "prefix" {
				got = [2]string{unprefixed(t, got[0]), unprefixed(t, got[1])}
			}
			if kind == "folded" {
				got[1] = unfolded(got[1])
			}
			if got[0] != want[0].String() || got[1] != want[1].String() {
				t.Fatalf("%s, round %d: stdout\n%s\nstderr\n%s", kind, round, got[0], got[1])
			}
		}
	}
}

// unprefixed takes the prefixes off, each of which must be right, and sorts the
// lines by run.
func unprefixed(t *testing.T, text string) string {
	t.Helper()
	var list []string
	for line := range strings.Lines(text) {
		label, rest, _ := strings.Cut(line, " | ")
		if !strings.HasPrefix(rest, "run "+strings.TrimPrefix(label, "w")+" line ") {
			t.Fatalf("bad line %q", line)
		}
		list = append(list, rest)
	}
	slices.SortStableFunc(list, func(a, b string) int { return strings.Compare(a[:5], b[:5]) })
	return strings.Join(list, "")
}

func unfolded(text string) string {
	var kept []string
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "::") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

func TestPrefix(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		color bool
		write []string // run and text
		want  string
	}{
		{"padded", false, []string{"0a\n", "1b\n"}, "a   | a\nb/c | b\n"},
		{"coloured", true, []string{"0a\n", "1b\n"}, "\x1b[96ma   |\x1b[0m a\n\x1b[95mb/c |\x1b[0m b\n"},
		{"an open colour", false, []string{"0\x1b[31mred\n", "1b\n", "0still\x1b[0m not\n", "0x\n"}, "a   | \x1b[31mred\x1b[0m\nb/c | b\na   | \x1b[31mstill\x1b[0m not\na   | x\n"},
		{"carriage returns", false, []string{"01%\r2%\r", "0done\n"}, "a   | 1%\ra   | 2%\ra   | done\n"},
		{"carriage returns of two", false, []string{"01%\r", "1b\n", "02%\r", "12%\r"}, "a   | 1%\r\nb/c | b\na   | 2%\r\nb/c | 2%\r\n"},
		{"CRLF", false, []string{"0a\r\nb\r\n"}, "a   | a\r\na   | b\r\n"},
		{"not UTF-8", false, []string{"0\xff\n"}, "a   | \xff\n"},
		{"too long", false, []string{"0x"}, "a   | x\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			paper := merged()
			p := newPrefix(paper.screen, paper.head, []string{"a", "b/c"}, tt.color, false)
			for _, w := range tt.write {
				p.lines(int(w[0]-'0'), stdout, []byte(w[1:]))
			}
			paper.screen.close()
			if got := paper.out.String(); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestFolded(t *testing.T) {
	t.Parallel()
	p := merged()
	notes := func(i int) []string { return map[int][]string{1: {"::error::e"}}[i] }
	f := folds(p.screen, p.head, []string{"a", "b", "c", "d", "e"}, notes)
	for i, text := range []string{"::group::T\nx\n::endgroup::\n", "::group::open\nbad\n", "", "", "::stop-commands::t\n"} {
		if i == 3 {
			f.finished(3, fine) // is not run
			continue
		}
		f.starting(i)
		f.lines(i, stdout, []byte(text))
		if text == "" {
			f.runs[i].kept.discard()
		}
	}
	f.finished(4, fine)
	if p.out.Len() > 0 {
		t.Errorf("before its turn: %q", p.out.String())
	}
	f.finished(0, fine)
	f.finished(1, broke)
	f.finished(2, fine)
	const want = "::group::a\n[0]\nT\nx\n::endgroup::\n" +
		"[1=101]\n::group::open\nbad\n::endgroup::\n::error::e\n" +
		"[2=0]\n" +
		"::group::e\n[4]\n::stop-commands::t\n::t::\n::endgroup::\n"
	if got := p.out.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestOnlyFailed writes nothing of what succeeds, and the rest as it ends.
func TestOnlyFailed(t *testing.T) {
	t.Parallel()
	p := merged()
	f := &folded{group: newGroup(p.screen, p.head, 3), onlyFailed: true, notes: silent}
	for i := range 3 {
		f.starting(i)
		f.lines(i, stdout, []byte("x\n"))
	}
	f.finished(2, broke)
	f.finished(0, fine)
	if got := p.out.String(); got != "[2=101]\nx\n" {
		t.Errorf("got %q", got)
	}
	f.end() // 1 has never ended
	if got := p.out.String(); got != "[2=101]\nx\n[1]\nx\n" {
		t.Errorf("got %q", got)
	}
}

// TestGitLab folds what succeeds, with the time that it took.
func TestGitLab(t *testing.T) {
	t.Parallel()
	p := merged()
	name, title := func(i int) string { return fmt.Sprint("n", i) }, func(int, execution.RunReport) string { return "title" }
	f := &folded{group: newGroup(p.screen, p.head, 2), notes: silent, marks: gitlabMarks(time.Unix(100, 0), name, title)}
	for i, run := range []execution.RunReport{{Started: 1, Seconds: 2}, broke} {
		f.starting(i)
		f.lines(i, stdout, []byte("::group::x\n"))
		f.finished(i, run)
	}
	const want = "\x1b[0Ksection_start:101:n0[collapsed=true]\r\x1b[0Ktitle\n[0]\n::group::x\n\x1b[0Ksection_end:103:n0\r\x1b[0K\n[1=101]\n::group::x\n"
	if got := p.out.String(); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
