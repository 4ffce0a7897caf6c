package doctor

import (
	"github.com/cargo-nw/cargo-nw/internal/undeclared"
)

// undeclared finds the workspaces on disk that no root names, so that nothing
// reaches them.
func (e *examination) undeclared() error {
	if !e.whole {
		return nil // what has not been read may name them
	}
	found, warnings, err := undeclared.Find(e.ctx, e.answers.manifests, e.reader, e.tree)
	if err != nil {
		return err
	}
	for _, ws := range found {
		e.add(Finding{
			Check: "undeclared", Severity: Warning, Path: ws.Dir,
			Message: "is a workspace that no root names, so that `cargo nw` leaves it out",
			Hint:    "cargo nw setup adds it to the roots in " + e.Style.Path(ws.Declarer),
		})
	}
	for _, w := range warnings {
		e.add(Finding{
			Check: "undeclared", Severity: Warning, Path: w.Path, Line: w.Line, Message: w.Message,
			Hint: "correct it; what is meant to be broken may stay, and setup leaves it out",
		})
	}
	return nil
}
