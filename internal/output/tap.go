package output

import (
	"bytes"
	"sync"
	"sync/atomic"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/diagnostics"
)

// tap receives what one run prints.
type tap struct {
	raw    bool // as it comes, not as whole lines
	layout layout
	run    int
	errors *diagnostics.Errors
	// note is called with each diagnostic; nil if they are not asked for.
	note func(diagnostics.Diagnostic)
	log  *logFile

	mu    sync.Mutex
	lines [2]lines

	start time.Time
	last  atomic.Int64 // when something was printed, in nanoseconds since start: the clock may jump
}

// tapWriter is one of the two streams of a tap.
type tapWriter struct {
	*tap
	to stream
}

// Write never fails: what happens to the output does not concern the run.
func (w *tapWriter) Write(p []byte) (int, error) {
	w.last.Store(int64(time.Since(w.start)))
	w.mu.Lock()
	defer w.mu.Unlock()
	whole := w.lines[w.to].take(p)
	if w.raw {
		w.show(w.to, p)
	} else {
		w.show(w.to, whole)
	}
	w.read(whole)
	return len(p), nil
}

// quiet is how long nothing has been printed.
func (t *tap) quiet() time.Duration { return time.Since(t.start) - time.Duration(t.last.Load()) }

// close passes on what is left.
func (t *tap) close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for to := range t.lines {
		rest := t.lines[to].rest()
		if !t.raw {
			t.show(stream(to), rest)
		}
		t.read(rest)
	}
	t.log.close()
}

func (t *tap) show(to stream, p []byte) {
	if len(p) > 0 {
		t.log.write(p)
		t.layout.lines(t.run, to, p)
	}
}

// read looks for errors in whole lines. Those in JSON messages count with their
// text, and what else cargo says in JSON does not count.
func (t *tap) read(p []byte) {
	for len(p) > 0 {
		line, end, rest := cutLine(p, false)
		if d, ok := diagnostics.Parse(line); ok {
			if t.note != nil {
				t.note(d)
			}
			_, _ = t.errors.Write([]byte(d.Rendered + "\n"))
		} else if !bytes.HasPrefix(line, []byte(`{"reason":"`)) {
			_, _ = t.errors.Write(append(append([]byte{}, line...), end...))
		}
		p = rest
	}
}
