package output

import "bytes"

// maxLine is how many bytes of an unfinished line are held back. A longer line
// is passed on in parts.
const maxLine = 1 << 20

// lines cuts what is written to it into whole lines.
type lines struct {
	partial []byte
	// returns says that a carriage return ends a line as well: what follows is
	// written over it.
	returns bool
}

// take returns the lines that p completes, with their ends, and keeps the rest.
func (l *lines) take(p []byte) []byte {
	l.partial = append(l.partial, p...)
	end := lineEnd(l.partial, l.returns)
	if end == 0 && len(l.partial) > maxLine {
		end = len(l.partial)
	}
	whole := bytes.Clone(l.partial[:end])
	l.partial = append(l.partial[:0], l.partial[end:]...)
	return whole
}

// rest is what is left at the end, as a line. It is nil if nothing is left.
func (l *lines) rest() []byte {
	whole := l.partial
	l.partial = nil
	if len(whole) == 0 {
		return nil
	}
	return append(whole, '\n')
}

// lineEnd is the length of what is certainly whole lines: a carriage return at
// the very end may still be the first half of CRLF.
func lineEnd(p []byte, returns bool) int {
	end := bytes.LastIndexByte(p, '\n') + 1
	if returns {
		if i := bytes.LastIndexByte(p[:max(len(p)-1, 0)], '\r') + 1; i > end {
			return i
		}
	}
	return end
}

// cutLine takes the first line off: its text, its end ("\n", "\r\n", "\r", or
// "" if it has none), and what follows.
func cutLine(p []byte, returns bool) (text, end, rest []byte) {
	at := bytes.IndexByte(p, '\n')
	if returns {
		if r := bytes.IndexByte(p, '\r'); r >= 0 && (at < 0 || r < at-1) {
			return p[:r], p[r : r+1], p[r+1:]
		}
	}
	switch {
	case at < 0:
		return p, nil, nil
	case at > 0 && p[at-1] == '\r':
		return p[:at-1], p[at-1 : at+1], p[at+1:]
	}
	return p[:at], p[at : at+1], p[at+1:]
}
