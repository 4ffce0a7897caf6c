package output

import (
	"github.com/cargo-nw/cargo-nw/internal/github"
)

// GitHub is what is known in a step of GitHub Actions.
type GitHub struct {
	// Repository is the directory that paths in annotations are relative to,
	// symlinks resolved.
	Repository string
	// Annotate says that cargo prints its diagnostics as JSON.
	Annotate bool
}

// folded writes the output of each run in one piece, in plan order: that of a
// successful run in a folded group, that of a failed one open. Which of the two
// it is is known only at the end, so nothing is live.
type folded struct {
	*group
	titles []string
	notes  func(i int) []string // commands to write after a run's output
	failed []bool
}

func newFolded(s *screen, head func(int), titles []string, notes func(int) []string) *folded {
	return &folded{
		group:  newGroup(s, head, len(titles)),
		titles: titles, notes: notes, failed: make([]bool, len(titles)),
	}
}

func (f *folded) starting(i int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.runs[i].started = true
}

func (f *folded) lines(i int, to stream, p []byte) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if p = settled(p); len(p) > 0 {
		f.runs[i].kept.add(to, p)
	}
}

func (f *folded) finished(i int, failed bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.runs[i].ended, f.failed[i] = true, failed
	for f.turn < len(f.runs) && f.runs[f.turn].ended {
		f.block(f.turn)
		f.turn++
	}
}

func (f *folded) end() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for ; f.turn < len(f.runs); f.turn++ {
		f.block(f.turn)
	}
	f.store.close()
}

// block writes everything about one run. Commands go to stderr: stdout belongs
// to cargo, except for ending what it has begun there.
func (f *folded) block(i int) {
	run := &f.runs[i]
	if !run.started {
		return
	}
	f.head(i)
	say := func(line string) { f.screen.write(ours, stderr, []byte(line+"\n")) }
	fold := !f.failed[i] && !run.kept.empty()
	if fold {
		say(github.Command("group", nil, f.titles[i]))
	}
	guard, stopped := github.Guard{Inside: fold}, stderr
	if err := run.kept.replay(func(to stream, p []byte) {
		before := guard.Stopped()
		f.screen.write(i, to, guarded(&guard, p))
		if !before {
			stopped = to
		}
	}); err != nil {
		f.screen.fail(err)
	}
	run.kept.discard()
	if line := guard.Resume(); line != "" {
		f.screen.write(ours, stopped, []byte(line+"\n"))
	}
	for _, line := range guard.End() {
		say(line)
	}
	if fold {
		say(github.Command("endgroup", nil, ""))
	}
	for _, line := range f.notes(i) {
		say(line)
	}
}

// guarded is the output as the guard lets it pass.
func guarded(guard *github.Guard, p []byte) []byte {
	out := make([]byte, 0, len(p))
	for len(p) > 0 {
		text, end, rest := cutLine(p, true)
		if line, ok := guard.Line(text, len(end) > 0); ok {
			out = append(append(out, line...), end...)
		}
		p = rest
	}
	return out
}
