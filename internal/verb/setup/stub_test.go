package setup_test

import (
	_ "embed"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/verb/setup"
)

//go:embed testdata/earlier.rs
var earlierTest string

func TestState(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		stub setup.Stub
		text string
		want setup.State
	}{
		{"the stub", setup.BuildStub, setup.BuildScript, setup.Current},
		{"with the line ends of windows", setup.TestsStub, strings.ReplaceAll(setup.TestStub, "\n", "\r\n"), setup.Current},
		{"an earlier one", setup.TestsStub, earlierTest, setup.Outdated},
		{"an earlier one, changed", setup.TestsStub, strings.Replace(earlierTest, `"test"`, `"test", "--lib"`, 1), setup.Merged},
		{"with arguments", setup.BuildStub, strings.Replace(setup.BuildScript, `"build"]`, `"build", "--all-features"]`, 1), setup.Merged},
		{"the other one", setup.BuildStub, "fn main() { run([\"hook\", \"test\"]) }", setup.Foreign},
		{"in a comment", setup.BuildStub, "fn main() {} // [\"hook\", \"build\"]\n", setup.Foreign},
		{"somebody else's", setup.BuildStub, "fn main() {}\n", setup.Foreign},
		{"empty", setup.BuildStub, "", setup.Foreign},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.stub.State(tt.text); got != tt.want {
				t.Errorf("got %d, want %d", got, tt.want)
			}
		})
	}
}

func TestParts(t *testing.T) {
	t.Parallel()
	if some := (setup.Parts{setup.Roots, setup.RustAnalyzer}); !some.Has(setup.Roots) || some.Has(setup.Test) || !some.Named(setup.RustAnalyzer) {
		t.Errorf("of %v", some)
	}
	if everything := setup.Parts(nil); !everything.Has(setup.Script) || everything.Named(setup.Script) {
		t.Error("of all parts")
	}
}
