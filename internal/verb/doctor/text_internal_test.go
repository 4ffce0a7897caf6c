package doctor

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/report"
)

// TestText has one of its kind, two that say the same, and more than are shown
// that each say something else.
func TestText(t *testing.T) {
	t.Parallel()
	found := []Finding{
		{Check: "attached", Severity: Error, Path: "/w/x/Cargo.toml", Line: 3, Message: "cargo takes it for another", Many: "%d packages", Hint: "mend it"},
		{Check: "shared-directory", Severity: Warning, Path: "/w/a", Message: "builds in t", Why: "it is shared", Many: "%d workspaces build together", Hint: "part them"},
		{Check: "lock-file", Severity: Warning, Path: "/w/Cargo.lock", Message: "is stale", Hint: "fetch"},
		{Check: "shared-directory", Severity: Warning, Path: "/w/b", Message: "builds in t", Why: "it is shared", Many: "%d workspaces build together", Hint: "part them"},
		{Check: "rustup", Severity: Warning, Message: "old", Hint: ""},
	}
	for name := range strings.SplitSeq("abcdefg", "") {
		found = append(found, Finding{Check: "stub", Severity: Warning, Path: "/w/" + name + "\n", Message: "calls " + name, Many: "%d files call", Hint: "see " + name[:1]})
	}
	const want = `error[attached]: cargo takes it for another
  --> x/Cargo.toml:3
   = help: mend it

warning[shared-directory]: 2 workspaces build together
  --> a
  --> b
   = note: each builds in t: it is shared
   = help: part them

warning[lock-file]: Cargo.lock is stale
  --> Cargo.lock
   = help: fetch

warning[rustup]: old

warning[stub]: 7 files call
  --> "a\n": calls a
  --> "b\n": calls b
  --> "c\n": calls c
  --> "d\n": calls d
  --> "e\n": calls e
  --> … and 2 more; --format json has all of them
   = help: see a
   = help: see b
   = help: see c
   = help: see d
   = help: see e

cargo-nw: looked at 3 workspaces: 1 error, 11 warnings, 2 allowed
cargo-nw: about a check: ` + page + `#attached
`
	var got, quiet, coloured strings.Builder
	examined := Examined{Findings: found, Accepted: 2, Workspaces: 3}
	for to, style := range map[*strings.Builder]report.Style{&got: {Cwd: "/w"}, &quiet: {Cwd: "/w", Quiet: true}, &coloured: {Cwd: "/w", Color: true}} {
		if err := Text(to, style, examined); err != nil {
			t.Fatal(err)
		}
	}
	if got.String() != want {
		t.Errorf("got\n%s", got.String())
	}
	if first, _, _ := strings.Cut(want, "warning"); quiet.String() != first {
		t.Errorf("quiet\n%s", quiet.String())
	}
	if !strings.HasPrefix(coloured.String(), "\x1b[") {
		t.Errorf("no colours: %q", coloured.String())
	}
}
