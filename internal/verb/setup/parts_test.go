package setup_test

import (
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/verb/setup"
)

func TestParts(t *testing.T) {
	t.Parallel()
	if some := (setup.Parts{setup.Roots, setup.RustAnalyzer}); !some.Has(setup.Roots) || some.Has(setup.Test) || !some.Named(setup.RustAnalyzer) {
		t.Errorf("of %v", some)
	}
	if everything := setup.Parts(nil); !everything.Has(setup.Script) || everything.Named(setup.Script) {
		t.Error("of all parts")
	}
}
