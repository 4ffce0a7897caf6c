package manifest

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// Local is a package on disk that a workspace is built from, with what cargo
// uses to distinguish packages.
type Local struct {
	Manifest      string // absolute and lexically clean
	Name, Version string // the version with its build metadata
	Edition       string
	Library       string   // the name of its library target, which may not exist
	Types         []string // the crate types in its manifest, nil if it has none
	Features      map[string][]string
	Script        bool // it has a build script
	Needs         []Need
}

// Dir is the package's directory.
func (l Local) Dir() string { return filepath.Dir(l.Manifest) }

// Need is a dependency as a manifest declares it, except those of tests.
type Need struct {
	Name   string // of the package, not the manifest's key
	Local  string // its manifest if it comes from disk, also by [patch]; otherwise ""
	Build  bool   // for the build script
	Always bool   // on every platform, whatever the features
	Key    string // what the manifest calls it
}

// Locals are the packages on disk that w is built from: its members, and the
// path dependencies of any of them, direct or not, members or not, with those
// that [patch] of its root substitutes for others. Those in also are added as
// if w listed them. One that cannot be read is left out.
func (r *Reader) Locals(w *Workspace, also ...string) []Local {
	patched := map[string]string{}
	for _, dep := range w.RootManifest.patches {
		patched[in[string](r.Settings(dep.manifest).pkg(), "name")] = dep.manifest
	}
	var list []Local
	for _, m := range w.Members {
		list = append(list, r.local(m.Path, w.Root, patched))
	}
	for _, path := range r.Outside(w, also...) {
		if m, err := r.Load(path); err != nil || m.Package == nil {
			continue
		}
		root, err := r.Root(path)
		if err != nil {
			continue
		}
		list = append(list, r.local(path, root, patched))
	}
	return list
}

// Local is the package whose manifest is at path. No [patch] is applied.
func (r *Reader) Local(path string) (Local, error) {
	root, err := r.Root(path)
	if err != nil {
		return Local{}, err
	}
	return r.local(path, root, nil), nil
}

// local reads one package, which inherits from the manifest at root.
func (r *Reader) local(path, root string, patched map[string]string) Local {
	own, above := r.Settings(path), r.Settings(root)
	l := Local{
		Manifest: path, Name: in[string](own.pkg(), "name"), Version: own.Version(above), Edition: own.PackageEdition(above),
		Features: own.Features(), Script: own.HasScript(filepath.Dir(path)),
	}
	l.Library, l.Types = own.Library()
	collect := func(table map[string]any, always bool) {
		for _, kind := range []string{"dependencies", "build-dependencies", "build_dependencies"} {
			if kind == "build_dependencies" && table["build-dependencies"] != nil {
				continue
			}
			for key, value := range in[map[string]any](table, kind) {
				need := need(key, value, path, root, above)
				need.Always = need.Always && always
				need.Build = strings.HasPrefix(kind, "build")
				if need.Local == "" {
					need.Local = patched[need.Name]
				}
				l.Needs = append(l.Needs, need)
			}
		}
	}
	collect(own.doc, true)
	for _, target := range own.at("target") {
		if table, ok := target.(map[string]any); ok {
			collect(table, false)
		}
	}
	slices.SortFunc(l.Needs, func(a, b Need) int { return strings.Compare(a.Name+"\x00"+a.Key, b.Name+"\x00"+b.Key) })
	return l
}

// need reads one entry of a dependency table.
func need(key string, value any, path, root string, above Settings) Need {
	own, _ := value.(map[string]any)
	optional, from := in[bool](own, "optional"), path
	if in[bool](own, "workspace") {
		own, _ = above.at("workspace", "dependencies")[key].(map[string]any)
		from = root
	}
	n := Need{Name: key, Key: key, Always: !optional}
	if name := in[string](own, "package"); name != "" {
		n.Name = name
	}
	if dir := in[string](own, "path"); dir != "" {
		n.Local = filepath.Join(paths.Join(filepath.Dir(from), dir), FileName)
	}
	return n
}
