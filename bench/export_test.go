package main

import (
	"strings"
	"time"
)

// Median is median.
var Median = median

// TakesPart is takesPart.
var TakesPart = takesPart

// Environment is environment.
var Environment = environment

// AtMost and the others are the kinds of figures.
const (
	NoBound = noBound
	AtMost  = atMost
	AtLeast = atLeast
)

// Judge is the verdict on a figure: what was measured, and whether it is met.
func Judge(kind bound, asked float64, ours, other time.Duration) (measured, met string) {
	v := figure{what: "against it", ours: "ours", other: "it", kind: kind, asked: asked}.judge(ours, other)
	return v.Measured, v.Met
}

// Rendered is a small report with two figures, of which one is missed.
func Rendered() (string, error) {
	samples := []time.Duration{2 * time.Second, time.Millisecond, 1500 * time.Microsecond}
	b := result{
		Name: "speed", Title: "Speed", Note: "A note.",
		Timings: []timing{{Name: "ours", Command: "cargo x", Samples: samples}},
		Verdicts: []verdict{
			{What: "ours against it", Asked: "at most 2 ×", Measured: "1.00 ×", Met: "yes"},
			{What: "ours against that", Asked: "at most 1 ×", Measured: "1.50 ×", Met: "no"},
		},
	}
	r := report{
		Date: time.Date(2026, 1, 2, 3, 4, 0, 0, time.UTC), Reps: 3, Results: []result{b},
		Machine: machine{CPU: "a processor", Cores: 2},
	}
	var text strings.Builder
	err := r.render(&text)
	return text.String(), err
}
