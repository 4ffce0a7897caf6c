// Package list is `cargo nw list`: the nested workspaces of a tree, as paths,
// as a tree, as JSON, or as a matrix for GitHub Actions.
//
// It only writes what has been discovered; it runs no cargo.
package list

import (
	"fmt"
	"io"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Paths writes one nested workspace per line, in traversal order. With first,
// the first workspace is among them.
func Paths(w io.Writer, style report.Style, tree nested.Tree, first bool) error {
	var text strings.Builder
	for _, ws := range listed(tree, first) {
		fmt.Fprintln(&text, style.Path(ws.Dir)+remarks(ws))
	}
	_, err := io.WriteString(w, text.String())
	return err
}

func listed(tree nested.Tree, first bool) []nested.Workspace {
	if first {
		return tree.Workspaces
	}
	return tree.Nested()
}

type jsonWorkspace struct {
	Path       string       `json:"path"`
	Depth      int          `json:"depth"`
	DeclaredBy string       `json:"declared_by"`
	Dependent  bool         `json:"dependent"`
	Members    []jsonMember `json:"members"`
	Toolchain  *string      `json:"toolchain_file"`
	Runs       []jsonRun    `json:"runs,omitempty"`
	Problem    *string      `json:"problem,omitempty"`
}

type jsonMember struct {
	Name     string `json:"name"`
	Manifest string `json:"manifest_path"`
}

// Version is the version of the format that [JSON] writes; see docs/naming.md.
const Version = 1

// JSON writes the nested workspaces for programs, with the first workspace if
// first is set. Paths are relative to the current directory.
func JSON(w io.Writer, stand string, tree nested.Tree, first bool) error {
	relative := func(path string) string {
		if path == "" {
			return ""
		}
		return paths.Shown(stand, path)
	}
	list := []jsonWorkspace{}
	for _, ws := range listed(tree, first) {
		j := jsonWorkspace{
			Path: relative(ws.Dir), Depth: ws.Depth, DeclaredBy: relative(ws.DeclaredBy), Dependent: ws.Dependent, Runs: jsonRuns(ws.Runs),
			Members: []jsonMember{},
		}
		for _, m := range ws.Members {
			j.Members = append(j.Members, jsonMember{m.Name, relative(m.Manifest)})
		}
		if ws.Toolchain != "" {
			path := relative(ws.Toolchain)
			j.Toolchain = &path
		}
		if ws.Problem != nil {
			problem := ws.Problem.Error()
			j.Problem = &problem
		}
		list = append(list, j)
	}
	return report.Encode(w, "  ", map[string]any{"version": Version, "workspaces": list})
}
