package report

import (
	"bytes"
	_ "embed" // the page
	"fmt"
	"html/template"
	"io"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/printable"
)

//go:embed timings.html
var timingsText string

var timingsPage = template.Must(template.New("timings").Parse(timingsText))

// timings is what the page shows.
type timings struct {
	Command, Tally, Start, Began, Program string
	Status                                int
	Work                                  string // the total time of the runs, and how many were active at once
	Longest                               string
	Axis                                  axis
	Bars                                  []bar
	NotRun                                []timing
	All                                   []timing
}

// timing is one run.
type timing struct {
	Number               int // place in the plan, from 1
	Name                 string
	Ended                string // outcome and details
	Bad                  bool   // it counts as failed
	Attempts             int
	Started, Waited, Ran string // "" if it did not run
}

// Timings writes the report as one HTML page that needs nothing else: a bar per
// run on a time axis, and the numbers.
func (s Style) Timings(w io.Writer, rep execution.Report, origin Origin) error {
	page := timings{
		Tally: tally(rep), Start: printable.Path(rep.Start), Began: origin.began(), Program: origin.Program, Status: rep.Status(),
	}
	end, work := rep.Seconds, 0.0
	var longest execution.RunReport
	for _, run := range rep.Runs {
		end, work = max(end, run.Started+run.Seconds), work+run.Seconds
		if run.Seconds > longest.Seconds {
			longest = run
		}
	}
	page.Axis = newAxis(end)
	for i, run := range rep.Runs {
		t := s.timing(i+1, run)
		page.All = append(page.All, t)
		if run.Attempts == 0 {
			page.NotRun = append(page.NotRun, t)
			continue
		}
		page.Bars = append(page.Bars, newBar(t, run, page.Axis))
	}
	if len(rep.Runs) > 0 {
		page.Command = args.Join(s.argv(rep.Runs[0].Argv))
	}
	if len(page.Bars) > 0 {
		page.Work = fmt.Sprintf("%s, %.1f at once on average", seconds(work), work/max(end, shortest))
		page.Longest = fmt.Sprintf("%s, %s", s.run(longest), seconds(longest.Seconds))
	}
	var text bytes.Buffer
	if err := timingsPage.Execute(&text, page); err != nil {
		return err
	}
	_, err := w.Write(text.Bytes())
	return err
}

func (s Style) timing(number int, run execution.RunReport) timing {
	t := timing{
		Number: number, Name: s.run(run), Ended: word(run.Outcome), Bad: run.Code != 0, Attempts: run.Attempts,
	}
	if run.Outcome != execution.OK {
		t.Ended += " (" + verdict(run) + ")"
	}
	if run.Attempts > 0 {
		t.Started, t.Waited, t.Ran = seconds(run.Started), seconds(run.Waited), seconds(run.Seconds)
	}
	return t
}
