package report_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/execution"
)

// The page says what was run, what came of it, and what was not run.
func TestTimings(t *testing.T) {
	t.Parallel()
	page := timingsPage(t, execution.Report{Start: "/w", Seconds: 10, Runs: []execution.RunReport{
		{Dir: "/w", Argv: []string{"cargo", "check"}, Outcome: execution.OK, Seconds: 4, Attempts: 1},
		{Dir: "/w/a/b", Argv: []string{"cargo", "check"}, Outcome: execution.Failed, Code: 101, Started: 5, Waited: 2.5, Seconds: 1, Attempts: 2},
		{Dir: "/w/c", Argv: []string{"cargo", "check"}, Outcome: execution.OK, Started: 9.999, Seconds: 0.001, Attempts: 1},
		{Dir: "/w/d", Argv: []string{"cargo", "check"}, Outcome: execution.Left, Reason: "because"},
	}})
	for _, want := range []string{
		"<title>Timings of cargo check</title>",
		"<p>4 workspaces in 10.00s: 2 ok, 1 left out, 1 failed</p>",
		"<dt>Exit status</dt><dd>101</dd>", `<time datetime="2026-11-21T10:30:00Z">`, "<dd>5.00s, 0.5 at once on average</dd>",
		`<title>a/b: failed (status 101); started at 5.00s, waited 2.50s, ran 1.00s</title><rect class="wait" x="25%" y="8" width="25%" height="8"/><rect class="run bad" x="50%" y="4" width="10%" height="16"/>`,
		`text-anchor="start">✗ status 101, 1.00s at attempt 2</text>`,
		`<rect class="run" x="99.99%" y="4" width="0.15%"`, // too short to be seen, and yet
		"<li><code>d</code>: left out (because)</li>",
		`<th scope="row"><code>a/b</code></th><td>✗ failed (status 101)</td><td class="n">5.00s</td><td class="n">2.50s</td><td class="n">1.00s</td><td class="n">2</td>`,
		`<th scope="row"><code>d</code></th><td>left out (because)</td><td class="n"></td><td class="n"></td><td class="n"></td><td class="n">0</td>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
	if strings.Count(page, "data-run=") != 3 {
		t.Errorf("%d bars", strings.Count(page, "data-run="))
	}
}

// Where nothing ran there is no chart, and a run of no time divides nothing by
// 0.
func TestTimingsOfNothing(t *testing.T) {
	t.Parallel()
	page := timingsPage(t, execution.Report{Runs: []execution.RunReport{{Dir: "/w", Outcome: execution.Skipped, Reason: "interrupted"}}})
	if strings.Contains(page, "What ran when") || !strings.Contains(page, "skipped (interrupted)") {
		t.Error(page)
	}
	page = timingsPage(t, execution.Report{Runs: []execution.RunReport{{Dir: "/w", Outcome: execution.OK, Attempts: 1}}})
	if strings.Contains(page, "NaN") || strings.Contains(page, "Inf") || !strings.Contains(page, `x="0%"`) {
		t.Error(page)
	}
}

// The axis has ticks at times that are easy to read, and not too many.
func TestTimingsAxis(t *testing.T) {
	t.Parallel()
	ticks := regexp.MustCompile(`<text class="tick" x="([0-9.]+)%" y="16">([^<]*)</text>`)
	tests := []struct {
		seconds float64
		want    string
	}{
		{0, "0s 0.0001s 0.0002s … 0.0010s"},
		{0.3, "0s 0.05s 0.10s … 0.30s"},
		{3.9, "0s 0.5s 1.0s … 3.5s"},
		{10, "0s 1s 2s … 10s"},
		{59, "0s 10s 20s … 50s"},
		{100, "0s 10s 20s … 1m40s"},
		{101, "0s 20s 40s … 1m40s"},
		{301, "0s 1m0s 2m0s … 5m0s"},
		{3600, "0s 10m0s 20m0s … 1h0m0s"},
		{86400, "0s 6h0m0s 12h0m0s … 24h0m0s"},
		{4000000, "0s 120h0m0s 240h0m0s … 1080h0m0s"},
	}
	for _, tt := range tests {
		page := timingsPage(t, execution.Report{Seconds: tt.seconds, Runs: []execution.RunReport{{Outcome: execution.OK, Seconds: tt.seconds, Attempts: 1}}})
		found := ticks.FindAllStringSubmatch(page, -1)
		if len(found) < 4 || len(found) > 11 {
			t.Errorf("%f s: %d ticks", tt.seconds, len(found))
			continue
		}
		got := fmt.Sprintf("%s %s %s … %s", found[0][2], found[1][2], found[2][2], found[len(found)-1][2])
		if got != tt.want {
			t.Errorf("%f s: %s, want %s", tt.seconds, got, tt.want)
		}
	}
}

// What a file system allows in a name ends neither an element nor an attribute.
func TestTimingsOfHostileNames(t *testing.T) {
	t.Parallel()
	page := timingsPage(t, hostileSample())
	for _, bad := range []string{"<script", "<img", "\x1b", "\x00", "\u202e"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page has %q", bad)
		}
	}
}
