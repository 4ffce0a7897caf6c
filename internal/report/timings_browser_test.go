package report_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/report"
)

// measure is added to a copy of the page. It writes into the page what the
// browser made of it.
const measure = `<script>addEventListener("load", () => {
	const place = (svg, name) => {
		const all = svg.getBoundingClientRect(), e = svg.querySelector(name)
		if (!e) return null
		const box = e.getBoundingClientRect()
		return {left: (box.left - all.left) / all.width * 100, width: box.width / all.width * 100, height: box.height}
	}
	const page = document.documentElement, result = document.createElement("pre")
	result.id = "measured"
	result.textContent = JSON.stringify({
		title: document.title,
		back: getComputedStyle(document.body).backgroundColor,
		loaded: performance.getEntriesByType("resource").map(r => r.name),
		foreign: document.querySelectorAll("[src],[href],link,img,iframe,object,script").length - 1,
		wider: page.scrollWidth - page.clientWidth,
		rows: document.querySelectorAll(".numbers tbody tr").length,
		notRun: document.querySelectorAll("li").length,
		bars: [...document.querySelectorAll("svg[data-run]")].map(svg => ({
			number: +svg.dataset.run, bad: svg.querySelector(".bad") !== null,
			run: place(svg, ".run"), wait: place(svg, ".wait"), label: place(svg, "text"),
		})),
	})
	document.body.append(result)
})</script></body>`

type measured struct {
	Title, Back                  string
	Loaded                       []string
	Foreign, Wider, Rows, NotRun int
	Bars                         []struct {
		Number           int
		Bad              bool
		Run, Wait, Label *struct{ Left, Width, Height float64 }
	}
}

// TestTimingsInABrowser draws the page and measures it.
func TestTimingsInABrowser(t *testing.T) {
	t.Parallel()
	browser := findBrowser(t)
	tests := []struct {
		name  string
		rep   execution.Report
		dark  bool
		width int
	}{
		{"2 runs, light", sample(2), false, 1100},
		{"12 runs, dark", sample(12), true, 1100},
		{"200 runs, light, on a small screen", sample(200), false, 520},
		{"hostile names, dark", hostileSample(), true, 800},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := draw(t, browser, timingsPage(t, tt.rep), tt.dark, tt.width)
			back := map[bool]string{false: "rgb(255, 255, 255)", true: "rgb(20, 24, 28)"}[tt.dark]
			if got.Title != "Timings of cargo test --all-features" || got.Back != back {
				t.Errorf("title %q, background %s", got.Title, got.Back)
			}
			if len(got.Loaded) > 0 || got.Foreign != 0 {
				t.Errorf("it loads %q and has %d elements that could", got.Loaded, got.Foreign)
			}
			if got.Wider > 0 {
				t.Errorf("it is %d px wider than the window", got.Wider)
			}
			if got.Rows != len(tt.rep.Runs) || got.NotRun+len(got.Bars) != len(tt.rep.Runs) {
				t.Errorf("%d rows, %d not run, %d bars of %d runs", got.Rows, got.NotRun, len(got.Bars), len(tt.rep.Runs))
			}
			checkBars(t, got, tt.rep)
		})
	}
}

// checkBars compares the bars as drawn with the report: on one axis whose end
// is that of the last run.
func checkBars(t *testing.T, got measured, rep execution.Report) {
	t.Helper()
	near := func(a, b float64) bool { return math.Abs(a-b) < 0.3 } // per cent of the axis
	for _, bar := range got.Bars {
		run := rep.Runs[bar.Number-1]
		at, width, waited := run.Started/rep.Seconds*100, run.Seconds/rep.Seconds*100, run.Waited/rep.Seconds*100
		if bar.Run == nil || !near(bar.Run.Left, at) || !near(bar.Run.Width, width) || bar.Run.Height != 16 || bar.Bad != (run.Code != 0) {
			t.Errorf("run %d: %+v, want at %.1f, width %.1f", bar.Number, bar.Run, at, width)
		}
		if (bar.Wait != nil) != (run.Waited > 0) {
			t.Errorf("run %d waited %.2f s: %+v", bar.Number, run.Waited, bar.Wait)
		}
		// A stroke of half a pixel stands out on either side.
		if bar.Wait != nil && (math.Abs(bar.Wait.Left-(at-waited)) > 0.6 || math.Abs(bar.Wait.Width-waited) > 0.9) {
			t.Errorf("run %d: waits at %+v, want at %.1f, width %.1f", bar.Number, bar.Wait, at-waited, waited)
		}
		if bar.Label == nil || bar.Label.Width == 0 {
			t.Errorf("run %d has no label", bar.Number)
		}
	}
}

// timingsPage is the page of a report made in /w.
func timingsPage(t *testing.T, rep execution.Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := (report.Style{Cwd: "/w"}).Timings(&b, rep, origin); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// findBrowser skips where there is none.
func findBrowser(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("needs a browser, which -short leaves out")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("there is no browser: apt-get install chromium")
	return ""
}

// draw opens the page without its own ban on scripts, so that it bears what it
// bears by its escapes alone, and takes a picture. TIMINGS_SCREENSHOTS names a
// directory to keep the pictures in.
func draw(t *testing.T, browser, page string, dark bool, width int) (got measured) {
	t.Helper()
	start := strings.Index(page, `<meta http-equiv="Content-Security-Policy"`)
	if start < 0 {
		t.Fatal("the page does not forbid scripts")
	}
	page = page[:start] + page[start+strings.Index(page[start:], "\n"):]
	dir := t.TempDir()
	file, picture := filepath.Join(dir, "page.html"), filepath.Join(dir, "page.png")
	if keep := os.Getenv("TIMINGS_SCREENSHOTS"); keep != "" {
		picture = filepath.Join(keep, strings.ReplaceAll(filepath.Base(t.Name()), ",", "")+".png")
	}
	if err := os.WriteFile(file, []byte(strings.Replace(page, "</body>", measure, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	scheme := map[bool]int{true: 0, false: 1}[dark]
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-breakpad", "--hide-scrollbars",
		"--user-data-dir="+filepath.Join(dir, "profile"), fmt.Sprintf("--blink-settings=preferredColorScheme=%d", scheme),
		fmt.Sprintf("--window-size=%d,1200", width), "--screenshot="+picture, "--dump-dom", "file://"+file)
	cmd.WaitDelay = 5 * time.Second
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	dom, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	_, text, _ := strings.Cut(string(dom), `<pre id="measured">`)
	text, _, _ = strings.Cut(text, "</pre>")
	if err = json.Unmarshal([]byte(html.UnescapeString(text)), &got); err != nil {
		t.Fatalf("%v\n%s\n%s", err, dom, stderr.String())
	}
	shot, err := os.Open(picture)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = shot.Close() }()
	img, err := png.Decode(shot)
	if err != nil {
		t.Fatal(err)
	}
	if r, _, _, _ := img.At(1, 1).RGBA(); (r < 0x8000) != dark {
		t.Errorf("dark is %t, the corner of the picture has %d red", dark, r>>8)
	}
	return got
}
