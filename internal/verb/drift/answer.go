package drift

import "github.com/cargo-nw/cargo-nw/internal/variant"

// answer is what has been found.
type answer struct {
	locks    int               // lock files that were compared
	versions *variant.Versions // nil when they are not wanted
	spaces   []space           // nil when features are not wanted
	across   *variant.Across   // nil for one workspace
	settings []variant.Setting
	set      bool // settings are wanted
}

// space is what has been found about the features of a workspace.
type space struct {
	world

	classes []variant.Features
	asking  *variant.Asking
}

// compare finds what differs in the workspaces that could be asked, and between
// them.
func (a *answer) compare(worlds []world) {
	a.spaces = []space{}
	var sites []variant.Site
	exact := true
	for _, w := range worlds {
		if w.err != nil {
			continue
		}
		s := space{world: w, asking: variant.NewAsking(w.meta, w.classes)}
		for _, c := range w.classes {
			s.classes = append(s.classes, variant.CompareFeatures(c))
		}
		a.spaces = append(a.spaces, s)
		sites = append(sites, variant.Site{Workspace: w.ws.Dir, Class: w.classes[0]})
		exact = exact && w.classes[0].Exact
	}
	if len(sites) > 1 && exact {
		a.across = new(variant.CompareAcross(sites))
	}
}

// differs says whether --check fails.
func (a answer) differs() bool {
	if v := a.versions; v != nil && len(v.Differing)+len(v.Incompatible) > 0 {
		return true
	}
	if len(a.settings) > 0 {
		return true
	}
	for _, s := range a.spaces {
		for _, f := range s.classes {
			if len(f.Drifts)+len(f.Profiles) > 0 {
				return true
			}
		}
	}
	return a.across != nil && len(a.across.Drifts) > 0
}
