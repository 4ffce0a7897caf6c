package output

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/nested"
)

// whole counts the writes that leave a status line out: between two writes,
// somebody may look.
type whole struct {
	*bytes.Buffer
	without int
}

func (w *whole) Write(p []byte) (int, error) {
	if !bytes.Contains(p, []byte("running")) {
		w.without++
	}
	return w.Buffer.Write(p)
}

// TestStatusLineStays never leaves the screen without a status line.
func TestStatusLineStays(t *testing.T) {
	t.Parallel()
	w := &whole{Buffer: &bytes.Buffer{}}
	s := &screen{to: [2]io.Writer{w, w}, status: func() string { return "running" }}
	s.redraw()
	for range 5 {
		s.write(0, stderr, []byte("x\n"))
	}
	if w.without > 0 {
		t.Errorf("%d writes leave none: %q", w.without, w.String())
	}
}

// TestStatusLine looks at what a terminal gets.
func TestStatusLine(t *testing.T) {
	t.Parallel()
	p := merged()
	status := "running a"
	p.screen.status = func() string { return status }
	steps := []struct {
		do   func()
		want string
	}{
		{p.screen.redraw, "running a"},
		{p.screen.redraw, ""}, // nothing new
		{func() { p.screen.write(0, stdout, []byte("x\n")) }, "\r\x1b[Kx\nrunning a"},
		{func() { p.screen.write(0, stderr, []byte("y\n")) }, "\r\x1b[Ky\nrunning a"},
		{func() { status = "running b"; p.screen.redraw() }, "\r\x1b[Krunning b"},
		{func() { status = "running c"; p.screen.redraw() }, "\r\x1b[Krunning c"},
		{func() { p.screen.write(0, stdout, []byte("50%\r")) }, "\r\x1b[K50%\r"},
		{p.screen.redraw, ""}, // it would be written over
		{func() { _, _ = ownLines{p.screen}.Write([]byte("warning\n")) }, "\nwarning\n"},
		{func() { p.screen.write(1, stdout, []byte("1%\r")); p.screen.write(1, stdout, []byte("2%\n")) }, "1%\r2%\n"},
		{p.screen.redraw, "running c"},
		{p.screen.close, "\r\x1b[K"},
		{p.screen.redraw, ""},
	}
	for i, step := range steps {
		p.out.Reset()
		step.do()
		if got := p.out.String(); got != step.want {
			t.Fatalf("step %d wrote %q, want %q", i, got, step.want)
		}
	}
}

func TestProgress(t *testing.T) {
	t.Parallel()
	p := &progress{names: []string{"a", "b", "c"}, width: func() int { return 80 }, start: time.Now()}
	if got := p.line(); got != "" {
		t.Errorf("before the first: %q", got)
	}
	p.starting(1)
	p.starting(0)
	if got := p.line(); got != "     Running 2, done 0/3, 0s: a, b" {
		t.Errorf("got %q", got)
	}
	p.finished(0, execution.RunReport{Code: 101})
	p.width = func() int { return 30 }
	p.style = report.Style{Color: true}
	if got := p.line(); got != "\x1b[1;96m     Running\x1b[0m 1, done 1/3, fa…" {
		t.Errorf("got %q", got)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("no space") }

// TestLostOutput checks that what could not be written is reported, once.
func TestLostOutput(t *testing.T) {
	t.Parallel()
	c, err := New(Config{Mode: Group, Stdout: broken{}, Stderr: io.Discard, Steps: make([]nested.Step, 1)})
	if err != nil {
		t.Fatal(err)
	}
	c.Starting(0, nested.Step{})
	c.screen.write(0, stdout, []byte("x\n"))
	c.Finished(0, execution.RunReport{})
	if err := c.Close(); err == nil || err.Error() != "writing the output: no space" {
		t.Errorf("got %v", err)
	}
}

// TestNoStatusLine asks who gets one.
func TestNoStatusLine(t *testing.T) {
	t.Parallel()
	width := func() int { return 80 }
	for name, tt := range map[string]struct {
		cfg  Config
		want bool
	}{
		"group":    {Config{Mode: Group, Width: width}, true},
		"prefix":   {Config{Mode: Prefix, Width: width}, true},
		"stream":   {Config{Mode: Stream, Width: width}, false},
		"log":      {Config{Mode: Stream, Width: width, LogDir: t.TempDir()}, false},
		"quiet":    {Config{Mode: Group, Width: width, Style: report.Style{Quiet: true}}, false},
		"no width": {Config{Mode: Group}, false},
	} {
		tt.cfg.Stdout, tt.cfg.Stderr = io.Discard, io.Discard
		c, err := New(tt.cfg)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.screen.status != nil; got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}
}
