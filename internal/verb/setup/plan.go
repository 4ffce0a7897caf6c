package setup

import (
	"errors"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/change"
	"github.com/cargo-nw/cargo-nw/internal/edit"
	"github.com/cargo-nw/cargo-nw/internal/undeclared"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Plan is what setup would do.
type Plan struct {
	Changes   []change.File    // to be written
	Proposals []change.File    // for the user to read: the user's own files
	Notes     []nested.Warning // what is left out, and why
}

// planner builds a plan.
type planner struct {
	reader *manifest.Reader
	parts  Parts
	tree   nested.Tree
	found  []undeclared.Workspace
	scope  []string
	plan   Plan
}

// NewPlan says what to write for a tree and the undeclared workspaces below it,
// found by [undeclared.Find]. It reads files; only those below the packages of
// the tree's first workspace are changed. An error says what to write by hand
// (*manifest.Error).
func NewPlan(r *manifest.Reader, tree nested.Tree, found []undeclared.Workspace, parts Parts) (Plan, error) {
	p := planner{reader: r, parts: parts, tree: tree, scope: undeclared.Scope(tree)}
	if parts.Has(Roots) {
		p.found = found
		if err := p.roots(); err != nil {
			return Plan{}, err
		}
	}
	for _, path := range p.containing() {
		if err := p.stubs(path); err != nil {
			return Plan{}, err
		}
	}
	if parts.Has(RustAnalyzer) {
		if err := p.linkedProjects(); err != nil {
			return Plan{}, err
		}
	}
	return p.plan, nil
}

// declarer is a manifest that should list workspaces.
type declarer struct {
	path  string
	owner edit.Owner
	roots []edit.Root
}

// roots adds what no roots entry lists, manifest by manifest.
func (p *planner) roots() error {
	var list []*declarer
	known := map[string]*declarer{}
	for _, ws := range p.found {
		d := known[ws.Declarer]
		if d == nil {
			d = &declarer{path: ws.Declarer, owner: edit.Package}
			if ws.Virtual {
				d.owner = edit.Workspace
			}
			known[ws.Declarer] = d
			list = append(list, d)
		}
		d.roots = append(d.roots, edit.Root{Path: ws.Path, Dependent: ws.Dependent})
	}
	for _, d := range list {
		file, err := change.Read(d.path)
		if err != nil {
			return err
		}
		if file.New, err = edit.Roots(file.Old, d.owner, d.roots); err != nil {
			return byHand(d.path, err)
		}
		file.What, file.Items = "add roots to ["+string(d.owner)+".metadata.nested_workspace]", edit.Elements(d.roots)
		p.plan.Changes = append(p.plan.Changes, file)
	}
	return nil
}

// byHand is the error for a manifest that cannot be edited.
func byHand(path string, err error) error {
	refused, ok := errors.AsType[*edit.RefusedError](err)
	if !ok {
		return err
	}
	return &manifest.Error{
		Path: path, Line: refused.Line, Message: "setup does not edit it: " + refused.Why,
		Hint: "add this there yourself: " + refused.Add,
	}
}

// workspaces are those that are listed once the roots are written.
func (p *planner) workspaces() []nested.Workspace {
	list := slices.Clone(p.tree.Workspaces)
	for _, found := range p.found {
		list = append(list, found.Tree.Workspaces...)
	}
	return list
}

// containing lists the manifests of packages that list workspaces, or will.
func (p *planner) containing() []string {
	declares := map[string]bool{}
	for _, ws := range p.found {
		declares[ws.Declarer] = !ws.Virtual
	}
	var list []string
	seen := map[string]bool{}
	for _, ws := range p.workspaces() {
		for _, member := range ws.Members {
			path := member.Manifest
			m, err := p.reader.Load(path)
			if err != nil || seen[path] || m.Package == nil || !undeclared.In(p.scope, path) {
				continue
			}
			seen[path] = true
			if declares[path] || m.Package.Nested != nil && len(m.Package.Nested.Roots) > 0 {
				list = append(list, path)
			}
		}
	}
	return list
}

// note says what is left out.
func (p *planner) note(path, message, hint string) {
	p.plan.Notes = append(p.plan.Notes, nested.Warning{Path: path, Message: message, Hint: hint})
}
