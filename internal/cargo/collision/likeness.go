package collision

import (
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
)

// pair is two packages in two workspaces, with the same identity for cargo.
type pair struct{ first, second manifest.Local }

// likeness compares the packages of two workspaces.
type likeness struct {
	first, second *Workspace
	byManifest    [2]map[string]manifest.Local // their packages
	known         map[[2]string]verdict
}

// verdict is how a package's units in two workspaces are distinguished.
type verdict struct {
	luck    Luck
	rebuilt bool // the hash is the same, but cargo sees the difference, and builds again
}

// mixed says that nothing distinguishes them.
func (v verdict) mixed() bool { return v.luck == "" }

// of compares two packages with one key. A build script has other dependencies
// than the library: if nothing distinguishes it, that of the first workspace
// runs for the second
// (src/cargo/core/compiler/build_runner/compilation_files.rs,
// compute_metadata).
func (l *likeness) of(p pair) verdict {
	at := [2]string{p.first.Manifest, p.second.Manifest}
	if v, ok := l.known[at]; ok {
		return v
	}
	l.known[at] = verdict{} // in a cycle, which cargo refuses
	v := l.compare(p)
	l.known[at] = v
	return v
}

func (l *likeness) compare(p pair) verdict {
	if unlike(p.first.Features["default"], p.second.Features["default"]) {
		return verdict{luck: Features}
	}
	v := l.needs(p, false)
	if p.first.Script && p.second.Script && !v.mixed() {
		v = l.needs(p, true)
	}
	if v.mixed() && (p.first.Edition != p.second.Edition || declaresMore(p.first, p.second) || declaresMore(p.second, p.first)) {
		v = verdict{luck: Settings, rebuilt: true}
	}
	return v
}

// declaresMore says whether a declares a feature that b certainly does not; an
// optional dependency counts as one.
func declaresMore(a, b manifest.Local) bool {
	for name := range a.Features {
		if _, ok := b.Features[name]; !ok && !slices.ContainsFunc(b.Needs, func(n manifest.Need) bool { return n.Key == name }) {
			return true
		}
	}
	return false
}

func unlike(a, b []string) bool {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return !slices.Equal(slices.Compact(a), slices.Compact(b))
}

// needs compares the dependencies of one kind.
func (l *likeness) needs(p pair, build bool) verdict {
	if v := l.lacks(p.first, p.second, build, false); !v.mixed() {
		return v
	}
	return l.lacks(p.second, p.first, build, true)
}

// lacks looks for a dependency that a certainly has and b certainly lacks or
// has in another version. swapped says that a belongs to the second workspace.
func (l *likeness) lacks(a, b manifest.Local, build, swapped bool) verdict {
	var rebuilt verdict
	for _, need := range a.Needs {
		if need.Build != build || !need.Always {
			continue
		}
		var best verdict
		found := false
		for _, other := range b.Needs {
			if other.Build != build || other.Name != need.Name {
				continue
			}
			v := l.need(need, other, swapped)
			if !found || v.mixed() || v.rebuilt && !best.mixed() {
				best, found = v, true
			}
		}
		switch {
		case !found:
			return verdict{luck: Dependencies}
		case best.mixed():
		case best.rebuilt:
			rebuilt = best
		default:
			return verdict{luck: Dependencies}
		}
	}
	return rebuilt
}

// need compares what two dependencies of one name lead to.
func (l *likeness) need(a, b manifest.Need, swapped bool) verdict {
	apart := verdict{luck: Dependencies}
	if swapped {
		a, b = b, a
	}
	if (a.Local == "") != (b.Local == "") {
		return apart
	}
	if a.Local == "" {
		if l.first.Locked != nil && l.second.Locked != nil {
			one, two := l.first.Locked(a.Name), l.second.Locked(b.Name)
			if one != "" && two != "" && one != two {
				return apart
			}
		}
		return verdict{}
	}
	one, ok := l.byManifest[0][a.Local]
	two, okToo := l.byManifest[1][b.Local]
	switch {
	case !ok || !okToo:
		return verdict{} // not read
	case l.first.key(one) != l.second.key(two):
		return apart
	case l.first.key(one).outside:
		return verdict{}
	}
	return l.of(pair{one, two})
}
