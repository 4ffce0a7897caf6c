package setup

import (
	"errors"
	"slices"
	"strings"

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

// Wanted is what to set up besides the roots.
type Wanted struct {
	Direct  bool     // what direct mode needs, in the packages that list workspaces
	Editors []Editor // the list of projects in the settings of these
}

// planner builds a plan.
type planner struct {
	reader *manifest.Reader
	wanted Wanted
	tree   nested.Tree
	found  []undeclared.Workspace
	scope  []string
	// declares are the packages that list workspaces once the roots are written,
	// by manifest.
	declares map[string]bool
	plan     Plan
}

// NewPlan says what to write for a tree and the undeclared workspaces below it,
// found by [undeclared.Find]. It reads files; only those below the packages of
// the tree's first workspace are changed. An error says what to write by hand
// (*manifest.Error).
func NewPlan(r *manifest.Reader, tree nested.Tree, found []undeclared.Workspace, wanted Wanted) (Plan, error) {
	p := planner{reader: r, wanted: wanted, tree: tree, found: found, scope: undeclared.Scope(tree), declares: map[string]bool{}}
	if err := p.roots(); err != nil {
		return Plan{}, err
	}
	if err := p.direct(); err != nil {
		return Plan{}, err
	}
	for _, editor := range wanted.Editors {
		if err := p.linkedProjects(editor); err != nil {
			return Plan{}, err
		}
	}
	p.endless()
	return p.plan, nil
}

// addRoots begins what is said of a manifest in which only roots change.
const addRoots = "add roots to "

// change edits a manifest, on top of what the plan changes in it already. The
// edit returns the new text and what it has added, item by item.
func (p *planner) change(path string, with func(text []byte) ([]byte, []string, error)) error {
	i := slices.IndexFunc(p.plan.Changes, func(f change.File) bool { return f.Path == path })
	var file change.File
	if i >= 0 {
		file = p.plan.Changes[i]
	} else {
		var err error
		if file, err = change.Read(path); err != nil {
			return err
		}
		file.New = file.Old
	}
	text, added, err := with(file.New)
	if err != nil {
		return byHand(path, err)
	}
	if len(added) == 0 {
		return nil
	}
	if strings.HasPrefix(file.What, addRoots) { // no longer only that
		for i, item := range file.Items {
			file.Items[i] = "roots: " + item
		}
	}
	file.New, file.Items = text, append(file.Items, added...)
	file.What = "change"
	if i >= 0 {
		p.plan.Changes[i] = file
	} else {
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

// note says what is left out.
func (p *planner) note(path, message, hint string) {
	p.plan.Notes = append(p.plan.Notes, nested.Warning{Path: path, Message: message, Hint: hint})
}
