package output

import (
	"sync"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/execution"
)

// group writes the output of each run in one piece, in plan order. The first
// run that has not ended is shown live; the output of the others is kept until
// it is their turn.
type group struct {
	screen *screen
	head   heading

	mu    sync.Mutex
	turn  int
	runs  []groupRun
	store *store // of what is kept
	wait  wait   // of the live run
}

type groupRun struct {
	started bool
	ended   *execution.RunReport // nil until it has
	kept    spool
}

func newGroup(s *screen, head heading, runs int) *group {
	g := &group{screen: s, head: head, runs: make([]groupRun, runs), store: newStore()}
	for i := range g.runs {
		g.runs[i].kept.store = g.store
	}
	return g
}

func (g *group) starting(i int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.runs[i].started = true
	if i == g.turn {
		g.head(i, nil)
	}
}

func (g *group) lines(i int, to stream, p []byte) {
	g.mu.Lock()
	defer g.mu.Unlock()
	waits := lastWait(p)
	p = settled(p)
	if i != g.turn {
		if len(p) > 0 {
			g.runs[i].kept.add(to, p)
		}
		return
	}
	g.wait.over()
	g.screen.write(i, to, p)
	if waits != nil {
		g.wait.begin(func() {
			g.mu.Lock()
			defer g.mu.Unlock()
			if i == g.turn {
				g.screen.write(i, to, waits)
			}
		})
	}
}

func (g *group) finished(i int, run execution.RunReport) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.runs[i].ended = &run
	for g.turn < len(g.runs) && g.runs[g.turn].ended != nil {
		g.next()
	}
}

// end writes what is left.
func (g *group) end() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for g.turn < len(g.runs) {
		g.next()
	}
	g.store.close()
}

// next gives the next run its turn.
func (g *group) next() {
	g.wait.over()
	g.turn++
	if g.turn == len(g.runs) || !g.runs[g.turn].started {
		return
	}
	run := &g.runs[g.turn]
	g.head(g.turn, run.ended)
	if err := run.kept.replay(func(to stream, p []byte) { g.screen.write(g.turn, to, p) }); err != nil {
		g.screen.fail(err)
	}
	run.kept.discard()
}

// patience is how long a live run may wait for a lock before that is shown:
// most waits are over before somebody could read about them.
const patience = 2 * time.Second

// wait is the note of a live run that it waits for a lock.
type wait struct{ timer *time.Timer }

// begin calls show unless the wait is over soon.
func (w *wait) begin(show func()) { w.timer = time.AfterFunc(patience, show) }

// over says that the run has gone on.
func (w *wait) over() {
	if w.timer != nil {
		w.timer.Stop()
		w.timer = nil
	}
}
