package doctor

import (
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/repo"
	"github.com/cargo-nw/cargo-nw/internal/undeclared"
)

// survey lists the manifests on disk below the first workspace.
func (e *examination) survey() error {
	top := e.Dir
	if len(e.tree.Workspaces) > 0 {
		top = filepath.Dir(e.tree.Workspaces[0].Manifest)
	}
	var err error
	e.disk, err = repo.Manifests(e.ctx, e.Env, top)
	return err
}

// undeclared finds the workspaces on disk that no root names, so that nothing
// reaches them.
func (e *examination) undeclared() error {
	if !e.whole {
		return nil // what has not been read may name them
	}
	found, warnings, err := undeclared.Find(e.ctx, e.Env, e.reader, e.tree)
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
		e.add(Finding{Check: "undeclared", Severity: Warning, Path: w.Path, Line: w.Line, Message: w.Message, Hint: w.Hint})
	}
	return nil
}
