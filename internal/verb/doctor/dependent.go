package doctor

import (
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/regular"
	"github.com/cargo-nw/cargo-nw/internal/stub"
	"github.com/cargo-nw/cargo-nw/nested"
)

// dependent finds roots that must say `dependent = true`: the workspace depends
// on the package that lists it, whose build script runs cargo there. So building
// one builds the other, in a cycle.
func (e *examination) dependent() error {
	if e.Discover {
		return nil
	}
	for _, ws := range e.tree.Workspaces {
		if ws.DeclaredBy == "" || ws.Dependent || !e.hooked(ws.DeclaredBy) || !e.builds(ws, ws.DeclaredBy) {
			continue
		}
		e.add(Finding{
			Check: "dependent", Severity: Error, Path: ws.Dir,
			Message: "depends on the package of " + e.Style.Path(ws.DeclaredBy) + ", whose build script runs cargo here: a cycle, which cargo-nw refuses",
			Many:    "%d workspaces depend on the package whose build script runs cargo there: a cycle, which cargo-nw refuses",
			Hint:    "write dependent = true in its entry of roots: { path = \"…\", dependent = true }",
		})
	}
	return nil
}

// hooked says whether the build script of the package at path calls us.
func (e *examination) hooked(path string) bool {
	data, err := regular.Read(filepath.Join(filepath.Dir(path), "build.rs"))
	return err == nil && stub.Build.State(string(data)) != stub.Foreign
}

// builds says whether a build of the workspace, without its tests, needs the
// package at path: directly or through other packages on disk.
func (e *examination) builds(ws nested.Workspace, path string) bool {
	read, err := e.reader.Workspace(ws.Manifest)
	if err != nil {
		return false
	}
	from := map[string]manifest.PathDependency{}
	for _, dep := range e.reader.PathDependencies(read, nil) {
		from[dep.To] = dep
	}
	for {
		dep, outside := from[path]
		m, err := e.reader.Load(path)
		switch {
		case !outside:
			return slices.ContainsFunc(ws.Members, func(member nested.Member) bool { return member.Manifest == path })
		case err != nil || m.Package == nil || !slices.Contains(e.needs(dep.From), m.Package.Name):
			return false
		}
		path = dep.From
	}
}

// needs are the names of what a build of the package at path needs.
func (e *examination) needs(path string) []string {
	root, err := e.reader.Root(path)
	if err != nil {
		return nil
	}
	return e.reader.Settings(path).BuildNeeds(e.reader.Settings(root))
}
