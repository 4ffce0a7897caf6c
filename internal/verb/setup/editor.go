package setup

import (
	"bytes"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/change"
	"github.com/cargo-nw/cargo-nw/internal/edit"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// Editor is one that starts rust-analyzer with settings from a file in the
// project.
type Editor string

// The editors.
const (
	VSCode Editor = "vscode"
	Zed    Editor = "zed"
	Helix  Editor = "helix"
	Coc    Editor = "coc" // coc.nvim, of Vim and Neovim
)

var editors = []Editor{VSCode, Zed, Helix, Coc}

// place is where an editor has its list of projects. A list that is not empty
// replaces rust-analyzer's own search, so it must have the outer workspace too;
// paths are relative to the folder that is open (rust-analyzer,
// crates/rust-analyzer/src/config.rs, linked_or_discovered_projects). The key
// is a global one, for which rust-analyzer does not read a rust-analyzer.toml
// in a project (same file, config_data).
func (e Editor) place() (file string, keys []string) {
	switch e {
	case Zed:
		return ".zed/settings.json", []string{"lsp", "rust-analyzer", "initialization_options", "linkedProjects"}
	case Helix:
		return ".helix/languages.toml", []string{"language-server", "rust-analyzer", "config", "linkedProjects"}
	case Coc:
		return ".vim/coc-settings.json", []string{"rust-analyzer.linkedProjects"}
	case VSCode:
	}
	return ".vscode/settings.json", []string{"rust-analyzer.linkedProjects"}
}

// linkedProjects takes care of an editor's settings next to the workspace's
// manifest, the one place where it is certain what paths are relative to. A list
// that is there already is the user's, and stays as it is.
func (p *planner) linkedProjects(editor Editor) error {
	folder := filepath.Dir(p.tree.Workspaces[0].Manifest)
	projects := p.projects(folder)
	if len(projects) < 2 {
		return nil
	}
	name, keys := editor.place()
	path := filepath.Join(folder, filepath.FromSlash(name))
	file, err := change.Read(path)
	if err != nil {
		return err
	}
	var absent []string
	if filepath.Ext(name) == ".toml" {
		file.New, err = edit.Assign(file.Old, keys[:len(keys)-1], keys[len(keys)-1], projects)
		absent = missing(edit.Strings(file.Old, keys), folder, projects)
	} else {
		text := file.Old
		if len(bytes.TrimSpace(trimBOM(text))) == 0 {
			text = []byte("{\n}\n")
		}
		file.New, absent, err = addProjects(text, keys, folder, projects)
	}
	switch {
	case errors.Is(err, edit.ErrThere):
		if len(absent) > 0 {
			p.note(path, "has a list of projects for rust-analyzer, so setup leaves it as it is", "to see all: cargo nw list --all --format linked-projects")
		}
	case err != nil:
		p.note(path, "setup does not edit it: "+strings.TrimPrefix(err.Error(), "hujson: "), "write it there yourself: cargo nw list --all --format linked-projects")
	default:
		file.What, file.Items = "tell rust-analyzer which projects there are ("+strings.Join(keys, ".")+")", quoteAll(projects)
		p.plan.Changes = append(p.plan.Changes, file)
	}
	return nil
}

// projects are the manifests of all workspaces, relative to a folder.
func (p *planner) projects(folder string) []string {
	var list []string
	for _, ws := range p.workspaces() {
		list = append(list, paths.Shown(folder, ws.Manifest))
	}
	return list
}

// missing are the projects that a list does not have in any spelling.
func missing(list []string, folder string, projects []string) []string {
	have := map[string]bool{}
	for _, text := range list {
		path := filepath.FromSlash(strings.TrimPrefix(strings.TrimPrefix(text, "${workspaceFolder}"), "/"))
		if paths.Rooted(text) {
			path = paths.Relative(folder, text)
		}
		have[filepath.ToSlash(filepath.Clean(path))] = true
	}
	return slices.DeleteFunc(slices.Clone(projects), func(project string) bool { return have[project] })
}
