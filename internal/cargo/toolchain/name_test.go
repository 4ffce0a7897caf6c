package toolchain_test

import (
	"slices"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
)

func TestList(t *testing.T) {
	t.Parallel()
	got := toolchain.List("stable-x86_64-unknown-linux-gnu (active, default)\n1.95-x86_64-unknown-linux-gnu\nnightly-2026-01-01-aarch64-apple-darwin\nmine\n\n")
	want := []toolchain.Installed{
		{"stable-x86_64-unknown-linux-gnu", "stable", "active, default"},
		{"1.95-x86_64-unknown-linux-gnu", "1.95", ""},
		{"nightly-2026-01-01-aarch64-apple-darwin", "nightly-2026-01-01", ""},
		{"mine", "", ""},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v", got)
	}
	if got := toolchain.List("no installed toolchains\n"); got != nil {
		t.Errorf("none: got %+v", got)
	}
}

func TestVersion(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		program, output string
		want            toolchain.Version
		ok              bool
	}{
		{"cargo", "cargo 1.88.0 (873a06493 2025-05-10)\n", toolchain.Version{Major: 1, Minor: 88}, true},
		{"cargo", "cargo 1.97.0-nightly (4d1f98451 2026-05-15)\n", toolchain.Version{Major: 1, Minor: 97}, true},
		{"cargo", "warning: x\ncargo 1.100.0\n", toolchain.Version{Major: 1, Minor: 100}, true},
		{"rustup", "rustup 1.28.2 (e4f3ad6f8 2025-04-28)\ninfo: This is the version for the rustup toolchain manager\n", toolchain.Version{Major: 1, Minor: 28}, true},
		{"cargo", "rustc 1.95.0\n", toolchain.Version{}, false},
		{"cargo", "cargo unknown\n", toolchain.Version{}, false},
		{"cargo", "", toolchain.Version{}, false},
	} {
		got, ok := toolchain.Answer(row.program, row.output)
		if ok != row.ok || ok && got != row.want {
			t.Errorf("%q: got %v, %t", row.output, got, ok)
		}
	}
	for text, ok := range map[string]bool{"1.77": true, "1.77.2": true, "1.77-nightly": true, "1": false, "": false, "x.1": false, "1.x": false} {
		if _, got := toolchain.ParseVersion(text); got != ok {
			t.Errorf("ParseVersion(%q): got %t", text, got)
		}
	}
	if v := (toolchain.Version{Major: 1, Minor: 88}); !v.Before(1, 89) || v.Before(1, 88) || !v.Before(2, 0) || (toolchain.Version{2, 0}).Before(1, 89) {
		t.Error("Before is wrong")
	}
}
