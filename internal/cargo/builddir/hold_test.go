package builddir_test

import (
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/builddir"
)

// TestHold leaves out a directory in which a cargo is at work.
func TestHold(t *testing.T) {
	t.Parallel()
	one, two := t.TempDir(), t.TempDir()
	first := builddir.Hold([]string{one})
	second := builddir.Hold([]string{one, two})
	if !first.Has(one) || second.Has(one) || !second.Has(two) {
		t.Errorf("first has one: %t; second has one: %t, two: %t", first.Has(one), second.Has(one), second.Has(two))
	}
	first.Release()
	second.Release()
	third := builddir.Hold([]string{one, two})
	defer third.Release()
	if !third.Has(one) || !third.Has(two) {
		t.Error("not all are free after the release")
	}
}
