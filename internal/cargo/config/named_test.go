package config_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
)

// TestNamed lists the files that a configuration names, those of a file that it
// includes too, and no program that is looked for on PATH.
func TestNamed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"ws/.cargo/config.toml": `
include = ["sub/more.toml"]
[build]
rustc = "rustc"
rustc-wrapper = "tools/wrap"
target = ["a.json", "wasm32-unknown-unknown"]
[target.'cfg(unix)']
linker = "tools/ld"
runner = "tools/run --fast"
[target.x86_64-unknown-linux-gnu]
linker = "clang"
runner = ["/abs/run", "tools/x"]
[env]
A = "tools/a"
B = { value = "tools/b", relative = true }
C = { value = "tools/c" }
[source.v]
directory = "vendor"
[source.l]
local-registry = "registry"
[http]
cainfo = "ca.pem"
`,
		"ws/.cargo/sub/more.toml": "[build]\ntarget = 'b.json'\nrustc-workspace-wrapper = '../w'\n",
	})
	var got []string
	for _, n := range config.NewReader().Sources(filepath.Join(dir, "ws")).Named {
		if !strings.HasPrefix(n.From, dir) {
			continue
		}
		path := strings.TrimPrefix(filepath.ToSlash(n.Path), filepath.ToSlash(dir)+"/")
		path = strings.TrimPrefix(path, filepath.VolumeName(filepath.FromSlash(path)))
		got = append(got, strings.TrimSpace(fmt.Sprint(n.Key, " ", path, map[bool]string{true: " tree"}[n.Tree], map[bool]string{true: " maybe"}[n.Maybe])))
	}
	slices.Sort(got)
	want := []string{
		"build.rustc-workspace-wrapper ws/w",
		"build.rustc-wrapper ws/tools/wrap",
		"build.target ws/.cargo/b.json",
		"build.target ws/a.json",
		"env.B ws/tools/b maybe",
		"http.cainfo ws/ca.pem",
		"source.l.local-registry ws/registry tree",
		"source.v.directory ws/vendor tree",
		`target."cfg(unix)".linker ws/tools/ld`,
		`target."cfg(unix)".runner ws/tools/run`,
		"target.x86_64-unknown-linux-gnu.runner /abs/run",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
