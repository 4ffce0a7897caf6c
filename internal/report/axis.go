package report

import (
	"math"
	"strconv"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/execution"
)

// axis is the time axis of the page of timings. Places and widths on it are in
// per cent of its length.
type axis struct {
	end   float64 // seconds
	Step  float64 // from tick to tick
	Ticks []tick
}

type tick struct {
	At    float64
	Label string
}

// shortest is the shortest axis in seconds; it avoids dividing by 0.
const shortest = 0.001

// newAxis reaches to end, in seconds, with at most ten steps of a round length.
func newAxis(end float64) axis {
	end = max(end, shortest)
	step := tickStep(end)
	a := axis{end: end, Step: step / end * 100}
	for i := 0; float64(i)*step <= end*(1+1e-9); i++ {
		a.Ticks = append(a.Ticks, tick{a.place(float64(i) * step), tickLabel(float64(i)*step, step)})
	}
	return a
}

// tickStep is in seconds: 1, 2 or 5 times a power of ten on a short axis, and
// what a clock shows on one of minutes, hours or days.
func tickStep(end float64) float64 {
	if end > 100 {
		for _, step := range []float64{20, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600, 43200} {
			if end <= 10*step {
				return step
			}
		}
		return math.Ceil(end/10/86400) * 86400
	}
	power := math.Pow(10, math.Floor(math.Log10(end/10)))
	for _, factor := range []float64{1, 2, 5} {
		if end <= 10*factor*power {
			return factor * power
		}
	}
	return 10 * power
}

func tickLabel(at, step float64) string {
	switch {
	case at == 0:
		return "0s"
	case at >= 60:
		return seconds(at)
	}
	return strconv.FormatFloat(at, 'f', max(0, -int(math.Floor(math.Log10(step)+1e-9))), 64) + "s"
}

func (a axis) place(at float64) float64 {
	return math.Round(min(max(at, 0), a.end)/a.end*1e5) / 1e3
}

// bar is one run on the axis: first it waits, then it runs.
type bar struct {
	timing
	Above, Base       string // the name in two parts: if there is no room for both, the first one is cut
	WaitAt, WaitWidth float64
	At, Width         float64
	Label             string
	LabelAt           float64
	Anchor            string // start or end: which end of the label is at LabelAt
	Inside            bool   // the label is on the bar
}

// thinnest is the width in per cent of a bar that is too short to be seen.
const thinnest = 0.15

// newBar places a run and its label: after the bar if there is room, otherwise
// on it, otherwise before it.
func newBar(t timing, run execution.RunReport, a axis) bar {
	b := bar{timing: t, At: a.place(run.Started), WaitAt: a.place(run.Started - run.Waited), Label: t.Ran + tried(run), Anchor: "start"}
	b.Above, b.Base = t.Name[:strings.LastIndex(t.Name, "/")+1], t.Name[strings.LastIndex(t.Name, "/")+1:]
	b.Width = max(a.place(run.Started+run.Seconds)-b.At, thinnest)
	b.WaitWidth = b.At - b.WaitAt
	if t.Bad {
		b.Label = "✗ " + verdict(run) + ", " + b.Label
	}
	b.LabelAt = b.At + b.Width
	switch {
	case b.LabelAt <= 100-roomy:
	case b.Width >= roomy:
		b.Anchor, b.Inside = "end", true
	default:
		b.LabelAt, b.Anchor = b.WaitAt, "end"
	}
	return b
}

// roomy is the width in per cent that a label may have.
const roomy = 25
