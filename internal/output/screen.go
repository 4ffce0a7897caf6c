package output

import (
	"io"
	"slices"
	"sync"
)

// stream is one of our two streams.
type stream int

const (
	stdout stream = iota
	stderr
)

// ours is the run number for our own lines.
const ours = -1

// source is where output comes from.
type source struct {
	run int
	to  stream
}

// screen owns our two streams: everything written during the runs goes through
// it, one piece at a time, so that there can be a status line below.
type screen struct {
	mu     sync.Mutex
	to     [2]io.Writer
	status func() string // the status line; nil if there is none
	shown  string        // the one on the screen, "" if there is none
	open   *source       // whose line has not ended: it is still written over
	err    error         // the first one
}

// write puts a piece of whole lines of one run, or of ours, and the status line
// below it: on a terminal it is gone for no longer than a write takes.
func (s *screen) write(run int, to stream, p []byte) {
	if len(p) == 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	from := source{run, to}
	if s.open != nil && *s.open != from {
		s.put(s.open.to, "\n")
	}
	s.open = nil
	if p[len(p)-1] != '\n' {
		s.open = &from
	}
	status := ""
	if s.shown != "" && s.open == nil {
		status = s.status()
	}
	if s.shown != "" && to == stderr {
		p = slices.Concat([]byte(eraseLine), p, []byte(status))
	} else {
		s.erase()
	}
	if _, err := s.to[to].Write(p); err != nil && run != ours { // if our stderr is closed, our lines are lost
		s.keep(err)
	}
	if to != stderr {
		s.put(stderr, status)
	}
	s.shown = status
}

// eraseLine goes to the left edge, and clears to the right.
const eraseLine = "\r\x1b[K"

// pass puts bytes that may be part of a line.
func (s *screen) pass(to stream, p []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.to[to].Write(p); err != nil {
		s.keep(err)
	}
}

// redraw updates the status line. It does nothing while a line is unfinished.
func (s *screen) redraw() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.status == nil || s.open != nil {
		return
	}
	text := s.status()
	if text == s.shown {
		return
	}
	before := ""
	if s.shown != "" {
		before = eraseLine
	}
	s.put(stderr, before+text)
	s.shown = text
}

// close removes the status line for good.
func (s *screen) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.erase()
	s.status = nil
	if s.open != nil {
		s.put(s.open.to, "\n")
		s.open = nil
	}
}

// fail keeps the first error.
func (s *screen) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keep(err)
}

func (s *screen) keep(err error) {
	if s.err == nil {
		s.err = err
	}
}

// erase removes the status line.
func (s *screen) erase() {
	if s.shown != "" {
		s.put(stderr, eraseLine)
		s.shown = ""
	}
}

// put writes our own text.
func (s *screen) put(to stream, text string) {
	if text != "" {
		_, _ = io.WriteString(s.to[to], text)
	}
}

// ownLines is where our own lines go: stderr, between the lines of runs.
type ownLines struct{ *screen }

func (w ownLines) Write(p []byte) (int, error) {
	w.write(ours, stderr, p)
	return len(p), nil
}
