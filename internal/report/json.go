package report

import (
	"encoding/json"
	"io"
	"path/filepath"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/github"
	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// Version is the version of the format that [Style.JSON] writes. It grows when
// a field is removed or changes its meaning; new fields do not change it. The
// schema is docs/report.schema.json.
const Version = 2

type jsonReport struct {
	Version     int                `json:"version"`
	Generator   string             `json:"generator"`
	Start       string             `json:"start"`
	Cwd         string             `json:"cwd"`
	Began       string             `json:"began"`
	Seconds     float64            `json:"seconds"`
	Jobs        int                `json:"jobs"`
	Status      int                `json:"status"`
	Interrupted *string            `json:"interrupted"`
	Runs        []jsonRun          `json:"runs"`
	Done        []string           `json:"done,omitempty"`
	DoneSeconds map[string]float64 `json:"done_seconds,omitempty"` // by entry of done
}

type jsonRun struct {
	Path     string            `json:"path"`
	Variant  string            `json:"variant,omitempty"`
	Argv     []string          `json:"argv"`
	Outcome  execution.Outcome `json:"outcome"`
	Code     *int              `json:"code"`
	Signal   *string           `json:"signal"`
	Cause    *string           `json:"cause"`
	Reason   *string           `json:"reason"`
	Started  *float64          `json:"started"`
	Waited   float64           `json:"waited"`
	Seconds  float64           `json:"seconds"`
	Attempts int               `json:"attempts"`
	Errors   []string          `json:"errors,omitempty"`
	Tail     []string          `json:"tail,omitempty"`
}

// JSON writes the report for programs. Bytes that are not UTF-8 are replaced,
// since JSON cannot hold them.
func (s Style) JSON(w io.Writer, rep execution.Report, origin Origin) error {
	out := jsonReport{
		Version: Version, Generator: origin.Program, Start: filepath.ToSlash(rep.Start), Cwd: filepath.ToSlash(s.Cwd), Began: origin.began(), Seconds: rep.Seconds,
		Jobs: rep.Jobs, Status: rep.Status(), Runs: []jsonRun{},
	}
	if rep.Stop != nil {
		out.Interrupted = some(rep.Stop.Signal.String())
	}
	for _, run := range rep.Runs {
		j := jsonRun{
			Path: s.Relative(run.Dir), Variant: run.Variant, Argv: s.argv(run.Argv), Outcome: run.Outcome,
			Signal: some(run.Signal), Cause: some(cause(run)), Reason: some(run.Reason),
			Waited: run.Waited, Seconds: run.Seconds, Attempts: run.Attempts,
		}
		if run.Code != 0 {
			j.Errors, j.Tail = plain(run.Errors), plain(run.Tail)
		}
		if run.Outcome == execution.OK || run.Code != 0 {
			j.Code = &run.Code
		}
		if run.Attempts > 0 {
			j.Started = &run.Started
		}
		out.Runs = append(out.Runs, j)
	}
	for _, done := range rep.Done {
		path := s.Relative(done.Dir) + suffix(done.Variant)
		out.Done = append(out.Done, path)
		if done.Seconds > 0 {
			if out.DoneSeconds == nil {
				out.DoneSeconds = map[string]float64{}
			}
			out.DoneSeconds[path] = done.Seconds
		}
	}
	return Encode(w, "  ", out)
}

// Encode writes value as JSON with a line end, indented unless indent is "".
// Shown in a log of GitHub Actions, it contains no workflow command.
func Encode(w io.Writer, indent string, value any) error {
	var text strings.Builder
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	if err := enc.Encode(value); err != nil {
		return err
	}
	_, err := io.WriteString(w, github.Escaped(text.String()))
	return err
}

// cause says where a failing status is from, to tell cargo's 3 from ours.
func cause(run execution.RunReport) string {
	switch {
	case run.Code == 0:
		return ""
	case run.Outcome == execution.Killed:
		return "signal"
	case run.Reason != "":
		return "cargo-nw"
	}
	return "cargo"
}

// plain is lines of a run's output without escape sequences.
func plain(lines []string) []string {
	var list []string
	for _, line := range lines {
		list = append(list, printable.Plain(line))
	}
	return list
}

func some(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
