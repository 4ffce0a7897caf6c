package skeleton

import (
	"maps"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
)

// Needed are the manifests of all packages that the workspaces are built from,
// sorted.
func (f Facts) Needed() []string { return slices.Sorted(maps.Keys(newMaker(f).needed)) }

// Keeps are the manifests of the packages that stay as they are, sorted: their
// files, except the manifest, have to be known before [Make].
func (f Facts) Keeps() []string {
	m := newMaker(f)
	m.keep()
	return slices.Sorted(maps.Keys(m.kept))
}

// reason says why a package stays as it is.
type reason struct{ path, why string }

// standing are the packages on disk that a third-party package of the workspace
// stands on: it cannot be compiled with a stand-in.
func (m *maker) standing(w Workspace) (list []reason) {
	for _, path := range w.Replaces {
		list = append(list, reason{path, "it replaces a third-party package"})
	}
	for _, e := range w.Lock.Entries {
		if e.Source == "" {
			continue
		}
		for _, to := range e.Needs {
			if local := w.Lock.Entries[to]; local.Source == "" {
				for _, path := range m.locals(w, local) {
					list = append(list, reason{path, e.Name + " depends on it"})
				}
			}
		}
	}
	return list
}

// locals are the packages on disk that an entry of the lock file is about: that
// of its name, whatever its version is by now, or among several that of its
// version.
func (m *maker) locals(w Workspace, e lockfile.Entry) []string {
	named := m.named[w.Manifest][e.Name]
	var exact []string
	for _, path := range named {
		if m.facts.Packages[path].Version == e.Version {
			exact = append(exact, path)
		}
	}
	if len(named) > 1 && len(exact) > 0 {
		return exact
	}
	return named
}

// specName is the name in a package ID specification
// (https://doc.rust-lang.org/cargo/reference/pkgid-spec.html).
func specName(spec string) string {
	if url, fragment, ok := strings.Cut(spec, "#"); ok {
		if strings.Trim(fragment, "0123456789.") != "" {
			spec = fragment
		} else {
			spec = url[strings.LastIndexByte(url, '/')+1:]
		}
	} else if strings.Contains(spec, "://") {
		spec = spec[strings.LastIndexByte(spec, '/')+1:]
	}
	if i := strings.IndexAny(spec, "@:"); i >= 0 {
		spec = spec[:i]
	}
	return spec
}
