package report

import (
	"fmt"
	"strings"
	"time"

	"github.com/mattn/go-runewidth"
)

// Running is what a status line shows during the runs.
type Running struct {
	Names               []string // of the workspaces at work
	Done, Total, Failed int      // runs
	Elapsed             time.Duration
	Width               int // columns of the terminal, 0 if unknown
}

// unknownWidth is the assumed width of a terminal that does not report its own.
const unknownWidth = 80

// Running is a status line without its line end, cut so that the terminal does
// not wrap it.
func (s Style) Running(r Running) string {
	text := fmt.Sprintf(" %d, done %d/%d", len(r.Names), r.Done, r.Total)
	if r.Failed > 0 {
		text += fmt.Sprintf(", failed %d", r.Failed)
	}
	text += fmt.Sprintf(", %s: %s", r.Elapsed.Truncate(time.Second), strings.Join(r.Names, ", "))
	width := r.Width
	if width <= 0 {
		width = unknownWidth
	}
	const column = 12
	if width <= column+1 {
		return runewidth.Truncate("Running", width-1, "")
	}
	return s.status(cyan, "Running") + runewidth.Truncate(text, width-1-column, "…")
}
