package share

import (
	"context"

	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/store"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Survey is what sharing does, or would do, for some workspaces.
type Survey struct {
	Store      string // the directory
	Stored     int    // units in it
	Workspaces []Place
	Bytes      int64 // of all directories together, each file counted once
	Saving     int64 // bytes that sharing would still save, at least
	Common     int   // packages that more than one workspace needs
	Packages   int   // packages from registries and repositories, each counted once
	Obstacles  []Obstacle
}

// Place is one workspace of a survey.
type Place struct {
	Dir    string
	Target string
	Build  string // the same unless configuration says otherwise
	Bytes  int64  // of both, each file counted once
	Linked int64  // of these, bytes of files that another workspace or the store also has
	Shared int64  // of these, bytes of units that can be shared
	Units  int    // that can be shared
}

// Local is how many bytes stay in the workspace in any case.
func (p Place) Local() int64 { return p.Bytes - p.Shared }

// Obstacle is what keeps something from being shared.
type Obstacle struct {
	Path    string
	Message string
	Hint    string // "" when there is nothing to do
}

// Survey looks at the workspaces that runs of these specs build, and changes
// nothing.
func (s *Sharing) Survey(ctx context.Context, specs []nested.Spec) Survey {
	v := surveying{
		sharing: s, met: map[[2]uint64]bool{}, copies: map[copied]*copies{}, builds: map[string]string{},
		packages: map[string]int{}, stored: map[store.Key]store.Entry{},
	}
	v.Store = s.store.Dir
	for _, g := range s.store.Groups() {
		for _, e := range g.Entries() {
			v.Stored++
			if !s.store.Links() {
				v.stored[e.Key] = e
			}
		}
	}
	for _, r := range Refused(s.store) {
		v.obstacle(s.store.Dir, "sharing is switched off for "+r, "to try it again: cargo nw share --fill")
	}
	for _, spec := range specs {
		if ctx.Err() != nil {
			break
		}
		v.workspace(ctx, spec)
	}
	for _, c := range v.copies {
		v.Saving += c.bytes * int64(max(0, len(c.files)-1))
	}
	for _, n := range v.packages {
		v.Packages++
		if n > 1 {
			v.Common++
		}
	}
	return v.Survey
}

// surveying is the state of a survey.
type surveying struct {
	Survey

	sharing  *Sharing
	met      map[[2]uint64]bool // files that were counted
	copies   map[copied]*copies
	builds   map[string]string         // the workspace that builds in a directory
	packages map[string]int            // how many workspaces need a package
	stored   map[store.Key]store.Entry // where links do not tell who has an entry
}

// copied is a file of a unit, in whatever workspace.
type copied struct {
	unit store.Key
	path string
}

// copies are the files that have the same contents in several workspaces.
type copies struct {
	bytes int64
	files map[[2]uint64]bool
}

func (v *surveying) obstacle(path, message, hint string) {
	v.Obstacles = append(v.Obstacles, Obstacle{path, message, hint})
}

func (v *surveying) workspace(ctx context.Context, spec nested.Spec) {
	w, dirs, err := v.sharing.work(ctx, spec)
	p := Place{Dir: spec.Root, Target: dirs.Target, Build: dirs.Build}
	defer func() { v.Workspaces = append(v.Workspaces, p) }()
	if err != nil {
		v.obstacle(spec.Root, err.Error(), "")
		return
	}
	needed := packagesOf(w.root)
	for pkg := range needed.named {
		v.packages[pkg]++
	}
	for _, commit := range needed.revs {
		v.packages[commit]++
	}
	if needed.all {
		v.obstacle(spec.Root, "has no Cargo.lock, so its dependencies are not known before its first run", "cargo generate-lockfile, and commit the file")
	}
	if other, taken := v.builds[p.Build]; taken {
		v.obstacle(spec.Root, "builds in the directory of "+other+", so everything is shared there already", "")
		return
	}
	v.builds[p.Build] = spec.Root
	if w.compilation.Linker {
		v.obstacle(spec.Root, "may be linked by another linker than the default, which may write in place, so programs of build scripts and procedural macros are copied", "")
	}
	if device(p.Build) != device(v.Store) {
		v.obstacle(spec.Root, "builds in "+p.Build+", which is on another file system than the store: files are copied, which saves time, but no disk space", "")
	}
	own := map[[2]uint64]bool{}
	v.size(&p, p.Target, own)
	if !paths.Inside(p.Target, p.Build) {
		v.size(&p, p.Build, own)
	}
	d, err := units.Read(p.Build)
	if err != nil {
		v.obstacle(spec.Root, err.Error(), "")
		return
	}
	if !d.Known() {
		v.obstacle(spec.Root, "was built by a cargo whose layout is not known to this cargo-nw, so nothing of it is shared", "")
	}
	v.units(w, &p, d)
}
