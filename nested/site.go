package nested

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// Site is where a run was planned: what a cargo that starts there finds. The
// zero value is for a run that nothing was found out about.
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
// elsewhere than planned, in another workspace above it say: nil where it would
// not, and where cargo itself has the words, as for a manifest that cannot be
// read. It reads little beside what cargo reads: the way to the directory, and
// the manifest.
func (s Spec) Misplaced() error {
	planned := s.Site
	if planned.Manifest == "" {
		return nil
	}
	dir, err := filepath.EvalSymlinks(s.Dir)
	switch {
	case err != nil && !paths.Exists(s.Dir):
		return errors.New("its directory is not there any more")
	case err != nil:
		return fmt.Errorf("its directory cannot be read: %s", plain(err))
	case dir != planned.Dir:
		return fmt.Errorf("its directory leads to %s now, no longer to %s", show(dir), show(planned.Dir))
	}
	path, err := manifest.Find(dir)
	own := filepath.Dir(planned.Manifest) == planned.Dir
	if err != nil || own && path != planned.Manifest {
		return errors.New("its Cargo.toml is not there any more")
	}
	root, err := manifest.NewReader(planned.CargoHome).Root(path)
	if err == nil && root != planned.Manifest {
		return fmt.Errorf("it belongs to the workspace of %s now, no longer to that of %s", show(root), show(planned.Manifest))
	}
	return nil
}
