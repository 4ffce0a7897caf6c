package list_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/internal/verb/list"
	"github.com/cargo-nw/cargo-nw/nested"
)

// tree is what `..` of /w/s lists: a, with b and its c, and d below; then e.
var tree = nested.Tree{Start: "/w", Workspaces: []nested.Workspace{
	workspace("/w", 0, ""),
	workspace("/w/a", 1, "/w/m/Cargo.toml"),
	dependent(workspace("/w/a/b", 2, "/w/a/Cargo.toml")),
	workspace("/w/a/b/c", 3, "/w/a/b/m/Cargo.toml"),
	workspace("/w/a/d", 2, "/w/a/Cargo.toml"),
	workspace("/w/e\n", 1, "/w/Cargo.toml"),
	workspace("/x", 2, "/w/e\n/Cargo.toml"),
	dependent(workspace("/w/e/y", 3, "/x/Cargo.toml")),
}}

// workspace has a member m next to its root.
func workspace(dir string, depth int, declaredBy string) nested.Workspace {
	return nested.Workspace{
		Dir: dir, Depth: depth, DeclaredBy: declaredBy, Manifest: dir + "/Cargo.toml",
		Members: []nested.Member{{Name: "m", Manifest: dir + "/m/Cargo.toml"}},
	}
}

func dependent(ws nested.Workspace) nested.Workspace {
	ws.Dependent = true
	return ws
}

func TestText(t *testing.T) {
	t.Parallel()
	style := report.Style{Cwd: "/w/s"}
	var paths, branches, alone bytes.Buffer
	for _, err := range []error{list.Paths(&paths, style, tree, false), list.Tree(&branches, style, tree), list.Tree(&alone, style, nested.Tree{Workspaces: tree.Workspaces[:1]})} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if want := "../a\n../a/b (dependent)\n../a/b/c\n../a/d\n\"../e\\n\"\n../../x\n../e/y (dependent)\n"; paths.String() != want {
		t.Errorf("paths:\n%s", paths.String())
	}
	want := `..
├── ../a
│   ├── ../a/b (dependent)
│   │   └── ../a/b/c
│   └── ../a/d
└── "../e\n"
    └── ../../x
        └── ../e/y (dependent)
`
	if branches.String() != want || alone.String() != "..\n" {
		t.Errorf("tree:\n%s\nalone:\n%s", branches.String(), alone.String())
	}
}

// What is below one that is left out moves up to the next that is not.
func TestTreeOfASelection(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		tree nested.Tree
		want string
	}{
		{"an inner one left out", nested.Tree{
			Workspaces: []nested.Workspace{tree.Workspaces[0], tree.Workspaces[1], tree.Workspaces[3]}, LeftOut: tree.Workspaces[2:3],
		}, ".\n└── a\n    └── a/b/c\n"},
		{"the first one left out", nested.Tree{Workspaces: tree.Workspaces[1:5], LeftOut: tree.Workspaces[:1]}, "a\n├── a/b (dependent)\n│   └── a/b/c\n└── a/d\n"},
		{"found on disk", nested.Tree{Start: "/w", Workspaces: []nested.Workspace{
			{Dir: "/w/a", Depth: 1}, {Dir: "/w/b", Depth: 1}, {Dir: "/w/a/x/y", Depth: 2}, {Dir: "/w/b/z", Depth: 2}, {Dir: "/w/a/x/y/z", Depth: 3},
		}}, "a\n└── a/x/y\n    └── a/x/y/z\nb\n└── b/z\n"},
		{"nothing", nested.Tree{LeftOut: tree.Workspaces}, ""},
	}
	for i, ws := range tests[2].tree.Workspaces {
		tests[2].tree.Workspaces[i].Dir = filepath.FromSlash(ws.Dir)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var b bytes.Buffer
			if err := list.Tree(&b, report.Style{Cwd: "/w"}, tt.tree); err != nil || b.String() != tt.want {
				t.Errorf("%v\n%s", err, b.String())
			}
		})
	}
}

// TestDeepTree has a chain whose lines do not grow without end.
func TestDeepTree(t *testing.T) {
	t.Parallel()
	const n = 5000
	chain := nested.Tree{Workspaces: []nested.Workspace{workspace("/w", 0, "")}}
	for i := range n {
		above := "/w/Cargo.toml"
		if i > 0 {
			above = fmt.Sprintf("/w/%d/Cargo.toml", i-1)
		}
		chain.Workspaces = append(chain.Workspaces, workspace(fmt.Sprintf("/w/%d", i), i+1, above))
	}
	var b bytes.Buffer
	if err := list.Tree(&b, report.Style{Cwd: "/w"}, chain); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	if len(lines) != n+2 || !strings.HasSuffix(lines[50], "└── 49") || !strings.HasSuffix(lines[51], " (51) 50") || !strings.HasSuffix(lines[n], fmt.Sprintf(" (%d) %d", n, n-1)) {
		t.Errorf("got %d lines, %q, %q, %q", len(lines), lines[50], lines[51], lines[n])
	}
	if b.Len() > n*400 {
		t.Errorf("got %d bytes", b.Len())
	}
}

func TestJSON(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	odd := nested.Tree{Workspaces: []nested.Workspace{{}, {
		Dir: "/w/a\n<", Depth: 1, DeclaredBy: "/w/Cargo.toml", Toolchain: "/w/a\n</rust-toolchain",
		Members: []nested.Member{{Name: "m", Manifest: "/w/a\n</m/Cargo.toml"}},
	}}}
	if err := list.JSON(&b, "/w/s", odd, false); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Version    int
		Workspaces []struct {
			Path      string
			Declared  string `json:"declared_by"`
			Toolchain string `json:"toolchain_file"`
			Members   []struct {
				Name     string
				Manifest string `json:"manifest_path"`
			}
		}
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Version != list.Version || len(got.Workspaces) != 1 {
		t.Fatalf("got %s", b.String())
	}
	ws := got.Workspaces[0]
	if ws.Path != "../a\n<" || ws.Declared != "../Cargo.toml" || ws.Toolchain != "../a\n</rust-toolchain" || ws.Members[0].Manifest != "../a\n</m/Cargo.toml" {
		t.Errorf("got %s", b.String())
	}
}
