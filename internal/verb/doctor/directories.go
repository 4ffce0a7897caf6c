package doctor

import (
	"fmt"
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/shareddir"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// directories finds build and target directories that workspaces share: where a
// nested run would wait for the cargo above it, and where one package's code
// would be used in place of another's.
func (e *examination) directories() error {
	sit := lockguard.Situation{Env: e.Env}
	survey := sit.Readable(nested.Directories(e.tree.Workspaces), args.Command{}, lockguard.Traversal)
	var above []built // the way down to the workspace looked at
	for _, ws := range e.tree.Workspaces {
		dirs, ok := survey[ws.Dir]
		if !ok {
			_, err := lockguard.Directories(ws.Dir, args.Command{}, sit.UserEnv(lockguard.Traversal))
			e.add(Finding{
				Check: "config", Severity: Error, Path: filepath.Dir(ws.Manifest), Message: fmt.Sprint(err),
				Hint: "correct the file; cargo refuses it as well",
			})
			return nil
		}
		above = append(above[:min(ws.Depth, len(above))], built{ws, dirs})
		e.hangs(above)
	}
	e.collisions(survey)
	return nil
}

// built is a workspace and where it is built.
type built struct {
	nested.Workspace
	config.Directories
}

// hangs reports a nested workspace that builds in the same directory as one
// above it.
func (e *examination) hangs(way []built) {
	last := way[len(way)-1]
	for _, up := range way[:len(way)-1] {
		if shared := meet(up.Directories, last.Directories); shared != "" {
			e.add(Finding{
				Check: "shared-directory", Severity: Warning, Path: last.Dir,
				Message: "builds in " + e.Style.Path(shared) + ", as " + e.Style.Path(up.Dir) + " does",
				Why:     "plain cargo in a build script would deadlock; in direct mode `cargo nw` gives it its own directory",
				Many:    "%d workspaces build in the same directory as a workspace above them",
				Hint:    `set build.build-dir to a path with {workspace-path-hash} in .cargo/config.toml, or remove the common target-dir`,
			})
			return
		}
	}
}

// meet is a directory that both build in, "" for none.
func meet(a, b config.Directories) string {
	switch {
	case a.Target == b.Target:
		return a.Target
	case a.Build == b.Build && !a.Unique:
		return a.Build
	}
	return ""
}

// collisions finds packages that cargo cannot tell apart.
func (e *examination) collisions(survey lockguard.Survey) {
	world := shareddir.ByHand(e.ctx, e.reader, e.Env)
	world.Cargo = e.answers.cargo
	for _, f := range shareddir.CheckIn(world, survey, e.Env, e.tree.Workspaces) {
		finding := Finding{
			Check: "collision", Severity: Error, Path: f.Packages[1].Manifest,
			Message: f.Says(e.Style), Hint: world.Remedy(f),
			Many: "%d packages are taken for packages of other workspaces that build in the same directory",
		}
		if f.Luck != "" {
			finding.Severity = Warning
			finding.Many = "%d packages are only by luck not taken for packages of other workspaces that build in the same directory"
		}
		e.add(finding)
	}
}
