package output

import "github.com/cargo-nw/cargo-nw/internal/execution"

// layout decides when the lines of runs are written, and with what around them.
// Calls for one run are never concurrent.
type layout interface {
	starting(i int)
	lines(i int, to stream, whole []byte)
	finished(i int, run execution.RunReport)
	end() // of all runs
}

// heading writes the line before the output of run i. ended is how it went, nil
// while that is not known.
type heading func(i int, ended *execution.RunReport)

// through passes everything on as it comes.
type through struct {
	screen *screen
	head   heading
}

func (t through) starting(i int)                   { t.head(i, nil) }
func (t through) lines(_ int, to stream, p []byte) { t.screen.pass(to, p) }
func (through) finished(int, execution.RunReport)  {}
func (through) end()                               {}
