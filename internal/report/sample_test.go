package report_test

import (
	"fmt"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/nested"
)

var origin = report.Origin{Program: "cargo-nw 1.2.3", Began: time.Date(2026, 11, 21, 10, 30, 0, 0, time.UTC)}

// hostile are names that a file system allows and XML, HTML or a reader of
// lines does not bear.
var hostile = []string{
	"<script>document.title='x'</script>", `"><img src=x onerror=alert(1)>`, "a\x00b", "\x1b[31m", "not \xff utf-8", "line\nbreak",
	"\u202egnp.exe", "]]>", "&amp;", "{{.}}", "\ufffe", "very-" + fmt.Sprintf("%0200d", 0), "'; background: url(http://example.com/x)",
}

// sample is the report of n runs on two lanes in which some wait, fail, are
// tried again, or are not made.
func sample(n int) execution.Report {
	rep := execution.Report{Start: "/w"}
	var free [2]float64
	for i := range n {
		dir := "/w"
		if i > 0 {
			dir = fmt.Sprintf("/w/crates/group-%d/workspace-%d", i%7, i)
		}
		lane := i % 2
		run := execution.RunReport{
			Workspace: nested.Workspace{Dir: dir}, Dir: dir, Argv: []string{"cargo", "test", "--all-features"}, Outcome: execution.OK,
			Seconds: 0.3 + float64(i*37%11)*0.9, Attempts: 1,
		}
		if i%5 == 3 {
			run.Waited = 1.25
		}
		run.Started = free[lane] + run.Waited
		switch i % 13 {
		case 4:
			run.Outcome, run.Code = execution.Failed, 101
		case 7:
			run.Outcome, run.Code, run.Signal = execution.Killed, 137, "killed"
		case 9:
			run.Attempts = 3
		case 11:
			run.Outcome, run.Reason, run.Started, run.Waited, run.Seconds, run.Attempts = execution.Skipped, "after a failure", 0, 0, 0, 0
		}
		if run.Attempts > 0 {
			free[lane] = run.Started + run.Seconds
		}
		rep.Runs = append(rep.Runs, run)
	}
	rep.Seconds = max(free[0], free[1])
	return rep
}

// hostileSample has a run for each of the hostile names.
func hostileSample() execution.Report {
	rep := sample(len(hostile) + 1)
	for i, name := range hostile {
		run := &rep.Runs[i+1]
		run.Dir, run.Workspace.Dir = "/w/"+name, "/w/"+name
		run.Argv = []string{"cargo", name}
		if run.Reason != "" {
			run.Reason = name
		}
	}
	return rep
}
