package setup

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/tailscale/hujson"

	"github.com/cargo-nw/cargo-nw/internal/change"
	"github.com/cargo-nw/cargo-nw/internal/edit"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// projectsKey is a setting that VS Code passes to rust-analyzer. A list that is
// not empty replaces rust-analyzer's own search, so it must have the outer
// workspace too; paths are relative to the folder that is open (rust-analyzer,
// crates/rust-analyzer/src/config.rs, linked_or_discovered_projects). The key
// is a global one, for which rust-analyzer does not read a rust-analyzer.toml
// in a project (same file, config_data).
const projectsKey = "rust-analyzer.linkedProjects"

// linkedProjects takes care of .vscode/settings.json next to the workspace's
// manifest, the one place where it is certain what paths are relative to. The
// folder is created only if this part was asked for by name.
func (p *planner) linkedProjects() error {
	folder := filepath.Dir(p.tree.Workspaces[0].Manifest)
	projects := p.projects(folder)
	if len(projects) < 2 {
		return nil
	}
	dir := filepath.Join(folder, ".vscode")
	path := filepath.Join(dir, "settings.json")
	if !p.parts.Named(RustAnalyzer) && !paths.IsDir(dir) {
		if len(p.plan.Changes) > 0 {
			p.note(path, "rust-analyzer is not set up for the nested workspaces, because there is no .vscode folder", "cargo nw setup --part rust-analyzer writes it")
		}
		return nil
	}
	file, err := change.Read(path)
	if err != nil {
		return err
	}
	text := file.Old
	if len(bytes.TrimSpace(trimBOM(text))) == 0 {
		text = []byte("{\n}\n")
	}
	edited, added, refused := addProjects(text, folder, projects)
	file.New, file.Items, file.What = edited, added, "add to "+projectsKey
	switch {
	case refused != nil:
		p.note(path, "setup does not edit it: "+strings.TrimPrefix(refused.Error(), "hujson: "), "write in it: "+member(projects, "\n", "    "))
	case len(added) > 0:
		p.plan.Changes = append(p.plan.Changes, file)
	}
	return nil
}

// projects are the manifests of all workspaces, relative to a folder.
func (p *planner) projects(folder string) []string {
	var list []string
	for _, ws := range p.workspaces() {
		if rel, err := filepath.Rel(folder, ws.Manifest); err == nil {
			list = append(list, filepath.ToSlash(rel))
		}
	}
	return list
}

var (
	errNotObject = errors.New("it is not a JSON object")
	errNotArray  = errors.New(projectsKey + " is not an array")
	errUnsafe    = errors.New("it cannot be extended safely")
	errTooDeep   = fmt.Errorf("its values are nested more than %d levels deep", deepest)
)

// deepest is how deeply arrays and objects may be nested in a settings file.
// The parser is recursive, and running out of stack ends the program.
const deepest = 1000

// tooDeep says whether they are nested deeper. All that it knows of JSON is
// strings and comments.
func tooDeep(text []byte) bool {
	depth := 0
	for len(text) > 0 {
		skip := 1
		switch {
		case text[0] == '[' || text[0] == '{':
			depth++
		case text[0] == ']' || text[0] == '}':
			depth = max(depth-1, 0)
		case text[0] == '"':
			skip = stringEnd(text)
		case bytes.HasPrefix(text, []byte("//")):
			skip = after(text, "\n")
		case bytes.HasPrefix(text, []byte("/*")):
			skip = 2 + after(text[2:], "*/")
		}
		if depth > deepest {
			return true
		}
		text = text[skip:]
	}
	return false
}

// stringEnd is the length of the string that text begins with.
func stringEnd(text []byte) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(text)
}

// after is the offset of the end of what is looked for, or of the text.
func after(text []byte, end string) int {
	if i := bytes.Index(text, []byte(end)); i >= 0 {
		return i + len(end)
	}
	return len(text)
}

// addProjects adds the missing ones to the text of a settings file, which is
// JSON with comments.
func addProjects(text []byte, folder string, projects []string) (edited []byte, added []string, err error) {
	body := trimBOM(text)
	if tooDeep(body) {
		return nil, nil, errTooDeep
	}
	doc, err := hujson.Parse(body)
	if err != nil {
		return nil, nil, err
	}
	object, ok := doc.Value.(*hujson.Object)
	if !ok {
		return nil, nil, errNotObject
	}
	at := objectList(doc, object)
	var elements []string
	if value := doc.Find("/" + projectsKey); value != nil {
		array, ok := value.Value.(*hujson.Array)
		if !ok {
			return nil, nil, errNotArray
		}
		projects = missing(array, folder, projects)
		at, elements = arrayList(value, array), quoteAll(projects)
	} else {
		elements = []string{member(projects, edit.Newline(body, len(body)), indent(body, at))}
	}
	if len(projects) == 0 {
		return text, nil, nil
	}
	edited = at.Insert(body, elements)
	if !extended(body, edited, projects) {
		return nil, nil, errUnsafe
	}
	return slices.Concat(text[:len(text)-len(body)], edited), quoteAll(projects), nil
}

// missing are the projects that an array does not have in any spelling.
func missing(array *hujson.Array, folder string, projects []string) []string {
	have := map[string]bool{}
	for _, element := range array.Elements {
		literal, ok := element.Value.(hujson.Literal)
		if !ok || literal.Kind() != '"' {
			continue
		}
		path := filepath.FromSlash(strings.TrimPrefix(strings.TrimPrefix(literal.String(), "${workspaceFolder}"), "/"))
		if paths.Rooted(literal.String()) {
			path = paths.Relative(folder, literal.String())
		}
		have[filepath.ToSlash(filepath.Clean(path))] = true
	}
	return slices.DeleteFunc(slices.Clone(projects), func(project string) bool { return have[project] })
}

func objectList(value hujson.Value, object *hujson.Object) edit.List {
	if n := len(object.Members); n > 0 {
		return list(value, object.Members[0].Name, object.Members[n-1].Value)
	}
	return edit.List{Open: value.StartOffset, Close: value.EndOffset - 1}
}

func arrayList(value *hujson.Value, array *hujson.Array) edit.List {
	if n := len(array.Elements); n > 0 {
		return list(*value, array.Elements[0], array.Elements[n-1])
	}
	return edit.List{Open: value.StartOffset, Close: value.EndOffset - 1}
}

// list is where an object or an array is, and its first and last element. What
// is between the last one and its comma is not nil if there is a comma.
func list(value, first, last hujson.Value) edit.List {
	l := edit.List{Open: value.StartOffset, Close: value.EndOffset - 1, First: first.StartOffset, Last: last.EndOffset}
	if last.AfterExtra != nil {
		l.Comma = last.EndOffset + len(last.AfterExtra) + 1
	}
	return l
}

// indent is that of the first member of an object on lines.
func indent(body []byte, list edit.List) string {
	start := list.First
	for start > 0 && (body[start-1] == ' ' || body[start-1] == '\t') {
		start--
	}
	if start == list.First || start == 0 || body[start-1] != '\n' {
		return "    "
	}
	return string(body[start:list.First])
}

// member is the setting, one project per line.
func member(projects []string, newline, indent string) string {
	lines := newline + indent + indent + strings.Join(quoteAll(projects), ","+newline+indent+indent)
	return `"` + projectsKey + `": [` + lines + newline + indent + "]"
}

func quoteAll(texts []string) []string {
	list := make([]string, len(texts))
	for i, text := range texts {
		list[i] = string(hujson.String(text))
	}
	return list
}

// extended says whether the new text means the old one and the projects.
func extended(old, edited []byte, projects []string) bool {
	before, after := decoded(old), decoded(edited)
	if before == nil || after == nil {
		return false
	}
	array, _ := before[projectsKey].([]any)
	for _, project := range projects {
		array = append(array, project)
	}
	before[projectsKey] = array
	return reflect.DeepEqual(before, after)
}

func decoded(text []byte) map[string]any {
	standard, err := hujson.Standardize(slices.Clone(text))
	if err != nil {
		return nil
	}
	var doc map[string]any
	if json.Unmarshal(standard, &doc) != nil {
		return nil
	}
	return doc
}

func trimBOM(text []byte) []byte { return bytes.TrimPrefix(text, []byte("\ufeff")) }
