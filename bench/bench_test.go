package main_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	bench "github.com/cargo-nw/cargo-nw/bench"
)

func TestMedian(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		samples []time.Duration
		want    time.Duration
	}{
		"none":      {nil, 0},
		"one":       {[]time.Duration{7}, 7},
		"odd":       {[]time.Duration{9, 1, 5}, 5},
		"even":      {[]time.Duration{8, 2, 4, 100}, 6},
		"one stray": {[]time.Duration{3, 3, 3, 3000, 3}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before := slices.Clone(c.samples)
			if got := bench.Median(c.samples); got != c.want {
				t.Errorf("Median(%v) = %v, want %v", c.samples, got, c.want)
			}
			if !slices.Equal(before, c.samples) {
				t.Errorf("the samples were reordered: %v", c.samples)
			}
		})
	}
}

func TestJudge(t *testing.T) {
	t.Parallel()
	const ms = time.Millisecond
	check := func(name, measured, met, wantMeasured, wantMet string) {
		if measured != wantMeasured || met != wantMet {
			t.Errorf("%s: %s, %s; want %s, %s", name, measured, met, wantMeasured, wantMet)
		}
	}
	m, met := bench.Judge(bench.AtMost, 1.3, 130*ms, 100*ms)
	check("at the upper bound", m, met, "1.30 ×", "yes")
	m, met = bench.Judge(bench.AtMost, 1.3, 131*ms, 100*ms)
	check("above the upper bound", m, met, "1.31 ×", "no")
	m, met = bench.Judge(bench.AtLeast, 25, 4*ms, 100*ms)
	check("at the lower bound", m, met, "25.00 ×", "yes")
	m, met = bench.Judge(bench.AtLeast, 25, 5*ms, 100*ms)
	check("below the lower bound", m, met, "20.00 ×", "no")
	m, met = bench.Judge(bench.NoBound, 0, 50*ms, 100*ms)
	check("for information", m, met, "0.50 ×", "–")
	m, met = bench.Judge(bench.AtMost, 1.3, 0, 100*ms)
	check("not measured", m, met, "not measured", "no")
}

func TestTakesPart(t *testing.T) {
	t.Parallel()
	for reps, want := range map[int][]int{
		1:  {-1, 0},
		3:  {-1, 0, 1, 2},
		5:  {-1, 0, 1, 2},
		15: {-1, 0, 5, 10},
		20: {-1, 0, 6, 12},
	} {
		var got []int
		for round := -1; round < reps; round++ {
			if bench.TakesPart(round, reps) {
				got = append(got, round)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("of %d rounds a slow contender takes part in %v, want %v", reps, got, want)
		}
	}
}

func TestEnvironment(t *testing.T) {
	t.Parallel()
	user := []string{"HOME=/h", "PATH=/bin", "RUSTFLAGS=-g", "CARGO_HOME=/own", "CARGO_NET_OFFLINE=1", "RUSTC_WRAPPER=sccache", "LANG=C"}
	got := bench.Environment(user, "/peer", "/tmp/x/bin", "/tmp/x/bin/cargo-nw")
	want := []string{
		"CARGO_HOME=/peer/home", "CARGO_NW=/tmp/x/bin/cargo-nw", "HOME=/h", "LANG=C",
		"PATH=/tmp/x/bin:/peer/bin:/bin", "RUSTUP_HOME=/h/.rustup",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestRender(t *testing.T) {
	t.Parallel()
	text, err := bench.Rendered()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"Written by `go run ./bench` on 2026-01-02 03:04 UTC. All contenders of a benchmark",
		"| speed: ours against that | at most 1 × | 1.50 × | no |",
		"1 of these figures is not met.",
		"| ours | `cargo x` | 1.5 ms | 1.0 ms | 2.00 s | 3 |",
		"| processor | a processor, 2 cores |",
		"| load before the start (1, 5, 15 min) | unknown |",
	} {
		if !slices.Contains(strings.Split(text, "\n"), line) {
			t.Errorf("no line %q in\n%s", line, text)
		}
	}
	if strings.Contains(text, "\n\n\n") {
		t.Errorf("two empty lines in a row in\n%s", text)
	}
}
