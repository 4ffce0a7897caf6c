package list_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/list"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/nested"
)

// tree is what `..` of /w/s names: a, with b and its c, and d below; then e.
var tree = nested.Tree{Workspaces: []nested.Workspace{
	{Dir: "/w"},
	{Dir: "/w/a", Depth: 1},
	{Dir: "/w/a/b", Depth: 2, Dependent: true},
	{Dir: "/w/a/b/c", Depth: 3},
	{Dir: "/w/a/d", Depth: 2},
	{Dir: "/w/e\n", Depth: 1},
	{Dir: "/x", Depth: 2},
	{Dir: "/w/e/y", Depth: 3, Dependent: true},
}}

func TestText(t *testing.T) {
	t.Parallel()
	style := report.Style{Stand: "/w/s"}
	var paths, branches, alone bytes.Buffer
	for _, err := range []error{list.Paths(&paths, style, tree), list.Tree(&branches, style, tree), list.Tree(&alone, style, nested.Tree{Workspaces: tree.Workspaces[:1]})} {
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

func TestJSON(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	odd := nested.Tree{Workspaces: []nested.Workspace{{}, {
		Dir: "/w/a\n<", Depth: 1, DeclaredBy: "/w/Cargo.toml", Toolchain: "/w/a\n</rust-toolchain",
		Members: []nested.Member{{Name: "m", Manifest: "/w/a\n</m/Cargo.toml"}},
	}}}
	if err := list.JSON(&b, "/w/s", odd); err != nil {
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
