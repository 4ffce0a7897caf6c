package doctor

import (
	"github.com/cargo-nw/cargo-nw/internal/undeclared"
)

// undeclared finds the workspaces on disk that no roots entry lists, so nothing
// reaches them.
func (e *examination) undeclared() error {
	if !e.whole || e.Discover {
		return nil // what has not been read may list them; or it does not matter
	}
	found, warnings, err := undeclared.Find(e.ctx, e.answers.manifests, e.reader, e.tree)
	if err != nil {
		return err
	}
	for _, ws := range found {
		e.add(Finding{
			Check: "undeclared", Severity: Warning, Path: ws.Dir,
			Message: "is a workspace that no roots entry lists, so `cargo nw` leaves it out",
			Many:    "%d workspaces are listed in no roots entry, so `cargo nw` leaves them out",
			Hint:    "cargo nw setup adds what is missing to roots; list what is to stay out in exclude",
		})
	}
	for _, w := range warnings {
		e.add(Finding{
			Check: "undeclared", Severity: Warning, Path: w.Path, Line: w.Line, Message: w.Message,
			Many: "%d manifests are listed in no roots entry, and could not be",
			Hint: "correct it; if it is so on purpose, list it in exclude",
		})
	}
	return nil
}
