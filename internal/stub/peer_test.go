package stub_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/stub"
)

func TestReplace(t *testing.T) {
	t.Parallel()
	with := func(s stub.Stub, words string) string {
		end := map[string]string{"build": ").stderr(", "test": ").status("}[s.Hook]
		return strings.Replace(s.Text, `"`+s.Hook+`"]`+end, `"`+s.Hook+`"`+words+`]`+end, 1)
	}
	for name, tt := range map[string]struct {
		stub stub.Stub
		text string
		want string // "" where it is not theirs alone
	}{
		"a build script": {stub.Build, "fn main() {\n    nested_workspace::build().unwrap();\n}\n", stub.BuildScript},
		"a test":         {stub.Tests, "//! Nested.\n#[test]\nfn nested() {\n    nested_workspace::test().unwrap();\n}\n", stub.TestStub},
		"arguments":      {stub.Build, "fn main() { nested_workspace::build().args([\"--features\", \"x\",]).unwrap() }", with(stub.Build, `, "--features", "x"`)},
		"on lines":       {stub.Tests, "#[test]\nfn n() {\n    nested_workspace::test()\n        .args([\"--\", \"--nocapture\"])\n        .unwrap();\n}\n", with(stub.Tests, `, "--", "--nocapture"`)},
		"more than that": {stub.Build, "fn main() {\n    generate();\n    nested_workspace::build().unwrap();\n}\n", ""},
		"another call":   {stub.Build, "fn main() {\n    nested_workspace::build().quietly().unwrap();\n}\n", ""},
		"another test":   {stub.Tests, "#[test]\nfn n() {\n    nested_workspace::test().unwrap();\n}\n#[test]\nfn own() {}\n", ""},
		"a comment":      {stub.Build, "fn main() { /* nested_workspace::build().unwrap(); */ }\n", ""},
		"nothing":        {stub.Build, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, ok := tt.stub.Replace(tt.text)
			if got != tt.want || ok != (tt.want != "") {
				t.Errorf("got %t\n%s", ok, got)
			}
		})
	}
}

func TestWithoutPeer(t *testing.T) {
	t.Parallel()
	const mixed = "fn main() {\n    nested_workspace::build()\n        .args([\"-v\"])\n        .unwrap();\n    generate();\n}\n"
	if got, ok := stub.Build.WithoutPeer(mixed); !ok || got != "fn main() {\n    generate();\n}\n" {
		t.Errorf("%t\n%s", ok, got)
	}
	if got, ok := stub.Build.WithoutPeer("fn main() {\n    let b = nested_workspace::build();\n    b.unwrap();\n}\n"); ok {
		t.Errorf("got\n%s", got)
	}
	if !stub.Build.CallsPeer(mixed) || stub.Tests.CallsPeer(mixed) || stub.Build.CallsPeer("// nested_workspace::build()\n") || !stub.MentionsPeer(mixed) {
		t.Error("calls are not told from what looks like them")
	}
}
