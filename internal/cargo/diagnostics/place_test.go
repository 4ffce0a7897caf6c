package diagnostics_test

import (
	"slices"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/diagnostics"
)

func TestFrom(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		" --> src/main.rs:1:28":                                 " --> ex/03/src/main.rs:1:28",
		"   ::: src/a b.rs:1:2":                                 "   ::: ex/03/src/a b.rs:1:2",
		" \x1b[1m\x1b[94m--> \x1b[0msrc/main.rs:1:13":           " \x1b[1m\x1b[94m--> \x1b[0mex/03/src/main.rs:1:13",
		"thread 'a' (7) panicked at tests/t.rs:3:5:":            "thread 'a' (7) panicked at ex/03/tests/t.rs:3:5:",
		" --> ../shared/lib.rs:1:1":                             " --> ex/shared/lib.rs:1:1",
		" --> /home/x/.cargo/registry/src/a/lib.rs:1:1":         " --> /home/x/.cargo/registry/src/a/lib.rs:1:1",
		" --> <anon>:1:1":                                       " --> <anon>:1:1",
		"1 | fn f() { x --> src/main.rs:1:1 }":                  "1 | fn f() { x --> src/main.rs:1:1 }",
		" --> Cargo.toml":                                       " --> Cargo.toml",
		"error: --> src/main.rs:1:1":                            "error: --> src/main.rs:1:1",
		"thread 'a' panicked at /rustc/abc/library/std.rs:1:1:": "thread 'a' panicked at /rustc/abc/library/std.rs:1:1:",
	} {
		if got := diagnostics.From("ex/03", []string{"", in}); !slices.Equal(got, []string{"", want}) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := diagnostics.From(".", []string{" --> a:1:1"}); got[0] != " --> a:1:1" {
		t.Errorf("here: got %q", got)
	}
	if got := diagnostics.From("..", []string{" --> a:1:1"}); got[0] != " --> ../a:1:1" {
		t.Errorf("above: got %q", got)
	}
}
