package report_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/nested"
)

func TestJSONTimes(t *testing.T) {
	t.Parallel()
	rep := execution.Report{Seconds: 7.5, Runs: []execution.RunReport{
		{Workspace: nested.Workspace{Dir: "/w"}, Dir: "/w/src", Outcome: execution.OK, Seconds: 2, Attempts: 1},
		{Workspace: nested.Workspace{Dir: "/w/a"}, Dir: "/w/a", Outcome: execution.OK, Started: 2.5, Waited: 0.5, Seconds: 5, Attempts: 2},
		{Workspace: nested.Workspace{Dir: "/w/b"}, Dir: "/w/b", Outcome: execution.Skipped, Reason: "interrupted"},
	}}
	var b bytes.Buffer
	if err := (report.Style{Cwd: "/w/src"}).JSON(&b, rep, origin); err != nil {
		t.Fatal(err)
	}
	type run struct {
		Path            string
		Started         any
		Waited, Seconds float64
		Attempts        int
	}
	var got struct {
		Began   string
		Seconds float64
		Runs    []run
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	want := []run{{".", 0.0, 0, 2, 1}, {"../a", 2.5, 0.5, 5, 2}, {"../b", nil, 0, 0, 0}}
	if got.Began != "2026-11-21T10:30:00Z" || got.Seconds != 7.5 || len(got.Runs) != len(want) {
		t.Fatalf("got %s", b.String())
	}
	for i := range want {
		if got.Runs[i] != want[i] {
			t.Errorf("run %d is %v, want %v", i, got.Runs[i], want[i])
		}
	}
}
