package output

import "sync"

// group writes the output of each run in one piece, in plan order. The first
// run that has not ended is shown live; the output of the others is kept until
// it is their turn.
type group struct {
	screen *screen
	head   func(i int) // writes the line before a run's output

	mu    sync.Mutex
	turn  int
	runs  []groupRun
	store *store // of what is kept
}

type groupRun struct {
	started, ended bool
	kept           spool
}

func newGroup(s *screen, head func(int), runs int) *group {
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
		g.head(i)
	}
}

func (g *group) lines(i int, to stream, p []byte) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if i == g.turn {
		g.screen.write(i, to, p)
		return
	}
	if p = settled(p); len(p) > 0 {
		g.runs[i].kept.add(to, p)
	}
}

func (g *group) finished(i int, _ bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.runs[i].ended = true
	for g.turn < len(g.runs) && g.runs[g.turn].ended {
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
	g.turn++
	if g.turn == len(g.runs) || !g.runs[g.turn].started {
		return
	}
	run := &g.runs[g.turn]
	g.head(g.turn)
	if err := run.kept.replay(func(to stream, p []byte) { g.screen.write(g.turn, to, p) }); err != nil {
		g.screen.fail(err)
	}
	run.kept.discard()
}
