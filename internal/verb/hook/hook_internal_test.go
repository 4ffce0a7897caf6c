package hook

import "testing"

// TestOldSyntax asks which packages cargo lets say `cargo::`.
func TestOldSyntax(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]bool{"": false, "1.76": true, "1.76.0": true, "1.77": false, "1.77.1": false, "1.100": false, "2.0": false, "x": false, "1": false} {
		if oldSyntax(version) != want {
			t.Errorf("oldSyntax(%q) = %v", version, !want)
		}
	}
}

// TestTarget reads the test target out of the name of its program.
func TestTarget(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/t/debug/deps/nested_workspaces-0123456789abcdef":     "nested_workspaces",
		"/t/debug/deps/nested_workspaces-0123456789abcdef.exe": "nested_workspaces",
		"/bin/sh": "", "": "", "/t/a-0123": "",
	} {
		if got := testTarget(path); got != want {
			t.Errorf("testTarget(%q) = %q, want %q", path, got, want)
		}
	}
}

// TestTrusted asks which cargos the policy auto trusts.
func TestTrusted(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]bool{
		"cargo 1.88.0 (873a06493 2025-05-10)\n": false, "cargo 1.89.0 (c24e10642 2025-06-23)\n": true,
		"cargo 1.97.0-nightly (4d1f98451 2026-05-15)\n": true, "cargo 2.0.0": true, "": false, "rustc 1.95.0": false,
	} {
		if trusted(version) != want {
			t.Errorf("trusted(%q) = %v", version, !want)
		}
	}
}
