package diagnostics_test

import (
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/diagnostics"
)

func TestParse(t *testing.T) {
	t.Parallel()
	const place = `"file_name":"src/lib.rs","line_start":2,"line_end":3,"column_start":5,"column_end":9`
	wrap := func(inner string) string { return `{"reason":"compiler-message","message":{` + inner + `}}` }
	tests := []struct {
		name, line string
		want       diagnostics.Diagnostic
		ok         bool
	}{
		{
			"error", wrap(`"message":"mismatched","level":"error","code":{"code":"E0308","explanation":"x"},"rendered":"error…\n","spans":[{"file_name":"b.rs","is_primary":false},{` + place + `,"is_primary":true}]`),
			diagnostics.Diagnostic{Level: "error", Code: "E0308", Message: "mismatched", Rendered: "error…\n", File: "src/lib.rs", Line: 2, Column: 5, EndLine: 3},
			true,
		},
		{
			"in a macro", wrap(`"message":"m","level":"warning","code":null,"spans":[{"file_name":"/rustc/x/macros.rs","line_start":9,"is_primary":true,"expansion":{"span":{` + place + `}}}]`),
			diagnostics.Diagnostic{Level: "warning", Message: "m", File: "src/lib.rs", Line: 2, Column: 5, EndLine: 3},
			true,
		},
		{"no place", wrap(`"message":"linking failed","level":"error","spans":[]`), diagnostics.Diagnostic{Level: "error", Message: "linking failed"}, true},
		{"internal compiler error", wrap(`"message":"m","level":"error: internal compiler error"`), diagnostics.Diagnostic{Level: "error", Message: "m"}, true},
		{"a total of errors", wrap(`"message":"aborting due to 2 previous errors","level":"error","spans":[]`), diagnostics.Diagnostic{}, false},
		{"a total of warnings", wrap(`"message":"1 warning emitted","level":"warning","spans":[]`), diagnostics.Diagnostic{}, false},
		{"note", wrap(`"message":"m","level":"failure-note"`), diagnostics.Diagnostic{}, false},
		{"artifact", `{"reason":"compiler-artifact","x":"compiler-message"}`, diagnostics.Diagnostic{}, false},
		{"cut", wrap(`"message":"m"`)[:40], diagnostics.Diagnostic{}, false},
		{"text", "error: x", diagnostics.Diagnostic{}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, ok := diagnostics.Parse([]byte(tt.line))
			if ok != tt.ok || ok && d != tt.want {
				t.Errorf("got %+v, %v", d, ok)
			}
		})
	}
}
