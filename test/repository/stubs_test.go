package repository_test

import (
	"os"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/stub"
)

// TestStubs holds the example's stubs against those that `cargo nw setup`
// prints, and both against their promises.
func TestStubs(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"../../example/build.rs":                        stub.BuildScript,
		"../../example/deep/build.rs":                   stub.BuildScript,
		"../../example/tests/nested_workspaces.rs":      stub.TestStub,
		"../../example/deep/tests/nested_workspaces.rs": stub.TestStub,
	} {
		data, err := os.ReadFile(path)
		if err != nil || string(data) != want {
			t.Errorf("%s is not what `cargo nw setup --print` prints (%v)", path, err)
		}
	}
	for _, stub := range []string{stub.BuildScript, stub.TestStub} {
		if lines := strings.Count(stub, "\n"); lines > 12 {
			t.Errorf("a stub has %d lines, more than 12:\n%s", lines, stub)
		}
		if strings.Contains(stub, "extern crate") {
			t.Error("a stub uses more than std")
		}
	}
}
