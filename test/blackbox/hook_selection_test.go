//go:build unix

package blackbox_test

import "testing"

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
			s := newSandbox(t,
				containingTree("outer", "outer", `roots = ["inner", { path = "user", dependent = true }]`),
				libraryTree("outer/inner", "inner"),
				libraryTree("outer/user", "user", "[dependencies]", `outer = { path = ".." }`))
			argv := append(append([]string{"nw"}, tt.argv...), "build", "--offline")
			o := s.cargo("outer", argv...).status(0).silent("warning", "error")
			for _, dir := range []string{"", "/inner", "/user"} {
				want := false
				for _, ran := range tt.ran {
					want = want || ran == dir
				}
				if got := s.exists("outer" + dir + "/target"); got != want {
					t.Errorf("built in outer%s: %v, want %v\n%s", dir, got, want, o.stderr)
				}
			}
		})
	}
}
