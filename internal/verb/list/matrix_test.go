package list_test

import (
	"bytes"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/verb/list"
	"github.com/cargo-nw/cargo-nw/nested"
)

func TestGitHubMatrix(t *testing.T) {
	t.Parallel()
	workspaces := func(dirs ...string) (list []nested.Workspace) {
		for _, dir := range dirs {
			list = append(list, nested.Workspace{Dir: dir})
		}
		return list
	}
	tests := []struct {
		name, stand string
		workspaces  []nested.Workspace
		want        string
	}{
		{"none", "/w", nil, `{"include":[]}`},
		{"the first one, too", "/w", workspaces("/w", "/w/fixtures/a"), `{"include":[{"workspace":".","name":"root","toolchain_file":""},{"workspace":"fixtures/a","name":"fixtures-a","toolchain_file":""}]}`},
		{"below", "/w/src", workspaces("/w", "/w/a"), `{"include":[{"workspace":"..","name":"root","toolchain_file":""},{"workspace":"../a","name":"a","toolchain_file":""}]}`},
		{"names are unique, whatever the case", "/w", workspaces("/w/a/b", "/w/a-b", "/w/A b", "/w/a-b-2"), `{"include":[` +
			`{"workspace":"a/b","name":"a-b","toolchain_file":""},{"workspace":"a-b","name":"a-b-2","toolchain_file":""},` +
			`{"workspace":"A b","name":"A-b-3","toolchain_file":""},{"workspace":"a-b-2","name":"a-b-2-2","toolchain_file":""}]}`},
		{"odd names stay on one line", "/w", workspaces("/w/a\nb", "/w/<é>"), `{"include":[{"workspace":"a\nb","name":"a-b","toolchain_file":""},{"workspace":"<é>","name":"root","toolchain_file":""}]}`},
		{"toolchain", "/w", []nested.Workspace{{Dir: "/w/f", Toolchain: "/w/f/rust-toolchain.toml"}}, `{"include":[{"workspace":"f","name":"f","toolchain_file":"f/rust-toolchain.toml"}]}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var b bytes.Buffer
			if err := list.GitHubMatrix(&b, tt.stand, nested.Tree{Workspaces: tt.workspaces}); err != nil {
				t.Fatal(err)
			}
			if b.String() != tt.want+"\n" {
				t.Errorf("got\n%s", b.String())
			}
		})
	}
	var b bytes.Buffer
	if err := list.GitHubMatrix(&b, "/w", nested.Tree{Workspaces: workspaces("/w/\xff")}); err == nil || b.Len() > 0 {
		t.Errorf("%v, %s", err, b.String())
	}
}
