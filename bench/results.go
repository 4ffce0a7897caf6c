package main

import (
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/template"
	"time"
)

// report is everything that goes into RESULTS.md.
type report struct {
	Date    time.Time
	Reps    int
	Only    string // the one benchmark that was run, "" for all
	Machine machine
	Results []result
}

//go:embed results.md.tmpl
var resultsText string

// stressText is the output of `go run ./bench/stress`, edited by hand.
//
//go:embed stress/RESULTS.md
var stressText string

// Stress is the stress results as a part of a larger document.
func (report) Stress() string {
	return strings.ReplaceAll("\n"+stressText, "\n#", "\n##")
}

var resultsTemplate = template.Must(template.New("results").Funcs(template.FuncMap{
	"median":  func(t timing) string { return short(median(t.Samples)) },
	"fastest": func(t timing) string { return short(slices.Min(t.Samples)) },
	"slowest": func(t timing) string { return short(slices.Max(t.Samples)) },
}).Parse(resultsText))

// render writes Markdown.
func (r report) render(w io.Writer) error { return resultsTemplate.Execute(w, r) }

// Missed counts the figures that are not met.
func (r report) Missed() int {
	n := 0
	for _, res := range r.Results {
		for _, v := range res.Verdicts {
			if v.Met == "no" {
				n++
			}
		}
	}
	return n
}

// short is a duration with three digits or so.
func short(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond))
	}
	return fmt.Sprintf("%.2f s", d.Seconds())
}
