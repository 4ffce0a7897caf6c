package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// The elements and attributes are those that Jenkins checks documents against
// (jenkinsci/xunit-plugin, junit-10.xsd); GitLab and the reporters for GitHub
// read some of them.
type junitSuites struct {
	XMLName xml.Name `xml:"testsuites"`
	junitCounts
	Suite junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	junitCounts
	Skipped   int         `xml:"skipped,attr"`
	Timestamp string      `xml:"timestamp,attr"`
	Cases     []junitCase `xml:"testcase"`
}

type junitCounts struct {
	Name     string `xml:"name,attr"`
	Tests    int    `xml:"tests,attr"`
	Failures int    `xml:"failures,attr"`
	Errors   int    `xml:"errors,attr"`
	Time     string `xml:"time,attr"`
}

type junitCase struct {
	Class   string       `xml:"classname,attr"`
	Name    string       `xml:"name,attr"`
	Time    string       `xml:"time,attr"`
	Failure *junitDetail `xml:"failure"`
	Error   *junitDetail `xml:"error"`
	Skipped *junitDetail `xml:"skipped"`
	Out     string       `xml:"system-out,omitempty"` // the last lines of the output
}

// junitDetail says the same twice: GitLab shows the text, others the message.
type junitDetail struct {
	Type    string `xml:"type,attr"`
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

// JUnit writes the report in the format of test results that CI systems read:
// one suite, one case per run. A failure is cargo's; an error is a run that a
// signal ended, that could not be started, or that was not safe. Both have the
// errors in their text. What XML cannot hold is escaped as on a terminal.
func (s Style) JUnit(w io.Writer, rep execution.Report, origin Origin) error {
	suite := junitSuite{
		junitCounts: junitCounts{Name: "cargo nw", Tests: len(rep.Runs), Time: junitSeconds(rep.Seconds)},
		Timestamp:   origin.began(),
	}
	for _, run := range rep.Runs {
		c := junitCase{Class: args.Join(s.argv(run.Argv)), Name: s.run(run), Time: junitSeconds(run.Seconds)}
		detail := &junitDetail{Type: string(run.Outcome), Message: verdict(run) + tried(run)}
		detail.Text = fmt.Sprintf("%s in %s: %s", c.Class, c.Name, detail.Message)
		if run.Code != 0 {
			detail.Text = strings.Join(append([]string{detail.Text}, xmlLines(run.Errors)...), "\n")
			c.Out = strings.Join(xmlLines(run.Tail), "\n")
		}
		switch {
		case run.Outcome == execution.OK && run.Attempts > 1:
			c.Out = verdict(run) + tried(run)
		case run.Outcome == execution.OK:
		case run.Code == 0:
			c.Skipped = detail
			suite.Skipped++
		case cause(run) == "cargo":
			c.Failure = detail
			suite.Failures++
		default:
			c.Error = detail
			suite.Errors++
		}
		suite.Cases = append(suite.Cases, c)
	}
	var text strings.Builder
	text.WriteString(xml.Header)
	enc := xml.NewEncoder(&text)
	enc.Indent("", "  ")
	if err := enc.Encode(junitSuites{junitCounts: suite.junitCounts, Suite: suite}); err != nil {
		return err
	}
	_, err := io.WriteString(w, text.String()+"\n")
	return err
}

// xmlLines are lines of a run's output without what XML cannot hold.
func xmlLines(lines []string) []string {
	list := plain(lines)
	for i, line := range list {
		list[i] = printable.Line(line)
	}
	return list
}

// junitSeconds are seconds to the millisecond, without the exponent that a
// float may have.
func junitSeconds(d float64) string { return fmt.Sprintf("%.3f", d) }

// verdict says in a few words how a run ended.
func verdict(run execution.RunReport) string {
	switch {
	case run.Reason != "":
		return printable.Text(run.Reason)
	case run.Outcome == execution.Killed:
		return "signal: " + run.Signal
	case run.Outcome == execution.Failed:
		return fmt.Sprintf("status %d", run.Code)
	}
	return word(run.Outcome)
}

// tried says at which attempt a run ended, and nothing if it was the first.
func tried(run execution.RunReport) string {
	if run.Attempts < 2 {
		return ""
	}
	return fmt.Sprintf(" at attempt %d", run.Attempts)
}
