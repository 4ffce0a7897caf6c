package repository_test

import (
	"bytes"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/test/harness/reported"
)

// Outcomes that few situations lead to are described, too.
func TestSchemaOfEveryOutcome(t *testing.T) {
	t.Parallel()
	argv := []string{"cargo", "check", "a\xff"}
	rep := execution.Report{Start: "/w", Jobs: 1, Stop: &proc.Stop{Signal: syscall.SIGINT}, Runs: []execution.RunReport{
		{Dir: "/w", Argv: argv, Outcome: execution.OK, Seconds: 0.1, Attempts: 1},
		{Dir: "/w/a", Argv: argv, Outcome: execution.Failed, Code: 101, Seconds: 1, Started: 2.5, Waited: 0.5, Attempts: 3, Errors: []string{"\x1b[1merror\x1b[0m: x\xff"}, Tail: []string{""}},
		{Dir: "/w/a", Argv: argv, Outcome: execution.Failed, Code: 3, Reason: "exec format error", Attempts: 1},
		{Dir: "/x", Argv: argv, Outcome: execution.Killed, Code: 130, Signal: "interrupt", Seconds: 60, Attempts: 1},
		{Dir: "/w/a", Argv: argv, Outcome: execution.Skipped, Reason: "interrupted"},
		{Dir: "/w/a", Argv: argv, Outcome: execution.Refused, Reason: "x"},
		{Dir: "/w/a", Argv: argv, Outcome: execution.Refused, Code: 3, Reason: "x"},
		{Dir: "/w/a", Argv: argv, Outcome: execution.Left, Reason: "x"},
	}}
	var b bytes.Buffer
	if err := (report.Style{Cwd: "/w"}).JSON(&b, rep, report.Origin{Program: "cargo-nw 1.2.3", Began: time.Unix(0, 0)}); err != nil {
		t.Fatal(err)
	}
	reported.Check(t, b.Bytes())
	if text := b.String(); !strings.Contains(text, `"path": "../x"`) || strings.Count(text, `"cause": "cargo-nw"`) != 2 || !strings.Contains(text, `"error: x\ufffd"`) {
		t.Errorf("got %s", text)
	}
}

// The schema says something.
func TestSchemaRefuses(t *testing.T) {
	t.Parallel()
	good := `{"version":2,"generator":"cargo-nw 0.1.0","start":"/","cwd":"/","began":"2026-11-21T10:30:00Z","seconds":1.5,"jobs":1,"status":0,"interrupted":null,"runs":[
		{"path":".","argv":["cargo","check"],"outcome":"ok","code":0,"signal":null,"cause":null,"reason":null,"started":0,"waited":0,"seconds":1,"attempts":1}]}`
	reported.Check(t, []byte(good))
	for _, change := range [][2]string{
		{`"version":2`, `"version":1`},
		{`"cwd":"/",`, ``},
		{`"status":0,`, ``},
		{`"code":0`, `"code":1`},
		{`"ok"`, `"fine"`},
		{`"ok"`, `"skipped"`},
		{`"signal":null`, `"signal":""`},
		{`"seconds":1,`, `"seconds":"1",`},
		{`"seconds":1.5,`, ``},
		{`10:30:00Z`, `10:30:00+01:00`},
		{`"started":0`, `"started":null`},
		{`"waited":0`, `"waited":-1`},
		{`"attempts":1`, `"attempts":0`},
	} {
		if reported.Validate(t, []byte(strings.Replace(good, change[0], change[1], 1))) == nil {
			t.Errorf("%s in place of %s is accepted", change[1], change[0])
		}
	}
}
