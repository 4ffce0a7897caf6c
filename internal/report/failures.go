package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/execution"
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
