package report_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/report"
)

func outcome(dir string, o execution.Outcome, code int, seconds float64) execution.RunReport {
	run := execution.RunReport{Dir: "/w/" + dir, Outcome: o, Code: code, Seconds: seconds}
	switch o {
	case execution.OK, execution.Failed:
	case execution.Killed:
		run.Signal = "killed"
	case execution.Skipped, execution.Refused, execution.Left:
		run.Reason = "because"
	}
	return run
}

func TestSummary(t *testing.T) {
	t.Parallel()
	all := []execution.RunReport{
		outcome("a", execution.Failed, 101, 0.5), outcome("b", execution.OK, 0, 1), outcome("c", execution.Killed, 137, 61.4),
		outcome("d", execution.Skipped, 0, 0), outcome("e", execution.Refused, 0, 0), outcome("f", execution.Refused, 3, 0),
		outcome("g", execution.Left, 0, 0),
		{Dir: "/w/h", Outcome: execution.Failed, Code: 3, Reason: "exec format error"},
	}
	tests := []struct {
		name  string
		style report.Style
		runs  []execution.RunReport
		want  string
	}{
		{"one run", report.Style{}, all[:1], ""},
		{"none", report.Style{}, nil, ""},
		{"all succeed", report.Style{Cwd: "/w"}, []execution.RunReport{outcome("", execution.OK, 0, 0.25), all[1]}, `     Summary 2 workspaces in 1.25s: 2 ok
          ok . 0.25s
          ok b 1.00s
`},
		{"all succeed, quiet", report.Style{Quiet: true}, []execution.RunReport{all[1], all[1]}, ""},
		{"every outcome, failures last in plan order", report.Style{Cwd: "/w/x"}, all, `     Summary 8 workspaces in 1m3s: 1 ok, 1 left out, 1 skipped, 2 refused, 1 killed, 2 failed
          ok ../b 1.00s
     skipped ../d (because)
     refused ../e (because)
    left out ../g (because)
      failed ../a (status 101) 0.50s
      killed ../c (signal: killed) 1m1s
     refused ../f (because)
      failed ../h (exec format error)
`},
		{"tried again", report.Style{Cwd: "/w"}, []execution.RunReport{
			{Dir: "/w/a", Outcome: execution.OK, Seconds: 2, Attempts: 2},
			{Dir: "/w/b", Outcome: execution.Failed, Code: 101, Seconds: 3, Attempts: 3},
			{Dir: "/w/c", Outcome: execution.OK, Seconds: 1, Attempts: 1},
		}, `     Summary 3 workspaces in 6.00s: 2 ok, 1 failed
          ok a 2.00s, after 2 attempts
          ok c 1.00s
      failed b (status 101) 3.00s, after 3 attempts
`},
		{"quiet", report.Style{Cwd: "/w", Quiet: true}, all[:4], "      failed a (status 101) 0.50s\n      killed c (signal: killed) 1m1s\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var plain, colored bytes.Buffer
			rep := execution.Report{Runs: tt.runs}
			for _, run := range tt.runs {
				rep.Seconds += run.Seconds
			}
			tt.style.Summary(&plain, rep, nil)
			if plain.String() != tt.want {
				t.Errorf("got\n%s\nwant\n%s", plain.String(), tt.want)
			}
			tt.style.Color = true
			tt.style.Summary(&colored, rep, nil)
			if (plain.Len() > 0) == bytes.Equal(plain.Bytes(), colored.Bytes()) {
				t.Error("colour changes nothing")
			}
			if got := regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(colored.String(), ""); got != tt.want {
				t.Errorf("coloured, it says\n%s", got)
			}
		})
	}
}

// TestConclusion ends with what is wrong.
func TestConclusion(t *testing.T) {
	t.Parallel()
	var many []execution.RunReport
	for range 12 {
		many = append(many, outcome("a", execution.OK, 0, 0.5))
	}
	many[2] = outcome("b", execution.Failed, 101, 1.27)
	many[2].Errors = []string{"error[E0061]: x", " --> b/src/main.rs:1:28"}
	many[3] = outcome("c", execution.Refused, 0, 0)
	many[4] = outcome("d", execution.Failed, 1, 0.1)
	for range 70 {
		many[4].Errors = append(many[4].Errors, "y")
	}
	again := func(run execution.RunReport) string { return "cargo nw --only " + run.Dir[3:] + " check" }
	const errors = "      Failed b (3/12) in 1.27s\nerror[E0061]: x\n --> b/src/main.rs:1:28\n      Failed d (5/12) in 0.10s\n"
	const summary = "     Summary 12 workspaces in 9.00s: 9 ok, 1 refused, 2 failed\n"
	const failures = "      failed b (status 101) 1.27s\n       again cargo nw --only b check\n      failed d (status 1) 0.10s\n       again cargo nw --only d check\n"
	rep := execution.Report{Runs: many, Seconds: 9}
	for name, tt := range map[string]struct {
		style report.Style
		want  string
	}{
		"many":    {report.Style{Cwd: "/w"}, summary + "     refused c (because)\n" + failures},
		"quiet":   {report.Style{Cwd: "/w", Quiet: true}, failures},
		"verbose": {report.Style{Cwd: "/w", Verbose: true}, summary + strings.Repeat("          ok a 0.50s\n", 2) + "     refused c (because)\n" + strings.Repeat("          ok a 0.50s\n", 7) + failures},
	} {
		var b strings.Builder
		tt.style.Conclusion(&b, rep, again)
		if want := errors + strings.Repeat("y\n", 60) + "… and 10 more lines\n" + tt.want; b.String() != want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, b.String(), want)
		}
	}
	for i := range many {
		many[i] = outcome("e", execution.Failed, 2, 1)
		many[i].Errors = []string{"error: the same"}
	}
	var all strings.Builder
	report.Style{Cwd: "/w", Quiet: true}.Conclusion(&all, rep, again)
	if want := "      Failed e (1/12) in 1.00s, the same in 11 more\nerror: the same\n" + strings.Repeat("      failed e (status 2) 1.00s\n", 12) + "       again cargo nw --only e check\n"; all.String() != want {
		t.Errorf("got\n%s\nwant\n%s", all.String(), want)
	}
	var b strings.Builder
	report.Style{}.Conclusion(&b, execution.Report{Runs: many[2:3]}, again)
	if b.Len() > 0 {
		t.Errorf("a single run has %q", b.String())
	}
}
