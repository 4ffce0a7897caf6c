package diagnostics

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestErrors keeps the errors of a run and nothing else.
func TestErrors(t *testing.T) {
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
		"failed tests": {
			"running 2 tests\ntest a ... ok\ntest b ... FAILED\n\nfailures:\n\n---- b stdout ----\n\nthread 'b' panicked at src/lib.rs:3:5:\nboom\n\n\nfailures:\n    b\n\ntest result: FAILED. 1 passed\n\nerror: test failed, to rerun pass `--lib`\n",
			"---- b stdout ----\n\nthread 'b' panicked at src/lib.rs:3:5:\nboom\n\nerror: test failed, to rerun pass `--lib`",
		},
		"tests cut short": {"failures:\n---- b stdout ----\nboom\n", "---- b stdout ----\nboom"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for size := 1; size < len(c.output)+2; size += 7 {
				d := &Errors{}
				for chunk := range slices.Chunk([]byte(c.output), size) {
					if n, err := d.Write(chunk); n != len(chunk) || err != nil {
						t.Fatal(n, err)
					}
				}
				if got := strings.Join(d.Lines(), "\n"); got != c.want {
					t.Fatalf("in pieces of %d: got\n%s\nwant\n%s", size, got, c.want)
				}
			}
		})
	}
}

// TestCauses leaves out what only repeats that there are errors.
func TestCauses(t *testing.T) {
	t.Parallel()
	for output, want := range map[string]string{
		"error[E1]: x\n --> a\n\nerror: could not compile `a` (lib) due to 1 previous error\n": "error[E1]: x\n --> a",
		"error: could not compile `a`\n": "error: could not compile `a`",
		"a\nb\n":                         "a\nb",
		"  FAIL [ 0.01s] a t\nerror: test run failed\n": "  FAIL [ 0.01s] a t\nerror: test run failed",
	} {
		d := &Errors{}
		_, _ = fmt.Fprint(d, output)
		if got := strings.Join(d.Causes(), "\n"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		if got := strings.Join(d.Tail(), "\n") + "\n"; got != output {
			t.Errorf("the tail is %q", got)
		}
	}
}

// TestErrorsLimits has more than a person reads, and an endless line.
func TestErrorsLimits(t *testing.T) {
	t.Parallel()
	d := &Errors{}
	for i := range 10 * maxErrorLines {
		_, _ = fmt.Fprintf(d, "error: number %d\n  |\n\n", i)
	}
	_, _ = fmt.Fprint(d, strings.Repeat("x", 10*maxLine))
	lines := d.Lines()
	if len(lines) > 2*maxErrorLines || lines[0] != "error: number 0" {
		t.Errorf("%d lines, the first is %s", len(lines), lines[0])
	}
	tail := &Errors{}
	for i := range 100 {
		_, _ = fmt.Fprintln(tail, i)
	}
	if got := tail.Lines(); len(got) != tailLines || got[tailLines-1] != "99" {
		t.Errorf("the tail is %q", got)
	}
}
