package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/github"
)

// Failures prints for each failed run its workspace and how it ended, with what
// said gives for it: its errors, and a hint unless that is empty. i counts the
// runs of the report from 0.
func (s Style) Failures(w io.Writer, rep execution.Report, said func(i int) (lines []string, hint string)) {
	for i, run := range rep.Runs {
		if run.Code == 0 {
			continue
		}
		lines, hint := said(i)
		s.Error(w, fmt.Sprintf("%s in %s: %s", args.Join(s.argv(run.Argv)), s.run(run), ending(run)), hint)
		if len(lines) > 0 {
			_, _ = io.WriteString(w, strings.Join(lines, "\n")+"\n")
		}
	}
}

// How many lines of errors are shown at the end.
const (
	maxShown    = 60  // of one run
	maxShownAll = 400 // of all
)

// failed writes the errors of the failed runs, as far as they were seen. What
// several runs have said alike is written once.
func (s Style) failed(w io.Writer, rep execution.Report) {
	room := maxShownAll
	for _, alike := range alike(rep.Runs) {
		first := rep.Runs[alike[0]]
		lines, more := first.Errors, 0
		if most := min(maxShown, room); len(lines) > most {
			lines, more = lines[:most], len(lines)-most
		}
		room -= len(lines)
		var text strings.Builder
		for _, line := range lines {
			text.WriteString(line + "\n")
		}
		if strings.Contains(text.String(), "\x1b") {
			text.WriteString(reset) // a colour may still be on
		}
		if more > 0 {
			fmt.Fprintf(&text, "… and %d more lines\n", more)
		}
		shown := text.String()
		if s.Workflow {
			shown = github.Inert(shown)
		}
		others := ""
		if n := len(alike) - 1; n > 0 {
			others = fmt.Sprintf(", the same in %d more", n)
		}
		_, _ = fmt.Fprintf(w, "%s %s (%d/%d) in %s%s\n%s", s.status(red, "Failed"), s.run(first), alike[0]+1, len(rep.Runs), seconds(first.Seconds), others, shown)
	}
}

// alike are the failed runs whose errors were seen, by index, those with the
// same errors together.
func alike(runs []execution.RunReport) [][]int {
	var groups [][]int
	known := map[string]int{}
	for i, run := range runs {
		if run.Code == 0 || len(run.Errors) == 0 {
			continue
		}
		text := strings.Join(run.Errors, "\n")
		at, seen := known[text]
		if !seen {
			at = len(groups)
			known[text], groups = at, append(groups, nil)
		}
		groups[at] = append(groups[at], i)
	}
	return groups
}

// ending is how a failed run ended.
func ending(run execution.RunReport) string {
	switch {
	case run.Reason != "":
		return run.Reason
	case run.Signal != "":
		return "killed by signal: " + run.Signal
	}
	return fmt.Sprintf("exit status %d", run.Code)
}
