package output

// layout decides when the lines of runs are written, and with what around them.
// Calls for one run are never concurrent.
type layout interface {
	starting(i int)
	lines(i int, to stream, whole []byte)
	finished(i int, failed bool)
	end() // of all runs
}

// through passes everything on as it comes.
type through struct {
	screen *screen
	head   func(i int)
}

func (t through) starting(i int)                   { t.head(i) }
func (t through) lines(_ int, to stream, p []byte) { t.screen.pass(to, p) }
func (through) finished(int, bool)                 {}
func (through) end()                               {}
