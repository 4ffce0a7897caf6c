//go:build unix

package traversal_test

import (
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// TestSelectionKeepsHooksSilent: what is left out is not run by the hook of a
// workspace that is selected, nor by that of one which is only its dependency.
func TestSelectionKeepsHooksSilent(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		argv []string
		ran  []string // workspaces in which something was built
	}{
		{"the nested ones excluded", []string{"--exclude", "inner", "--exclude", "user"}, []string{""}},
		{"only the first one", []string{"--depth", "0"}, []string{""}},
		{"the first one left out, but a dependency", []string{"--no-self", "--only", "user"}, []string{"/user"}},
		{"found on disk", []string{"--discover", "--exclude", "inner"}, []string{"", "/user"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := harness.Real(t,
				harness.Containing("outer", "outer", `roots = ["inner", { path = "user", dependent = true }]`),
				harness.Library("outer/inner", "inner"),
				harness.Library("outer/user", "user", "[dependencies]", `outer = { path = ".." }`))
			argv := append(append([]string{"nw"}, tt.argv...), "build", "--offline")
			o := s.Cargo("outer", argv...).Status(0).Silent("warning", "error")
			for _, dir := range []string{"", "/inner", "/user"} {
				want := false
				for _, ran := range tt.ran {
					want = want || ran == dir
				}
				if got := s.Exists("outer" + dir + "/target"); got != want {
					t.Errorf("built in outer%s: %v, want %v\n%s", dir, got, want, o.Stderr)
				}
			}
		})
	}
}
