// Package list is `cargo nw list`: the nested workspaces of a tree, as paths,
// as a tree, as JSON, or as a matrix for GitHub Actions.
//
// It only writes what has been discovered; it runs no cargo.
package list

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Paths writes one nested workspace a line, in traversal order.
func Paths(w io.Writer, style report.Style, tree nested.Tree) error {
	var text strings.Builder
	for _, ws := range tree.Nested() {
		fmt.Fprintln(&text, style.Path(ws.Dir)+dependent(ws))
	}
	_, err := io.WriteString(w, text.String())
	return err
}

// Tree writes the workspaces indented below the one that names them, as
// `cargo tree` does.
func Tree(w io.Writer, style report.Style, tree nested.Tree) error {
	var text strings.Builder
	open := []bool{} // by depth: more siblings follow
	for i, ws := range tree.Workspaces {
		line := style.Path(ws.Dir)
		if ws.Depth > 0 {
			open = append(open[:min(len(open), ws.Depth-1)], follows(tree.Workspaces[i+1:], ws.Depth))
			line = branches(open) + line + dependent(ws)
		}
		fmt.Fprintln(&text, line)
	}
	_, err := io.WriteString(w, text.String())
	return err
}

// follows says whether a sibling at this depth comes later.
func follows(rest []nested.Workspace, depth int) bool {
	for _, ws := range rest {
		if ws.Depth <= depth {
			return ws.Depth == depth
		}
	}
	return false
}

func branches(open []bool) string {
	var b strings.Builder
	for _, more := range open[:len(open)-1] {
		b.WriteString(map[bool]string{true: "│   ", false: "    "}[more])
	}
	b.WriteString(map[bool]string{true: "├── ", false: "└── "}[open[len(open)-1]])
	return b.String()
}

func dependent(ws nested.Workspace) string {
	if ws.Dependent {
		return " (dependent)"
	}
	return ""
}

type jsonWorkspace struct {
	Path       string       `json:"path"`
	Depth      int          `json:"depth"`
	DeclaredBy string       `json:"declared_by"`
	Dependent  bool         `json:"dependent"`
	Members    []jsonMember `json:"members"`
	Toolchain  *string      `json:"toolchain_file"`
}

type jsonMember struct {
	Name     string `json:"name"`
	Manifest string `json:"manifest_path"`
}

// Version is the version of the format that [JSON] writes; see docs/manual.md.
const Version = 1

// JSON writes the nested workspaces for programs. Paths are relative to where
// the user stands.
func JSON(w io.Writer, stand string, tree nested.Tree) error {
	relative := func(path string) string {
		if rel, err := filepath.Rel(stand, path); err == nil {
			return rel
		}
		return path
	}
	list := []jsonWorkspace{}
	for _, ws := range tree.Nested() {
		j := jsonWorkspace{
			Path: relative(ws.Dir), Depth: ws.Depth, DeclaredBy: relative(ws.DeclaredBy), Dependent: ws.Dependent,
			Members: []jsonMember{},
		}
		for _, m := range ws.Members {
			j.Members = append(j.Members, jsonMember{m.Name, relative(m.Manifest)})
		}
		if ws.Toolchain != "" {
			path := relative(ws.Toolchain)
			j.Toolchain = &path
		}
		list = append(list, j)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(map[string]any{"version": Version, "workspaces": list})
}
