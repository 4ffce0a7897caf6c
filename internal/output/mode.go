package output

import "slices"

// Mode is how the output of runs is shown.
type Mode string

// The values of `--output`.
const (
	Stream Mode = "stream" // each run has our own streams, and so the terminal
	Group  Mode = "group"  // each run's output in one piece, in plan order
	Prefix Mode = "prefix" // each line with its workspace, as it comes
	Errors Mode = "errors" // in one piece, of runs that fail only
)

// Modes are all modes.
var Modes = []Mode{Stream, Group, Prefix, Errors}

// Known says whether the word is a mode.
func (m Mode) Known() bool { return slices.Contains(Modes, m) }

// Choose is the mode that was asked for, or else the one that fits: parallel
// runs would mix their lines, and where a log can be folded, what belongs
// together is.
func Choose(asked Mode, parallel, folds bool) Mode {
	switch {
	case asked != "":
		return asked
	case parallel || folds:
		return Group
	}
	return Stream
}
