package report

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// maxFenced is how much of the errors goes into a Markdown summary, in bytes,
// all together. GitHub accepts a summary of up to 1 MiB per step, and drops a
// bigger one
// (https://docs.github.com/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary).
const maxFenced = 256 << 10

var (
	backticks = regexp.MustCompile("`+")
	cell      = strings.NewReplacer(`\`, `\\`, "|", `\|`, "`", "\\`", "*", `\*`, "_", `\_`, "<", "&lt;", "&", "&amp;", "[", `\[`, "~", `\~`)
)

// Markdown writes the report as a table with the errors of the failures below.
func (s Style) Markdown(w io.Writer, rep execution.Report) error {
	var text strings.Builder
	text.WriteString("| workspace | outcome | seconds |\n|---|---|---:|\n")
	for _, run := range rep.Runs {
		fmt.Fprintf(&text, "| %s | %s | %.2f |\n", cell.Replace(s.run(run)), cell.Replace(printable.Line(markdownOutcome(run))), run.Seconds)
	}
	room := maxFenced
	for _, run := range rep.Runs {
		if run.Code == 0 {
			continue
		}
		lines := run.Errors
		block := printable.Plain(strings.Join(lines, "\n"))
		if len(lines) == 0 || len(block) > room {
			continue
		}
		room -= len(block)
		fence := fence(block)
		fmt.Fprintf(&text, "\n**%s**: %s\n\n%stext\n%s\n%s\n", cell.Replace(s.run(run)), cell.Replace(printable.Line(ending(run))), fence, block, fence)
	}
	_, err := io.WriteString(w, text.String()+"\n")
	return err
}

func markdownOutcome(run execution.RunReport) string {
	switch {
	case run.Reason != "":
		return word(run.Outcome) + " (" + run.Reason + ")"
	case run.Signal != "":
		return word(run.Outcome) + " (signal: " + run.Signal + ")"
	case run.Code != 0:
		return fmt.Sprintf("%s (status %d)", word(run.Outcome), run.Code)
	}
	return word(run.Outcome)
}

// fence is longer than any row of backticks in the text.
func fence(text string) string {
	longest := 2
	for _, row := range backticks.FindAllString(text, -1) {
		longest = max(longest, len(row))
	}
	return strings.Repeat("`", longest+1)
}
