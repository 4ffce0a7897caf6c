package setup

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/change"
	"github.com/cargo-nw/cargo-nw/internal/edit"
	"github.com/cargo-nw/cargo-nw/internal/stub"
	"github.com/cargo-nw/cargo-nw/internal/undeclared"
)

// directSettings are what direct mode needs to be bearable: without them each
// cargo command compiles the containing package again, and one without --offline
// only warns. A package that says otherwise keeps what it says.
var directSettings = []edit.Setting{
	{Key: "rerun", Value: `"` + manifest.RerunChanged + `"`},
	{Key: "lock_policy", Value: `"` + manifest.PolicyAuto + `"`},
}

// pkg is a package that lists workspaces.
type pkg struct {
	path     string // of its manifest
	settings manifest.Settings
	root     manifest.Settings // of its workspace
}

func (p pkg) dir() string { return filepath.Dir(p.path) }

// direct takes care of direct mode in each package that lists workspaces, or
// will, if it is wanted.
func (p *planner) direct() error {
	if p.wanted.Direct {
		p.beyond()
	}
	for _, c := range p.containing() {
		if !p.wanted.Direct {
			p.peer(c)
			continue
		}
		if builder := c.settings.Builder(c.root); builder != "" {
			p.note(c.path, "its build script compiles for another target ("+builder+"), so direct mode is left out", "cargo nw reaches what it lists, without direct mode")
			continue
		}
		if err := p.stubs(c); err != nil {
			return err
		}
		if err := p.tune(c); err != nil {
			return err
		}
	}
	return nil
}

// beyond says which tables direct mode does not read: hooks belong to packages.
func (p *planner) beyond() {
	for _, ws := range p.workspaces() {
		m, err := p.reader.Load(ws.Manifest)
		old := err == nil && m.Workspace != nil && m.Workspace.Nested != nil && len(m.Workspace.Nested.Roots) > 0
		if added, ok := p.declares[ws.Manifest]; undeclared.In(p.scope, ws.Manifest) && (old || ok && !added) {
			p.note(ws.Manifest, "direct mode does not reach what [workspace.metadata.nested_workspace] lists", "list it in [package.metadata.nested_workspace] of a package")
		}
	}
}

// containing lists the packages that list workspaces, or will.
func (p *planner) containing() []pkg {
	var list []pkg
	seen := map[string]bool{}
	for _, ws := range p.workspaces() {
		for _, member := range ws.Members {
			path := member.Manifest
			m, err := p.reader.Load(path)
			if err != nil || seen[path] || m.Package == nil || !undeclared.In(p.scope, path) {
				continue
			}
			seen[path] = true
			if p.declares[path] || m.Package.Nested != nil && len(m.Package.Nested.Roots) > 0 {
				list = append(list, pkg{path, p.reader.Settings(path), p.reader.Settings(ws.Manifest)})
			}
		}
	}
	return list
}

// tune changes the manifest of a package for direct mode: its settings, and what
// it publishes.
func (p *planner) tune(c pkg) error {
	ours, stubs := p.ownStubs(c)
	published := c.settings.Published(c.root)
	for _, file := range p.plan.Proposals {
		script := slices.Contains(p.scripts(c), file.Path)
		ours = ours || script || slices.Contains(p.tests(c), file.Path)
		if published && script {
			p.note(c.path, "is published: with the proposed patch its build script starts `cargo-nw` for everybody who builds it",
				"set publish = false, or leave the patch out: cargo nw reaches the nested workspaces without it")
		}
	}
	if !ours {
		return nil // there is no place for a hook
	}
	err := p.change(c.path, func(text []byte) ([]byte, []string, error) {
		edited, added, err := edit.Set(text, edit.Package, directSettings)
		var items []string
		for _, s := range added {
			items = append(items, s.Line())
		}
		return edited, items, err
	})
	if err != nil {
		return err
	}
	if published && len(stubs) > 0 {
		if err := p.unpublish(c, stubs); err != nil {
			return err
		}
	}
	return p.forget(c)
}

// ownStubs says whether files of the package call our hooks once the changes are
// made, and which of them do nothing else, as patterns of
// package.exclude.
func (p *planner) ownStubs(c pkg) (ours bool, stubs []string) {
	for _, path := range append(p.scripts(c), p.tests(c)...) {
		file, err := p.asPlanned(path)
		text := string(file.New)
		if err != nil || stub.Build.State(text) == stub.Foreign && stub.Tests.State(text) == stub.Foreign {
			continue
		}
		ours = true
		written := slices.ContainsFunc(p.plan.Changes, func(f change.File) bool { return f.Path == path })
		if rel, err := filepath.Rel(c.dir(), path); err == nil && !strings.HasPrefix(rel, "..") && (written || isStub(text)) {
			stubs = append(stubs, "/"+filepath.ToSlash(rel))
		}
	}
	return ours, stubs
}

// unpublish keeps the stubs out of the package that others download: a crate
// whose build script starts a program from the PATH is what people look for in
// attacks, and its test fails for those who package it. Cargo then publishes
// `build = false`.
func (p *planner) unpublish(c pkg, stubs []string) error {
	if c.settings.Includes() {
		p.note(c.path, "is published: see that package.include does not contain "+strings.Join(stubs, " and "), "cargo package --list")
		return nil
	}
	var items []string
	err := p.change(c.path, func(text []byte) ([]byte, []string, error) {
		edited, added, err := edit.Extend(text, "exclude", stubs)
		for _, stub := range added {
			items = append(items, `package.exclude: "`+stub+`"`)
		}
		return edited, items, err
	})
	if err != nil || len(items) == 0 {
		return err
	}
	p.note(c.path, "is published; the stubs are left out of what is published (package.exclude)", "cargo package --list")
	return nil
}

// asPlanned is a file as it is to be: what the plan makes of it, or as it is.
func (p *planner) asPlanned(path string) (change.File, error) {
	for _, file := range p.plan.Changes {
		if file.Path == path {
			return file, nil
		}
	}
	file, err := change.Read(path)
	file.New = file.Old
	return file, err
}
