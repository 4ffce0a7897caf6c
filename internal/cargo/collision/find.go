package collision

import "github.com/cargo-nw/cargo-nw/internal/cargo/manifest"

// Request is what is asked about the workspaces.
type Request struct {
	Workspaces []Workspace
	// Cargo returns what is known about the cargo of a toolchain. It is called
	// only if the answer depends on it.
	Cargo func(toolchain string) Cargo
	// Checks says that nothing is linked, as in `cargo check`: then all files
	// have a hash in their names.
	Checks bool
}

// Find returns at most one finding for each package of each workspace: with the
// earliest workspace that has one like it, and preferably one that nothing
// keeps apart. They are in the order of the workspaces and packages.
func (r Request) Find() []Finding {
	s := search{
		Request: r, cargos: map[string]Cargo{}, manifests: map[int]map[string]manifest.Local{},
		packages: map[place][]holder{}, files: map[place][]holder{},
	}
	var list []Finding
	for i := range r.Workspaces {
		if r.Workspaces[i].Directory == "" {
			continue
		}
		for _, p := range r.Workspaces[i].Packages {
			if f, ok := s.find(holder{i, p, r.Workspaces[i].key(p)}); ok {
				list = append(list, f)
			}
		}
	}
	return list
}

// place is what two packages must not share: a key in a directory, or the name
// of a file.
type place struct {
	directory string
	key       key
	file      string
}

// holder is a package that has a place.
type holder struct {
	workspace int
	pkg       manifest.Local
	key       key
}

// search goes through the workspaces.
type search struct {
	Request
	cargos    map[string]Cargo
	manifests map[int]map[string]manifest.Local // by workspace and manifest
	packages  map[place][]holder
	files     map[place][]holder
}

// find compares one package with those before it, and remembers it.
func (s *search) find(h holder) (Finding, bool) {
	first, foundFirst := s.alike(h)
	second, foundSecond := s.overwritten(h)
	switch {
	case foundFirst && first.Luck == "":
		return first, true
	case foundSecond:
		return second, true
	}
	return first, foundFirst
}

// alike applies the first rule.
func (s *search) alike(h holder) (found Finding, ok bool) {
	if h.key.outside {
		return Finding{}, false
	}
	at := place{directory: s.workspace(h).Directory, key: h.key}
	others := s.packages[at]
	s.packages[at] = append(others, h)
	for _, other := range others {
		if other.workspace == h.workspace || !s.sameCargo(other, h) {
			continue
		}
		luck := s.likeness(other, h).of(pair{other.pkg, h.pkg}).luck
		if !ok || luck == "" {
			found, ok = finding(Package, at, other, h), true
			found.Luck = luck
		}
		if luck == "" {
			break
		}
	}
	return found, ok
}

// overwritten applies the second rule.
func (s *search) overwritten(h holder) (found Finding, ok bool) {
	if s.Checks {
		return Finding{}, false
	}
	for _, file := range s.bareFiles(h) {
		at := place{directory: s.workspace(h).Directory, file: file}
		others := s.files[at]
		s.files[at] = s.with(others, h)
		for _, other := range others {
			// Cargo itself warns of two in one workspace. If the keys are
			// equal, they also share the record of what is fresh, and cargo
			// builds again.
			if other.workspace == h.workspace || other.key == h.key || !s.oldLayout(other) {
				continue
			}
			if !ok && s.oldLayout(h) {
				found, ok = finding(File, at, other, h), true
			}
			break
		}
	}
	return found, ok
}

// with appends h, unless there are already two like it: one of them is always
// in another workspace than the next package.
func (s *search) with(list []holder, h holder) []holder {
	like := 0
	for _, other := range list {
		one, two := s.workspace(other), s.workspace(h)
		if other.key == h.key && one.Toolchain == two.Toolchain && one.NewLayout == two.NewLayout {
			like++
		}
	}
	if like > 1 {
		return list
	}
	return append(list, h)
}

func finding(rule Rule, at place, first, second holder) Finding {
	return Finding{
		Rule: rule, Directory: at.directory, First: first.workspace, Second: second.workspace,
		Packages: [2]manifest.Local{first.pkg, second.pkg}, File: at.file,
	}
}

// bareFiles are the names of files without a hash that a package may produce. A
// library's and a program's are never one.
func (s *search) bareFiles(h holder) []string {
	var files []string
	if bare(h.pkg) {
		files = append(files, "library "+h.pkg.Library)
	}
	w := s.workspace(h)
	if w.Programs != nil && s.cargo(w.Toolchain).BarePrograms {
		for _, name := range w.Programs(h.pkg) {
			files = append(files, "program "+name)
		}
	}
	return files
}

func (s *search) workspace(h holder) *Workspace { return &s.Workspaces[h.workspace] }

func (s *search) cargo(toolchain string) Cargo {
	known, ok := s.cargos[toolchain]
	if !ok {
		known = s.Cargo(toolchain)
		s.cargos[toolchain] = known
	}
	return known
}

func (s *search) oldLayout(h holder) bool {
	w := s.workspace(h)
	return !s.cargo(w.Toolchain).newLayout(w)
}

// sameCargo says whether two workspaces are built by one compiler in one layout.
// Otherwise stable compilers are told apart by the hash, and nightly ones by the
// record of what is fresh.
func (s *search) sameCargo(a, b holder) bool {
	one, two := s.workspace(a), s.workspace(b)
	if one.Toolchain != two.Toolchain && s.cargo(one.Toolchain).ID != s.cargo(two.Toolchain).ID {
		return false
	}
	return one.NewLayout == two.NewLayout || s.oldLayout(a) == s.oldLayout(b)
}

func (s *search) likeness(a, b holder) *likeness {
	return &likeness{
		first: s.workspace(a), second: s.workspace(b),
		byManifest: [2]map[string]manifest.Local{s.byManifest(a.workspace), s.byManifest(b.workspace)},
		known:      map[[2]string]verdict{},
	}
}

func (s *search) byManifest(workspace int) map[string]manifest.Local {
	known, ok := s.manifests[workspace]
	if !ok {
		known = map[string]manifest.Local{}
		for _, p := range s.Workspaces[workspace].Packages {
			known[p.Manifest] = p
		}
		s.manifests[workspace] = known
	}
	return known
}
