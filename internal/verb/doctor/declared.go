package doctor

import (
	"github.com/cargo-nw/cargo-nw/internal/undeclared"
)

// undeclared finds the workspaces on disk that no roots entry lists, so nothing
// reaches them.
func (e *examination) undeclared() error {
	if !e.whole {
		return nil // what has not been read may list them
	}
	found, warnings, err := undeclared.Find(e.ctx, e.answers.manifests, e.reader, e.tree)
	if err != nil {
		return err
	}
	for _, ws := range found {
		e.add(Finding{
			Check: "undeclared", Severity: Warning, Path: ws.Dir,
			Message: "is a workspace that no roots entry lists, so `cargo nw` leaves it out",
			Hint:    "cargo nw setup adds it to the roots in " + e.Style.Path(ws.Declarer),
		})
	}
	for _, w := range warnings {
		e.add(Finding{
			Check: "undeclared", Severity: Warning, Path: w.Path, Line: w.Line, Message: w.Message,
			Hint: "correct it; if it is broken on purpose, leave it as it is: setup skips it",
		})
	}
	return nil
}
