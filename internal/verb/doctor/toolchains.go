package doctor

import (
	"cmp"
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
)

// toolchains finds workspaces whose toolchain is not installed.
func (e *examination) toolchains() error {
	store, ok := e.answers.toolchains()
	if !ok {
		return nil // rustup does not choose them
	}
	overrides := toolchain.Overrides(toolchain.Home(e.Env))
	chooser := toolchain.NewChooser(overrides)
	for _, ws := range e.tree.Workspaces {
		dir := filepath.Dir(ws.Manifest)
		if ws.Toolchain == "" && overrides[dir] == "" {
			dir = filepath.Dir(dir) // nothing in it chooses
		}
		chosen := chooser.Chosen(dir)
		told := map[string]bool{}
		for _, run := range ws.AllRuns() {
			name := cmp.Or(run.Toolchain, chosen)
			if told[name] || !store.Lacks(name) {
				continue
			}
			told[name] = true
			f := Finding{
				Check: "missing-toolchain", Severity: Warning, Path: ws.Dir,
				Message: "needs the toolchain " + name + ", which is not installed",
				Many:    "%d workspaces need the toolchain " + name + ", which is not installed",
				Hint:    "rustup toolchain install " + args.Quote(name),
			}
			if store.Installs() {
				f.Hint += "; or let rustup install it at the first command there"
			}
			e.add(f)
		}
	}
	return nil
}
