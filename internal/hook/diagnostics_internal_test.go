package hook

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestDiagnostics keeps the errors of a run and nothing else.
func TestDiagnostics(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ output, want string }{
		"error and noise": {
			"   Compiling a\n     Running `rustc …`\nerror[E0308]: mismatched types\n --> src/lib.rs:1:1\n  |\n\nerror: could not compile `a`\n\nCaused by:\n  process didn't exit successfully\n",
			"error[E0308]: mismatched types\n --> src/lib.rs:1:1\n  |\n\nerror: could not compile `a`",
		},
		"warnings between":     {"warning: unused\n --> a\n\nerror: one\nwarning: two\n  x\n\n", "error: one"},
		"colour":               {"\x1b[1;31merror\x1b[0m: red\n", "\x1b[1;31merror\x1b[0m: red"},
		"indented":             {"    error: inner\n      --> x\n\n", "error: inner\n  --> x"},
		"no error":             {"thread panicked\n  here\n", "thread panicked\n  here"},
		"no newline at end":    {"error: cut", "error: cut"},
		"carriage returns":     {"error: dos\r\n", "error: dos"},
		"said again by a hook": {"error: x\n\nerror: failed to run custom build command\n\n  cargo-nw: error: check in deep: exit status 101\n  error: x\n", "error: failed to run custom build command\n\ncargo-nw: error: check in deep: exit status 101\nerror: x"},
		"nothing":              {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for size := 1; size < len(c.output)+2; size += 7 {
				d := &diagnostics{}
				for chunk := range slices.Chunk([]byte(c.output), size) {
					if n, err := d.Write(chunk); n != len(chunk) || err != nil {
						t.Fatal(n, err)
					}
				}
				if got := strings.Join(d.lines(), "\n"); got != c.want {
					t.Fatalf("in pieces of %d: got\n%s\nwant\n%s", size, got, c.want)
				}
			}
		})
	}
}

// TestDiagnosticsLimits has more than a person reads, and a line without end.
func TestDiagnosticsLimits(t *testing.T) {
	t.Parallel()
	d := &diagnostics{}
	for i := range 10 * maxErrorLines {
		_, _ = fmt.Fprintf(d, "error: number %d\n  |\n\n", i)
	}
	_, _ = fmt.Fprint(d, strings.Repeat("x", 10*maxLine))
	lines := d.lines()
	if len(lines) > 2*maxErrorLines || lines[0] != "error: number 0" {
		t.Errorf("%d lines, the first is %s", len(lines), lines[0])
	}
	tail := &diagnostics{}
	for i := range 100 {
		_, _ = fmt.Fprintln(tail, i)
	}
	if got := tail.lines(); len(got) != tailLines || got[tailLines-1] != "99" {
		t.Errorf("the tail is %q", got)
	}
}

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
