package stub_test

import (
	_ "embed"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/stub"
)

//go:embed testdata/earlier.rs
var earlierTest string

func TestState(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		stub stub.Stub
		text string
		want stub.State
	}{
		{"the stub", stub.Build, stub.BuildScript, stub.Current},
		{"with the line ends of windows", stub.Tests, strings.ReplaceAll(stub.TestStub, "\n", "\r\n"), stub.Current},
		{"an earlier one", stub.Tests, earlierTest, stub.Outdated},
		{"an earlier one, changed", stub.Tests, strings.Replace(earlierTest, `"test"`, `"test", "--lib"`, 1), stub.Merged},
		{"with arguments", stub.Build, strings.Replace(stub.BuildScript, `"build"]`, `"build", "--all-features"]`, 1), stub.Merged},
		{"the other one", stub.Build, "fn main() { run([\"hook\", \"test\"]) }", stub.Foreign},
		{"in a comment", stub.Build, "fn main() {} // [\"hook\", \"build\"]\n", stub.Foreign},
		{"somebody else's", stub.Build, "fn main() {}\n", stub.Foreign},
		{"empty", stub.Build, "", stub.Foreign},
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
