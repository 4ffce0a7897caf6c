package hook

import (
	"strings"
	"testing"
)

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

// TestDirectivesAreLines has hostile names become no directives, and no file
// unwatched.
func TestDirectivesAreLines(t *testing.T) {
	t.Parallel()
	const always = "cargo::rerun-if-changed=cargo-nw visits the nested workspaces every time\n"
	for path, want := range map[string]string{
		"/w/a b/Cargo.toml":                           "cargo::rerun-if-changed=/w/a b/Cargo.toml\n",
		"/w/x\ncargo::rustc-link-arg=evil/Cargo.toml": always,
		"/w/x\r/Cargo.toml":                           always,
		"/w/\xff/Cargo.toml":                          always,
		"/w/Cargo.toml ":                              always,
	} {
		var out strings.Builder
		d := directives{stdout: &out}
		d.rerunIfChanged(path)
		if out.String() != want {
			t.Errorf("%q: got %q", path, out.String())
		}
	}
	var out strings.Builder
	d := directives{stdout: &out}
	d.warning("a\ncargo::rustc-link-arg=evil \x1b[31m\r")
	d.put("key", "a\ncargo::b\r=c")
	if want := "cargo::warning=a cargo::rustc-link-arg=evil \\x1b[31m\\r\ncargo::key=a cargo::b =c\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}
