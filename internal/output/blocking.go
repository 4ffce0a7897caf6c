package output

import (
	"bytes"
	"regexp"
)

// waits is a line in which cargo says that it waits for another cargo
// (src/cargo/util/flock.rs, acquire), with or without colours.
var waits = regexp.MustCompile(`^(?:\x1b\[[0-9;]*m)*\s+(?:\x1b\[[0-9;]*m)*Blocking(?:\x1b\[[0-9;]*m)* waiting for file lock on `)

// blocking says whether a line is that note.
func blocking(line []byte) bool { return waits.Match(line) }

// settled is what is still worth showing when a run's lines are shown later:
// the wait is over by then.
func settled(p []byte) []byte {
	if !bytes.Contains(p, []byte("Blocking")) {
		return p
	}
	var kept []byte
	for len(p) > 0 {
		line, end, rest := cutLine(p, false)
		if !blocking(line) {
			kept = append(append(kept, line...), end...)
		}
		p = rest
	}
	return kept
}

// lastWait is the last line with its end, if it is such a note.
func lastWait(p []byte) []byte {
	body := bytes.TrimRight(p, "\r\n")
	start := bytes.LastIndexByte(body, '\n') + 1
	if !blocking(p[start:]) {
		return nil
	}
	return bytes.Clone(p[start:])
}
