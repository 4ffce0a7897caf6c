package traversal_test

import (
	"slices"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

func TestArgumentsArriveByteForByte(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		argv []string
		want []string // what cargo gets, if it differs from argv
	}{
		{"empty string", []string{"check", "", ""}, nil},
		{"spaces and quotes", []string{"run", "a b", `'"`, "\\", "`x`", "$HOME", "*"}, nil},
		{"newline and escape", []string{"run", "a\nb\r\t\x1b[31m"}, nil},
		{"not UTF-8", []string{"run", "\xff\xfe", "a\xc3", "\x80"}, nil},
		{"dashes", []string{"test", "--", "--", "-h", "--manifest-path", "-", "--nocapture"}, nil},
		{"odd words after the subcommand", []string{"check", "-V", "--version", "--list"}, nil},
		{"our options after an external subcommand", []string{"nextest", "--dry-run", "-n", "--fail-fast", "--report", "x"}, nil},
		{"our options after an escaped one", []string{"--", "check", "--fail-fast"}, []string{"check", "--fail-fast"}},
		{"a trailing completion flag", []string{"check", "--generate-bash-completion"}, nil},
		{"commas", []string{"build", "--features", "a,b", "--config=x=['1,2']"}, nil},
		{"globals", []string{"-vq", "--config", `a="b c"`, "-Zx", "--color=never", "check", "-q"}, nil},
		{"globals among ours", []string{"--fail-fast", "--offline", "check"}, []string{"--offline", "check"}},
		{"toolchain", []string{"+nightly-x", "-v", "check"}, nil},
		{"toolchain before ours", []string{"+a b", "--fail-fast", "check"}, []string{"+a b", "check"}},
		{"plus after the subcommand", []string{"run", "+stable"}, nil},
		{"escaped verb", []string{"--", "list", "--tree"}, []string{"list", "--tree"}},
		{"escaped subcommand", []string{"-q", "--", "check", "--", "--"}, []string{"-q", "check", "--", "--"}},
		{"nw twice", []string{"nw", "check", "nw"}, []string{"check", "nw"}},
		{"odd subcommand", []string{"é x", "\xff"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := harness.Fake(t, harness.TwoWorkspaces())
			got := w.NWIn("outer", tt.argv...)
			words := tt.want
			if words == nil {
				words = tt.argv
			}
			want := harness.Record("outer", words...) + harness.Record("inner", words...)
			if log := w.Took(); got.Code != 0 || log != want {
				t.Errorf("status %d, cargo got %q, want %q\n%s", got.Code, log, want, got.Stderr)
			}
		})
	}
}

// cargo calls us with nw as first word.
func TestCalledByCargoOrDirectly(t *testing.T) {
	t.Parallel()
	w := harness.Fake(t, harness.TwoWorkspaces())
	for _, argv := range [][]string{{"check", "nw"}, {"nw", "check", "nw"}} {
		got := w.NWIn("outer", argv...)
		if log, want := w.Took(), harness.Record("outer", "check", "nw")+harness.Record("inner", "check", "nw"); log != want {
			t.Errorf("%q: cargo got %q, want %q\n%s", argv, log, want, got.Stderr)
		}
	}
}

func TestUsageErrors(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name          string
		argv          []string
		message, hint string
	}{
		{"unknown option", []string{"--frob", "check", "-q"}, "unknown option --frob", "cargo nw check --frob -q"},
		{"misspelt option", []string{"--chnaged", "main", "check"}, "unknown option --chnaged", "cargo nw --changed main check"},
		{"start of an option", []string{"--on", "fuzz", "check"}, "unknown option --on", "cargo nw --only fuzz check"},
		{"start of an option of cargo's name", []string{"--job", "2", "check"}, "unknown option --job", "cargo nw --jobs 2 check"},
		{"option of a verb", []string{"--format", "json", "--list"}, "unknown option --format", "cargo nw --help"},
		{"cargo's option", []string{"--release", "-q", "check"}, "--release belongs after the subcommand", "cargo nw -q check --release"},
		{
			"manifest path behind",
			[]string{"check", "--manifest-path", "a b/Cargo.toml", "-q"},
			"--manifest-path after the subcommand would send every run to the same workspace", "cargo nw --manifest-path 'a b/Cargo.toml' check -q",
		},
		{"directory after", []string{"check", "-C", "a"}, "-C after the subcommand", "cargo nw --manifest-path a/Cargo.toml check"},
		{"manifest path empty", []string{"--manifest-path=", "check"}, "--manifest-path '': the value is empty", "cargo nw --manifest-path PATH/Cargo.toml …"},
		{"manifest path empty for list", []string{"list", "--manifest-path", ""}, "--manifest-path '': the value is empty", "cargo nw list --manifest-path PATH/Cargo.toml"},
		{"manifest path missing", []string{"--manifest-path", "no/Cargo.toml", "check"}, "manifest path `no/Cargo.toml` does not exist", ""},
		{
			"manifest path of a directory",
			[]string{"--manifest-path", "inner", "check"},
			"manifest path `inner` is a directory but expected a file", "cargo nw --manifest-path inner/Cargo.toml …",
		},
		{"manifest path of another file", []string{"--manifest-path", "/dev/null", "check"}, "must be a path to a Cargo.toml file", ""},
		{"report without a path", []string{"--report=", "check"}, "--report '': the value is empty", "cargo nw --report report.json …"},
		{"value missing", []string{"--report"}, "--report needs a value", "cargo nw --report report.json check"},
		{"value missing after list", []string{"list", "--having"}, "--having needs a value", "cargo nw list --having serde@1"},
		{"value missing after setup", []string{"setup", "--editor"}, "--editor needs a value", "cargo nw setup --editor coc"},
		{"negative jobs", []string{"-j", "-1", "check"}, "--jobs -1: not a whole number", "cargo nw --jobs 4 …"},
		{"negative jobs of two digits", []string{"-j", "-10", "check"}, "--jobs -10: not a whole number", "cargo nw --jobs 4 …"},
		{"negative retries", []string{"--retries", "-1", "check"}, "--retries -1: not a whole number", "cargo nw --retries 2 …"},
		{"negative depth", []string{"--depth", "-1", "check"}, "--depth -1: write a number: 0 for the first workspace", "cargo nw --depth 1 …"},
		{"only options", []string{"--fail-fast"}, "no subcommand", "cargo nw --help"},
		{"unknown option of a verb", []string{"list", "--frob"}, "-frob", "cargo nw list --help"},
		{"unknown format", []string{"list", "--format", "xml"}, "--format xml: must be text, json, github-matrix or linked-projects", "cargo nw list --format json"},
		{"tree as JSON", []string{"list", "--tree", "--format", "json"}, "--tree is text, not json", "cargo nw list --format json"},
		{"tree as a matrix", []string{"list", "--format=github-matrix", "--tree"}, "--tree is text, not github-matrix", "cargo nw list --format github-matrix"},
		{"argument of list", []string{"list", "x"}, "list takes no arguments, found x", "cargo nw list --help"},
		{"setup of something", []string{"setup", "x"}, "setup takes no arguments, found x", "cargo nw setup --help"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := harness.Fake(t, harness.TwoWorkspaces())
			got := w.NWIn("outer", tt.argv...)
			checkRefused(t, got, 2, slices.DeleteFunc([]string{"cargo-nw: error: ", tt.message, hintLine(tt.hint)}, empty)...)
			if log := w.Took(); log != "" {
				t.Errorf("cargo was run: %q", log)
			}
		})
	}
}
