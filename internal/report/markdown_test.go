package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/report"
)

func TestMarkdown(t *testing.T) {
	t.Parallel()
	rep := execution.Report{Runs: []execution.RunReport{
		outcome("a|b", execution.OK, 0, 1.5), outcome("c_<d>", execution.Failed, 101, 0.25),
		outcome("e", execution.Killed, 137, 2), outcome("f", execution.Skipped, 0, 0),
	}}
	rep.Runs[0].Errors = []string{"not shown"}
	rep.Runs[1].Errors = []string{"\x1b[1;31merror\x1b[0m: x", "```` \x1b(By"}
	var b bytes.Buffer
	if err := (report.Style{Cwd: "/w"}).Markdown(&b, rep); err != nil {
		t.Fatal(err)
	}
	const want = `| workspace | outcome | seconds |
|---|---|---:|
| a\|b | ok | 1.50 |
| c\_&lt;d> | failed (status 101) | 0.25 |
| e | killed (signal: killed) | 2.00 |
| f | skipped (because) | 0.00 |

**c\_&lt;d>**: exit status 101

FFFtext
error: x
FFFF y
FFF

`
	if got := strings.ReplaceAll(b.String(), "`````", "FFF"); got != strings.ReplaceAll(want, "FFFF", "````") {
		t.Errorf("got\n%s", got)
	}
}

// TestMarkdownLimit checks that a summary stays below GitHub's limit.
func TestMarkdownLimit(t *testing.T) {
	t.Parallel()
	var rep execution.Report
	for range 100 {
		run := outcome("a", execution.Failed, 101, 1)
		run.Errors = []string{strings.Repeat("x", 50_000)}
		rep.Runs = append(rep.Runs, run)
	}
	var b bytes.Buffer
	if err := (report.Style{}).Markdown(&b, rep); err != nil {
		t.Fatal(err)
	}
	if b.Len() > 1<<20 || b.Len() < 100_000 {
		t.Errorf("%d bytes", b.Len())
	}
}
