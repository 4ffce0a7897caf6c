package output

import (
	"slices"
	"sync"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/report"
)

// redrawEvery is how often the status line is updated.
const redrawEvery = 200 * time.Millisecond

// progress is what the status line shows.
type progress struct {
	style report.Style
	names []string
	width func() int // of the terminal, in columns; 0 if unknown
	start time.Time

	mu           sync.Mutex
	running      []int
	done, failed int
}

func (p *progress) starting(i int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.running = append(p.running, i)
	slices.Sort(p.running)
}

func (p *progress) finished(i int, run execution.RunReport) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.running = slices.DeleteFunc(p.running, func(n int) bool { return n == i })
	p.done++
	if run.Code != 0 {
		p.failed++
	}
}

// line is the status line; "" before the first run and after the last one.
func (p *progress) line() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.running) == 0 && (p.done == 0 || p.done == len(p.names)) {
		return ""
	}
	var names []string
	for _, i := range p.running {
		names = append(names, p.names[i])
	}
	return p.style.Running(report.Running{
		Names: names, Done: p.done, Total: len(p.names), Failed: p.failed, Elapsed: time.Since(p.start), Width: p.width(),
	})
}

// ticking redraws the status line from time to time, until it is stopped.
func ticking(s *screen) (stop func()) {
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(redrawEvery)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				s.redraw()
			}
		}
	}()
	return func() { close(done); <-ended }
}
