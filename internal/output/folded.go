package output

import (
	"time"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/github"
	"github.com/cargo-nw/cargo-nw/internal/gitlab"
)

// GitHub is what is known in a step of GitHub Actions.
type GitHub struct {
	// Repository is the directory that paths in annotations are relative to,
	// symlinks resolved.
	Repository string
	// Annotate says that cargo prints its diagnostics as JSON.
	Annotate bool
}

// folded writes the output of each run in one piece when it has ended: that of a
// successful run in a folded part of the log, that of a failed one open. Which
// of the two it is is known only at the end, so nothing is live.
type folded struct {
	*group
	marks marks
	// onlyFailed leaves out runs that succeed, and writes the others at once.
	// Otherwise all are written in plan order.
	onlyFailed bool
	// workflow says that a GitHub Actions runner reads the output.
	workflow bool
	notes    func(i int) []string // commands to write after a run's output
}

// marks are the lines around a folded part; nil functions if nothing is folded.
type marks struct {
	begin, end func(i int, run execution.RunReport) string
}

// githubMarks are those of GitHub Actions.
func githubMarks(title func(int, execution.RunReport) string) marks {
	return marks{
		func(i int, run execution.RunReport) string { return github.Command("group", nil, title(i, run)) },
		func(int, execution.RunReport) string { return github.Command("endgroup", nil, "") },
	}
}

// gitlabMarks are those of GitLab, which shows how long a part took. The first
// run has started at this time.
func gitlabMarks(start time.Time, name func(int) string, title func(int, execution.RunReport) string) marks {
	at := func(seconds float64) time.Time { return start.Add(time.Duration(seconds * float64(time.Second))) }
	return marks{
		func(i int, run execution.RunReport) string {
			return gitlab.Section{Name: name(i)}.Begin(at(run.Started), title(i, run))
		},
		func(i int, run execution.RunReport) string {
			return gitlab.Section{Name: name(i)}.End(at(run.Started + run.Seconds))
		},
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

func (f *folded) finished(i int, run execution.RunReport) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.runs[i].ended = &run
	if f.onlyFailed {
		if run.Code != 0 {
			f.block(i)
		}
		f.runs[i].kept.discard()
		return
	}
	for f.turn < len(f.runs) && f.runs[f.turn].ended != nil {
		f.block(f.turn)
		f.turn++
	}
}

func (f *folded) end() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for ; f.turn < len(f.runs); f.turn++ {
		if run := f.runs[f.turn]; !f.onlyFailed || run.ended == nil {
			f.block(f.turn)
		}
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
	say := func(line string) { f.screen.write(ours, stderr, []byte(line+"\n")) }
	fold := f.marks.begin != nil && run.ended != nil && run.ended.Code == 0 && !run.kept.empty()
	if fold {
		say(f.marks.begin(i, *run.ended))
		f.head(i, nil)
	} else {
		f.head(i, run.ended)
	}
	f.replay(i, fold)
	run.kept.discard()
	if fold {
		say(f.marks.end(i, *run.ended))
	}
	for _, line := range f.notes(i) {
		say(line)
	}
}

// replay writes what a run has printed. inside says that it is in a folded part.
func (f *folded) replay(i int, inside bool) {
	guard, stopped := github.Guard{Inside: inside}, stderr
	err := f.runs[i].kept.replay(func(to stream, p []byte) {
		if !f.workflow {
			f.screen.write(i, to, p)
			return
		}
		before := guard.Stopped()
		f.screen.write(i, to, guarded(&guard, p))
		if !before {
			stopped = to
		}
	})
	if err != nil {
		f.screen.fail(err)
	}
	if line := guard.Resume(); line != "" {
		f.screen.write(ours, stopped, []byte(line+"\n"))
	}
	for _, line := range guard.End() {
		f.screen.write(ours, stderr, []byte(line+"\n"))
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
