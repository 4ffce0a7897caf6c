package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// benchmark is a question with its contenders, and the figures that answer it.
type benchmark struct {
	name, title, note string
	warm              int // rounds that are not counted
	setup             func(context.Context, *lab) ([]contender, error)
	figures           []figure
}

// bound says in which direction a figure may differ from the target.
type bound int

const (
	// noBound is a figure for information.
	noBound bound = iota
	// atMost bounds our time over the other's.
	atMost
	// atLeast bounds the other's time over ours.
	atLeast
	// peakAtMost bounds the number of rustc processes at once in one of ours.
	peakAtMost
	// peakNoBound is that number for information.
	peakNoBound
)

// figure compares two contenders by name; a peak is of one.
type figure struct {
	what, ours, other string
	kind              bound
	asked             float64
}

// verdict is a figure with what was measured.
type verdict struct {
	What, Asked, Measured, Met string
}

// result is a benchmark that was run.
type result struct {
	Name, Title, Note string
	Timings           []timing
	Verdicts          []verdict
}

// bench runs one benchmark.
func (l *lab) bench(ctx context.Context, b benchmark, reps int) (result, error) {
	contenders, err := b.setup(ctx, l)
	if err != nil {
		return result{}, err
	}
	contenders, b.figures = l.withBefore(contenders, b.figures)
	timings, err := l.measure(ctx, contenders, b.warm, reps)
	if err != nil {
		return result{}, err
	}
	r := result{Name: b.name, Title: b.title, Note: b.note, Timings: timings}
	for _, f := range b.figures {
		if f.kind == peakAtMost || f.kind == peakNoBound {
			r.Verdicts = append(r.Verdicts, f.judgePeak(timings))
			continue
		}
		r.Verdicts = append(r.Verdicts, f.judge(medianOf(timings, f.ours), medianOf(timings, f.other)))
	}
	return r, nil
}

func medianOf(timings []timing, name string) time.Duration {
	i := slices.IndexFunc(timings, func(t timing) bool { return t.Name == name })
	if i < 0 {
		return 0
	}
	return median(timings[i].Samples)
}

// judgePeak compares a number of processes with the target.
func (f figure) judgePeak(timings []timing) verdict {
	v := verdict{What: f.ours + ", " + f.what, Asked: "–", Measured: "not measured", Met: "–"}
	peak := 0
	if i := slices.IndexFunc(timings, func(t timing) bool { return t.Name == f.ours }); i >= 0 {
		peak = timings[i].Peak
	}
	if peak > 0 {
		v.Measured = strconv.Itoa(peak)
	}
	if f.kind == peakAtMost {
		v.Asked, v.Met = fmt.Sprintf("at most %g", f.asked), "no"
		if peak > 0 && float64(peak) <= f.asked {
			v.Met = "yes"
		}
	}
	return v
}

// judge compares a ratio of medians with the target.
func (f figure) judge(ours, other time.Duration) verdict {
	v := verdict{What: f.ours + " " + f.what, Measured: "not measured", Met: "no"}
	ratio := 0.0
	if ours > 0 && other > 0 {
		ratio = float64(ours) / float64(other)
		if f.kind == atLeast {
			ratio = 1 / ratio
		}
		v.Measured = fmt.Sprintf("%.2f ×", ratio)
	}
	met := false
	switch f.kind {
	case noBound, peakAtMost, peakNoBound:
		v.Asked, v.Met = "–", "–"
		return v
	case atMost:
		v.Asked = fmt.Sprintf("at most %g ×", f.asked)
		met = ratio > 0 && ratio <= f.asked
	case atLeast:
		v.Asked = fmt.Sprintf("at least %g ×", f.asked)
		met = ratio >= f.asked
	}
	if met {
		v.Met = "yes"
	}
	return v
}
