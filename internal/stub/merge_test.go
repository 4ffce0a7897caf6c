package stub_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/stub"
)

func TestMerge(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ text, want string }{
		"lines":      {"//! Generates.\nfn main() {\n    generate();\n}\n", "fn main() {\n    nested_workspaces();\n    generate();\n}\n\n#[rustfmt::skip] fn nested_workspaces() {\n"},
		"one line":   {"fn main() { generate() }", "fn main() { nested_workspaces(); generate() }\n\n#[rustfmt::skip] fn nested_workspaces() {\n"},
		"a result":   {"pub fn main() -> Result<(), Box<dyn Error>> {\n\tx()?;\n}\n", "{\n    nested_workspaces();\n\tx()?;\n"},
		"windows":    {"fn main() {\r\n    x();\r\n}\r\n", "{\r\n    nested_workspaces();\r\n    x();\r\n}\r\n\r\n#[rustfmt::skip] fn nested_workspaces() {\r\n"},
		"not in use": {"// fn main() {\nfn main()\n{\n}\n", "// fn main() {\nfn main()\n{\n    nested_workspaces();\n}\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, ok := stub.Build.Merge(tt.text)
			if !ok || !strings.Contains(got, tt.want) {
				t.Errorf("got %v\n%s", ok, got)
			}
			if state := stub.Build.State(got); state != stub.Merged {
				t.Errorf("merged, it is in state %d", state)
			}
		})
	}
	for _, text := range []string{"", "include!(\"main.rs\");\n", "mod m { pub fn main(x: u8) {} }\n", "fn main() {}\nfn nested_workspaces() {}\n"} {
		if got, ok := stub.Build.Merge(text); ok {
			t.Errorf("%q became\n%s", text, got)
		}
	}
}
