package nested

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// Site is where a run was planned: what a cargo that starts there finds. The
// zero value is for a run about which nothing is known.
type Site struct {
	Dir       string // working directory, symlinks resolved
	Manifest  string // of its workspace's root, symlinks of directories resolved
	CargoHome string // where the search for a root ends
}

// Site is where a run for ws, a workspace of the tree, is planned.
func (t Tree) Site(ws Workspace, cargoHome string) Site {
	p := Site{Dir: filepath.Dir(ws.Manifest), Manifest: ws.Manifest, CargoHome: cargoHome}
	if ws.First() {
		p.Dir = t.Start
	}
	return p
}

// Misplaced says why a cargo that starts in the run's directory now would work
// elsewhere than planned, for example in another workspace above it. It is nil
// if it would not, or if cargo itself will report it, such as a manifest that
// cannot be read. It reads little compared with cargo: the path to the
// directory, and the manifest.
func (s Spec) Misplaced() error {
	planned := s.Site
	if planned.Manifest == "" {
		return nil
	}
	dir, err := filepath.EvalSymlinks(s.Dir)
	switch {
	case err != nil && !paths.Exists(s.Dir):
		return errors.New("its directory no longer exists")
	case err != nil:
		return fmt.Errorf("its directory cannot be read: %s", plain(err))
	case dir != planned.Dir:
		return fmt.Errorf("its directory now leads to %s, no longer to %s", printable.Quoted(dir), printable.Quoted(planned.Dir))
	}
	path, err := manifest.Find(dir)
	own := filepath.Dir(planned.Manifest) == planned.Dir
	if err != nil || own && path != planned.Manifest {
		return errors.New("its Cargo.toml no longer exists")
	}
	root, err := manifest.NewReader(planned.CargoHome).Root(path)
	if err == nil && root != planned.Manifest {
		return fmt.Errorf("it now belongs to the workspace of %s, no longer to that of %s", printable.Quoted(root), printable.Quoted(planned.Manifest))
	}
	return nil
}
