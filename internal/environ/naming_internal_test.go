package environ

import (
	"slices"
	"testing"
)

// TestNaming has both systems on each of them.
func TestNaming(t *testing.T) {
	t.Parallel()
	env := []string{"Path=a", "=C:=C:\\x", "CARGO_HOME=b", "Cargo_Pkg_Name=c", "PATHEXT=.EXE"}
	for _, row := range []struct {
		fold       bool
		name, want string
	}{
		{false, "Path", "a"},
		{false, "PATH", ""},
		{false, "cargo_home", ""},
		{false, "PATHEXT", ".EXE"},
		{true, "Path", "a"},
		{true, "PATH", "a"},
		{true, "cargo_home", "b"},
		{true, "pathext", ".EXE"},
		{true, "PAT", ""},
	} {
		if got := (naming{row.fold}).get(env, row.name); got != row.want {
			t.Errorf("fold %t: %s is %q, want %q", row.fold, row.name, got, row.want)
		}
	}
	if got := (naming{fold: true}).without(env, []string{"PATH", "cargo_home"}, []string{"CARGO_PKG_"}); !slices.Equal(got, []string{"=C:=C:\\x", "PATHEXT=.EXE"}) {
		t.Errorf("without, case folded: got %q", got)
	}
	if got := (naming{}).without(env, []string{"PATH", "cargo_home"}, []string{"CARGO_PKG_"}); !slices.Equal(got, env) {
		t.Errorf("without: got %q", got)
	}
}

func TestSpellings(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, pathext string
		windows       bool
		want          []string
	}{
		{"cargo", ".EXE", false, []string{"cargo"}},
		{"cargo", ".COM;.EXE;.BAT", true, []string{"cargo.com", "cargo.exe", "cargo.bat"}},
		{"cargo", "exe;;", true, []string{"cargo.exe"}},
		{"cargo", "", true, []string{"cargo.com", "cargo.exe", "cargo.bat", "cargo.cmd"}},
		{"cargo.EXE", ".exe", true, []string{"cargo.EXE", "cargo.EXE.exe"}},
		{"cargo-1.95", ".exe", true, []string{"cargo-1.95.exe"}},
	} {
		if got := spellings(row.name, row.pathext, row.windows); !slices.Equal(got, row.want) {
			t.Errorf("%s with PATHEXT=%s: got %q, want %q", row.name, row.pathext, got, row.want)
		}
	}
}
