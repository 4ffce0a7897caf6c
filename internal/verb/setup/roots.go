package setup

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/builddir"
	"github.com/cargo-nw/cargo-nw/internal/cargo/glob"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/edit"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/undeclared"
	"github.com/cargo-nw/cargo-nw/nested"
)

// declarer is a manifest that should list workspaces.
type declarer struct {
	path  string
	owner edit.Owner
	roots []edit.Root
}

// roots adds what no roots entry lists, manifest by manifest.
func (p *planner) roots() error {
	for _, d := range p.declarers() {
		table := "[" + string(d.owner) + ".metadata.nested_workspace]"
		err := p.change(d.path, func(text []byte) ([]byte, []string, error) {
			edited, err := edit.Roots(text, d.owner, d.roots)
			return edited, edit.Elements(d.roots), err
		})
		if err != nil {
			return err
		}
		p.plan.Changes[len(p.plan.Changes)-1].What = addRoots + table
		p.declares[d.path] = d.owner == edit.Package
	}
	return nil
}

// line is an entry of roots and the workspaces that it stands for.
type line struct {
	path   string // or a pattern
	covers []undeclared.Workspace
}

// declarers decides which manifest lists what, and how. A pattern that reaches
// workspaces of several packages goes into the root manifest of their
// workspace: one line there is read, one in each of thirty manifests is not.
// What remains is listed by the nearest package.
func (p *planner) declarers() []*declarer {
	var list []*declarer
	add := func(path string, virtual bool, l line) {
		i := slices.IndexFunc(list, func(d *declarer) bool { return d.path == path })
		if i < 0 {
			i, list = len(list), append(list, &declarer{path: path, owner: edit.Package})
			if virtual {
				list[i].owner = edit.Workspace
			}
		}
		list[i].roots = append(list[i].roots, p.root(path, virtual, l))
	}
	for _, home := range p.workspaces() {
		left := nested.Excluded(p.reader, home)
		lines, mine := p.across(home, left, p.listedBy(home))
		for _, l := range lines {
			m, err := p.reader.Load(home.Manifest)
			add(home.Manifest, err != nil || undeclared.Virtual(m), l)
		}
		for len(mine) > 0 {
			first := mine[0]
			same := func(ws undeclared.Workspace) bool { return ws.Declarer == first.Declarer }
			siblings := slices.DeleteFunc(slices.Clone(mine), func(ws undeclared.Workspace) bool { return !same(ws) })
			mine = slices.DeleteFunc(mine, same)
			lines, rest := p.patterns(filepath.Dir(first.Declarer), left, siblings, func([]undeclared.Workspace) bool { return true })
			for _, ws := range rest {
				lines = append(lines, line{ws.Path, []undeclared.Workspace{ws}})
			}
			slices.SortStableFunc(lines, func(a, b line) int { return place(siblings, a) - place(siblings, b) })
			for _, l := range lines {
				add(first.Declarer, first.Virtual, l)
			}
		}
	}
	return list
}

// place is that of the first workspace of a line in a list.
func place(list []undeclared.Workspace, l line) int {
	return slices.IndexFunc(list, func(ws undeclared.Workspace) bool { return ws.Dir == l.covers[0].Dir })
}

// listedBy are the undeclared workspaces that a package of this one, or its root
// manifest, should list.
func (p *planner) listedBy(home nested.Workspace) []undeclared.Workspace {
	own := map[string]bool{home.Manifest: true}
	for _, m := range home.Members {
		own[m.Manifest] = true
	}
	var list []undeclared.Workspace
	for _, ws := range p.found {
		if own[ws.Declarer] {
			list = append(list, ws)
		}
	}
	return list
}

// across are patterns for the root manifest that reach workspaces of more than
// one package, and the workspaces that none of them reaches. Direct mode is a
// package's, so for that a virtual root lists nothing.
func (p *planner) across(home nested.Workspace, left nested.Exclusion, mine []undeclared.Workspace) (lines []line, rest []undeclared.Workspace) {
	if m, err := p.reader.Load(home.Manifest); err != nil || p.wanted.Direct && m.Package == nil {
		return nil, mine
	}
	return p.patterns(filepath.Dir(home.Manifest), left, mine, func(covered []undeclared.Workspace) bool {
		return slices.ContainsFunc(covered, func(ws undeclared.Workspace) bool { return ws.Declarer != covered[0].Declarer })
	})
}

// patterns are those, relative to base, that are wanted and reach only what is
// meant, and the workspaces that none of them reaches.
func (p *planner) patterns(base string, left nested.Exclusion, list []undeclared.Workspace, wanted func([]undeclared.Workspace) bool) (lines []line, rest []undeclared.Workspace) {
	refused := map[string]bool{}
	for {
		found, ok := p.best(base, list, func(c candidate, covered []undeclared.Workspace) bool {
			if refused[c.pattern] || !wanted(covered) {
				return false
			}
			refused[c.pattern] = !p.meant(base, c.pattern, left)
			return !refused[c.pattern]
		})
		if !ok {
			return lines, list
		}
		lines = append(lines, found)
		list = slices.DeleteFunc(slices.Clone(list), func(ws undeclared.Workspace) bool {
			return place(found.covers, line{covers: []undeclared.Workspace{ws}}) >= 0
		})
	}
}

// best is the first candidate for the workspaces that passes.
func (p *planner) best(base string, list []undeclared.Workspace, passes func(candidate, []undeclared.Workspace) bool) (line, bool) {
	names := make([]string, len(list))
	for i, ws := range list {
		names[i] = paths.Shown(base, ws.Dir)
	}
	for _, c := range candidates(names) {
		covered := make([]undeclared.Workspace, len(c.covers))
		for i, at := range c.covers {
			covered[i] = list[at]
		}
		if passes(c, covered) {
			return line{c.pattern, covered}, true
		}
	}
	return line{}, false
}

// meant says whether a pattern reaches nothing but workspaces that are listed,
// or will be, or are left out on purpose: what else has a manifest, it would fail
// for or warn about.
func (p *planner) meant(base, pattern string, left nested.Exclusion) bool {
	hits, err := glob.Paths(base, pattern)
	if err != nil {
		return false
	}
	known := map[string]bool{}
	for _, ws := range p.workspaces() {
		known[filepath.Dir(ws.Manifest)] = true
	}
	delete(known, filepath.Dir(p.tree.Workspaces[0].Manifest))
	built := builddir.Seen{}
	return !slices.ContainsFunc(hits, func(dir string) bool {
		if _, err := os.Lstat(filepath.Join(dir, manifest.FileName)); err != nil || !paths.IsDir(dir) {
			return false
		}
		return !known[paths.Resolve(dir)] && !left.Has(dir) && !built.Holds(base, dir)
	})
}

// root is a line as an entry in a manifest.
func (p *planner) root(path string, virtual bool, l line) edit.Root {
	return edit.Root{Path: l.path, Dependent: !virtual && slices.ContainsFunc(l.covers, func(ws undeclared.Workspace) bool {
		if ws.Declarer == path {
			return ws.Dependent
		}
		return undeclared.Dependent(p.reader, filepath.Join(ws.Dir, manifest.FileName), path)
	})}
}
