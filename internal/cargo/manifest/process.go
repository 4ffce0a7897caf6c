package manifest

import (
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// maxInheritance bounds how many manifests may wait for each other to inherit
// something; cargo overflows its stack if two point at each other.
const maxInheritance = 128

// process models one cargo process: what cargo finds depends on the workspace
// roots that it has read so far (GlobalContext::ws_roots).
type process struct {
	reader   *Reader
	roots    map[string]*Manifest // by directory, every manifest with [workspace] read so far
	packages map[string]*loaded   // by path
	depth    int
}

// loaded is a manifest with its inherited path dependencies.
type loaded struct {
	*Manifest
	deps []pathDep
}

func (r *Reader) process() *process {
	return &process{reader: r, roots: map[string]*Manifest{}, packages: map[string]*loaded{}}
}

// load calls read once for each path (Packages::load).
func (p *process) load(path string) (*loaded, error) {
	if known, ok := p.packages[path]; ok {
		return known, nil
	}
	m, err := p.read(path)
	if err != nil {
		return nil, err
	}
	p.packages[path] = m
	return m, nil
}

// read registers the manifest if it is a root and inherits what it inherits
// (src/cargo/util/toml/mod.rs, read_manifest).
func (p *process) read(path string) (*loaded, error) {
	m, err := p.reader.Load(path)
	if err != nil {
		return nil, err
	}
	if m.Workspace != nil {
		p.roots[m.dir()] = m
	}
	if !m.inherits {
		return &loaded{m, m.pathDeps}, nil
	}
	if p.depth++; p.depth > maxInheritance {
		return nil, errorf(path, "inherits in a cycle").hint("set `package.workspace` to the path of a manifest with [workspace]")
	}
	defer func() { p.depth-- }()
	root, err := p.inheritFrom(m)
	if err != nil {
		return nil, err
	}
	deps, bad := m.inheritAll(root)
	if bad != nil {
		return nil, bad
	}
	return &loaded{m, deps}, nil
}

// inheritFrom finds the manifest whose [workspace] m inherits from
// (src/cargo/util/toml/mod.rs, load_inheritable_fields).
func (p *process) inheritFrom(m *Manifest) (*Manifest, error) {
	if m.Workspace != nil {
		return m, nil
	}
	path, ok := m.pointsTo()
	if !ok {
		var err error
		path, ok, err = p.searchRoot(m.Path, p.read)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, errorf(m.Path, "says `workspace = true`, but there is no workspace root above it").
				hint("write the value itself, or add a [workspace] table to a manifest above")
		}
	}
	if root := p.roots[filepath.Dir(path)]; root != nil {
		return root, nil
	}
	root, err := p.read(path)
	if err != nil {
		return nil, err
	}
	if root.Workspace == nil {
		return nil, notARoot(m.Path, path)
	}
	return root.Manifest, nil
}

func notARoot(from, path string) *Error {
	return errorf(path, "root of a workspace inferred but wasn't a root").
		hint("add a [workspace] table, or correct `package.workspace` in %s", printable.Path(from))
}
