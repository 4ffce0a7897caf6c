package list

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Tree writes the workspaces indented below the one that lists them, or that is
// around them if they are not listed, as `cargo tree` does. What is below one
// that is left out moves up.
func Tree(w io.Writer, style report.Style, tree nested.Tree) error {
	d := drawing{style: style, children: map[string][]nested.Workspace{}}
	above := parents(tree)
	shown := map[string]bool{}
	for _, ws := range tree.Workspaces {
		shown[ws.Dir] = true
	}
	for _, ws := range tree.Workspaces {
		up := above[ws.Dir]
		for up != "" && !shown[up] {
			up = above[up]
		}
		d.children[up] = append(d.children[up], ws)
	}
	for _, ws := range d.children[""] {
		fmt.Fprintln(&d.text, style.Path(ws.Dir)+remarks(ws))
		d.below(ws, "", 1)
	}
	_, err := io.WriteString(w, d.text.String())
	return err
}

// drawing is a tree on its way to text.
type drawing struct {
	style    report.Style
	text     strings.Builder
	children map[string][]nested.Workspace // by directory, "" for those at the left edge
}

// deepest is how many levels are drawn. What is further down is drawn at the
// last one, with its level in front: otherwise lines would be longer than any
// path.
const deepest = 50

func (d *drawing) below(ws nested.Workspace, indent string, level int) {
	list := d.children[ws.Dir]
	for i, child := range list {
		if level > deepest {
			fmt.Fprintf(&d.text, "%s(%d) %s%s\n", indent, level, d.style.Path(child.Dir), remarks(child))
			d.below(child, indent, level+1)
			continue
		}
		branch, further := "├── ", "│   "
		if i == len(list)-1 {
			branch, further = "└── ", "    "
		}
		fmt.Fprintln(&d.text, indent+branch+d.style.Path(child.Dir)+remarks(child))
		d.below(child, indent+further, level+1)
	}
}

// parents gives, by directory, the directory of the workspace that lists it or
// is around it, "" for none.
func parents(tree nested.Tree) map[string]string {
	all := slices.Concat(tree.Workspaces, tree.LeftOut)
	byManifest, around, top := map[string]string{}, map[string]string{}, ""
	for _, ws := range all {
		if ws.First() {
			top = ws.Dir
		}
		byManifest[ws.Manifest], around[ws.Dir] = ws.Dir, ws.Dir
		for _, m := range ws.Members {
			byManifest[m.Manifest] = ws.Dir
		}
	}
	up := map[string]string{}
	for _, ws := range all {
		switch {
		case ws.First():
		case ws.DeclaredBy != "":
			up[ws.Dir] = byManifest[ws.DeclaredBy]
		default:
			up[ws.Dir] = nearest(around, ws.Dir, top)
		}
	}
	return up
}

// nearest is the innermost directory among around that contains dir, or else
// top.
func nearest(around map[string]string, dir, top string) string {
	for dir != filepath.Dir(dir) {
		dir = filepath.Dir(dir)
		if found, ok := around[dir]; ok {
			return found
		}
	}
	return top
}
