package manifest_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
)

func TestUnify(t *testing.T) {
	t.Parallel()
	plain := manifest.Unify{Mode: "auto", Name: "workspace-hack", Path: "workspace-hack", Granularity: "member", Dev: "apart", Local: true, Profile: true}
	other := manifest.Unify{
		Mode: "cargo", Name: "hack", Path: "tools/hack", Granularity: "workspace", Dev: "off",
		Platforms: []string{"wasm32-unknown-unknown"}, Exclude: []string{"a@1.0.0"}, ExcludeMembers: []string{"b"}, Accept: []string{"c/d"},
	}
	const table = "[workspace.metadata.cargo-nw.unify]\n"
	for name, tt := range map[string]struct {
		text string
		want manifest.Unify
		err  string
	}{
		"no table":  {"[workspace]\n", plain, ""},
		"a package": {"[package]\nname = \"x\"\n", plain, ""},
		"all": {table + `mode = "cargo"
name = "hack"
path = "./tools/hack/"
granularity = "workspace"
dev = "off"
local = false
profile = false
platforms = ["wasm32-unknown-unknown"]
exclude = ["a@1.0.0"]
exclude-members = ["b"]
accept = ["c/d"]
`, other, ""},
		"unknown key":   {table + "excludes = []\n", manifest.Unify{}, "Cargo.toml:2:1: workspace.metadata.cargo-nw.unify.excludes: unknown key `excludes`"},
		"unknown table": {"[workspace.metadata.cargo-nw.unifi]\n", manifest.Unify{}, "unknown key `unifi`"},
		"wrong type":    {table + "local = \"yes\"\n", manifest.Unify{}, "expected true or false, found a string"},
		"wrong list":    {table + "accept = [1]\n", manifest.Unify{}, "expected a string, found an integer"},
		"absolute path": {table + "path = \"/hack\"\n", manifest.Unify{}, "`/hack` is not a directory in the workspace"},
		"the root":      {table + "path = \".\"\n", manifest.Unify{}, "`.` is not a directory in the workspace"},
		"no table, but": {"[workspace.metadata.cargo-nw]\nunify = 1\n", manifest.Unify{}, "expected a table, found an integer"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "Cargo.toml")
			if err := os.WriteFile(path, []byte(tt.text), 0o600); err != nil {
				t.Fatal(err)
			}
			got, err := manifest.NewReader("").Unify(path)
			switch {
			case tt.err != "" && (err == nil || !strings.Contains(err.Error(), tt.err)):
				t.Errorf("got %v, want %s", err, tt.err)
			case tt.err == "" && (err != nil || !reflect.DeepEqual(got, tt.want)):
				t.Errorf("got %v\n%+v\nwant\n%+v", err, got, tt.want)
			}
		})
	}
}
