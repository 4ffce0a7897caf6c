package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/execution"
)

// fewRuns is how many runs a summary lists one by one although they succeeded,
// and how many failures have the line that runs them again; of more, the last.
const fewRuns = 10

// Again is the command line that repeats one run, "" if there is none.
type Again func(run execution.RunReport) string

// Summary says how the runs ended, failures last, each with the line that runs
// it again, if there was more than one run. Of many runs, those that succeeded
// or were not reached are only counted, unless the style is verbose. With Quiet,
// only the failures. again may be nil.
func (s Style) Summary(w io.Writer, rep execution.Report, again Again) {
	if len(rep.Runs) < 2 {
		return
	}
	if !s.Quiet {
		color := green
		if rep.Status() != 0 {
			color = red
		}
		_, _ = fmt.Fprintln(w, s.status(color, "Summary"), tally(rep))
	}
	ordered := slices.Clone(rep.Runs)
	slices.SortStableFunc(ordered, func(a, b execution.RunReport) int { return failedLast(a) - failedLast(b) })
	failures := len(rep.Failures())
	for i, run := range ordered {
		if s.listed(run, len(rep.Runs)) {
			_, _ = fmt.Fprintln(w, s.line(run))
		}
		if failedLast(run) == 1 && again != nil && (failures <= fewRuns || i == len(ordered)-1) {
			if line := again(run); line != "" {
				_, _ = fmt.Fprintln(w, s.status(cyan, "again"), s.safe(line))
			}
		}
	}
}

// listed says whether a summary has a line for this one of so many runs.
func (s Style) listed(run execution.RunReport, runs int) bool {
	switch {
	case failedLast(run) == 1:
		return true
	case s.Quiet:
		return false
	}
	return s.Verbose || runs <= fewRuns || run.Outcome == execution.Refused || run.Outcome == execution.Left
}

// Conclusion is what comes after the last run: the failures with their errors,
// and the summary. A single run has none, because its own output shows how it
// went; unless we ended it or did not start it.
func (s Style) Conclusion(w io.Writer, rep execution.Report, again Again) {
	if len(rep.Runs) == 1 && rep.Runs[0].Code != 0 && rep.Runs[0].Reason != "" {
		_, _ = fmt.Fprintln(w, s.line(rep.Runs[0]))
		return
	}
	if len(rep.Runs) > 1 {
		s.failed(w, rep)
	}
	s.Summary(w, rep, again)
}

// tally counts the runs by how they ended.
func tally(rep execution.Report) string {
	counts := map[execution.Outcome]int{}
	for _, run := range rep.Runs {
		counts[run.Outcome]++
	}
	var parts []string
	for _, o := range outcomes {
		if counts[o] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[o], word(o)))
		}
	}
	of, n, runs := "", workspaces(rep), ""
	if rep.LeftOut > 0 {
		of = fmt.Sprintf(" of %d", n+rep.LeftOut)
	}
	if n < len(rep.Runs) {
		runs = fmt.Sprintf("%d runs in ", len(rep.Runs))
	}
	return fmt.Sprintf("%s%d%s workspaces in %s: %s", runs, n, of, seconds(rep.Seconds), strings.Join(parts, ", "))
}

// outcomes in the order in which a summary counts them.
var outcomes = []execution.Outcome{execution.OK, execution.Left, execution.Skipped, execution.Refused, execution.Killed, execution.Failed}

func failedLast(run execution.RunReport) int {
	if run.Code != 0 {
		return 1
	}
	return 0
}

// line is one run of a summary.
func (s Style) line(run execution.RunReport) string {
	color, detail := green, seconds(run.Seconds)
	if run.Attempts > 1 {
		detail += fmt.Sprintf(", after %d attempts", run.Attempts)
	}
	switch run.Outcome {
	case execution.OK:
	case execution.Failed:
		color = red
		detail = fmt.Sprintf("(status %d) %s", run.Code, detail)
		if run.Reason != "" {
			detail = "(" + run.Reason + ")"
		}
	case execution.Killed:
		color = red
		detail = fmt.Sprintf("(signal: %s) %s", run.Signal, detail)
	case execution.Skipped, execution.Refused, execution.Left:
		color = yellow
		if run.Code != 0 {
			color = red
		}
		detail = "(" + run.Reason + ")"
	}
	return s.status(color, word(run.Outcome)) + " " + s.run(run) + " " + s.safe(detail)
}

// word is an outcome in words.
func word(o execution.Outcome) string {
	if o == execution.Left {
		return "left out"
	}
	return string(o)
}
