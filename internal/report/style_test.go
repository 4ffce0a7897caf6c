package report_test

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/github"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

func TestUseColor(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name                  string
		flag, config, noColor string
		terminal, want        bool
	}{
		{"terminal", "", "", "", true, true},
		{"no terminal", "", "", "", false, false},
		{"NO_COLOR", "", "", "1", true, false},
		{"the flag beats all", "always", "never", "1", false, true},
		{"the flag beats the variable", "never", "always", "", true, false},
		{"the variable beats NO_COLOR", "", "always", "1", false, true},
		{"auto is the terminal", "auto", "always", "", false, false},
		{"auto heeds NO_COLOR", "auto", "", "1", true, false},
		{"nonsense is auto", "sometimes", "", "", true, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := report.UseColor(tt.flag, tt.config, tt.noColor, tt.terminal); got != tt.want {
				t.Errorf("got %t", got)
			}
		})
	}
}

func TestPath(t *testing.T) {
	t.Parallel()
	tests := []struct{ stand, path, want string }{
		{"/w", "/w", "."},
		{"/w", "/w/a b", "a b"},
		{"/w/x/y", "/w/a", "../../a"},
		{"", "/w", "/w"},
		{"/w", "/w/a\nb", `"a\nb"`},
		{"/w", "/w/\x1b[31m", `"\x1b[31m"`},
		{"/w", "/w/\xff", `"\xff"`},
		{"/w", "/w/é", "é"},
		{"/w", "/w/\u202egnp", `"\u202egnp"`},
	}
	for _, tt := range tests {
		if got := (report.Style{Cwd: tt.stand}).Path(tt.path); got != tt.want {
			t.Errorf("%q from %q is %s, want %s", tt.path, tt.stand, got, tt.want)
		}
	}
}

func TestPathInAWorkflow(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/w/a": "a", "/w/a::b": "a::b", "/w/::error::x": `"::error::x"`, "/w/a ##[error]": `"a ##\u005berror]"`, "/w/##[x]\n": `"##\u005bx]\n"`,
		"/w/\u2003::error::x": `"\u2003::error::x"`,
	} {
		got := (report.Style{Cwd: "/w", Workflow: true}).Path(path)
		if got != want || github.IsCommand(got) {
			t.Errorf("%q is %s, want %s", path, got, want)
		}
	}
}

func TestArgument(t *testing.T) {
	t.Parallel()
	needPOSIX(t)
	for path, want := range map[string]string{
		"/w/a": "a", "/w/m/$(touch pwned)": "'m/$(touch pwned)'", "/w/-f": "./-f", "/w/a\x1b[m": `"$(printf 'a\033\133m')"`,
	} {
		if got := (report.Style{Cwd: "/w"}).Argument(path); got != want {
			t.Errorf("%q is %s, want %s", path, got, want)
		}
	}
}

// needPOSIX skips what shows commands as other systems than this one have them.
func needPOSIX(t *testing.T) {
	t.Helper()
	if args.Native() != args.POSIX {
		t.Skip("commands are PowerShell's here, see TestShellCommands of package args")
	}
}

func TestMessages(t *testing.T) {
	t.Parallel()
	style := report.Style{Cwd: "/w"}
	var b bytes.Buffer
	style.Error(&b, "wrong", "right")
	style.Warnings(&b, []nested.Warning{{Path: "/w/Cargo.toml", Line: 4, Message: "odd", Hint: "do"}, {Path: "/w/a\n", Message: "odd"}})
	style.Quiet = true
	style.Warning(&b, "not seen", "not seen")
	style.Error(&b, "seen", "")
	want := `cargo-nw: error: wrong
cargo-nw: hint: right
cargo-nw: warning: Cargo.toml:4: odd
cargo-nw: hint: do
cargo-nw: warning: "a\n": odd
cargo-nw: error: seen
`
	if b.String() != want {
		t.Errorf("got\n%s", b.String())
	}
}

// TestNoSecrets has none in what is shown of a command, or written.
func TestNoSecrets(t *testing.T) {
	t.Parallel()
	argv := []string{"cargo", "publish", "--token", "XYZZY", "--config", "registries.r.token='XYZZY'"}
	step := nested.Step{Workspace: nested.Workspace{Dir: "/w", Depth: 1}, Spec: nested.Spec{Dir: "/w", Argv: argv}}
	rep := execution.Report{Start: "/w", Runs: []execution.RunReport{
		{Dir: "/w", Argv: argv, Outcome: execution.Failed, Code: 1, Attempts: 1}, {Dir: "/w/a", Argv: argv, Outcome: execution.OK, Attempts: 1},
	}}
	for _, shown := range []bool{false, true} {
		style := report.Style{Cwd: "/w", Secrets: shown}
		for name, write := range map[string]func(io.Writer) error{
			"json":    func(w io.Writer) error { return style.JSON(w, rep, origin) },
			"junit":   func(w io.Writer) error { return style.JUnit(w, rep, origin) },
			"timings": func(w io.Writer) error { return style.Timings(w, rep, origin) },
			"progress": func(w io.Writer) error {
				report.Progress{Style: style, W: w, Total: 1}.Starting(0, step)
				return nil
			},
			"failures": func(w io.Writer) error {
				style.Failures(w, rep, func(int) ([]string, string) { return nil, "" })
				return nil
			},
		} {
			var b bytes.Buffer
			if err := write(&b); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(b.String(), "XYZZY") != shown || strings.Contains(b.String(), "[redacted]") == shown {
				t.Errorf("%s, shown %t:\n%s", name, shown, b.String())
			}
		}
		var b bytes.Buffer
		if err := style.DryRun(&b, nested.Plan{Steps: []nested.Step{step}}); err != nil || !strings.Contains(b.String(), "XYZZY") {
			t.Errorf("what is to be run is not what is shown: %v\n%s", err, b.String())
		}
	}
}

// TestMessagesAreSafe has nothing in messages that a terminal or a runner acts
// on, and no line that looks like one of ours, wherever it comes from.
func TestMessagesAreSafe(t *testing.T) {
	t.Parallel()
	hostile := "a\x1b[31m\x9b2J\xff\r\u202e\ncargo-nw: error: b ##[error]\n::stop-commands::c"
	style := report.Style{Workflow: true}
	run := execution.RunReport{Dir: "/w/" + hostile, Argv: []string{"cargo", hostile}, Outcome: execution.Failed, Code: 3, Reason: hostile}
	for name, write := range map[string]func(io.Writer){
		"error":   func(w io.Writer) { style.Error(w, hostile, hostile) },
		"warning": func(w io.Writer) { style.Warning(w, hostile, hostile) },
		"note":    func(w io.Writer) { style.Note(w, hostile) },
		"warnings": func(w io.Writer) {
			style.Warnings(w, []nested.Warning{{Path: hostile, Message: hostile, Hint: hostile}})
		},
		"summary": func(w io.Writer) { style.Summary(w, execution.Report{Runs: []execution.RunReport{run, run}}, nil) },
		"failures": func(w io.Writer) {
			style.Failures(w, execution.Report{Runs: []execution.RunReport{run}}, func(int) ([]string, string) { return nil, hostile })
		},
		"conclusion": func(w io.Writer) { style.Conclusion(w, execution.Report{Runs: []execution.RunReport{run}}, nil) },
		"starting": func(w io.Writer) {
			step := nested.Step{Workspace: nested.Workspace{Dir: run.Dir, Depth: 1}, Spec: nested.Spec{Dir: run.Dir, Argv: run.Argv}}
			report.Progress{Style: style, W: w, Total: 1}.Starting(0, step)
		},
	} {
		var b bytes.Buffer
		write(&b)
		for i, line := range strings.Split(b.String(), "\n") {
			if strings.ContainsFunc(line, func(r rune) bool { return !unicode.IsPrint(r) }) || !utf8.ValidString(line) {
				t.Errorf("%s: a terminal acts on %q", name, line)
			}
			if github.IsCommand(line) || i > 0 && strings.HasPrefix(line, "cargo-nw: error: b") {
				t.Errorf("%s: %q looks like something else", name, line)
			}
		}
		if b.Len() == 0 {
			t.Errorf("%s: nothing", name)
		}
	}
}

// steps are the first run, one as it is, one moved, and two that are not made.
var steps = []nested.Step{
	{Spec: nested.Spec{Dir: "/w", Argv: []string{"cargo", "check"}}},
	{Spec: nested.Spec{Dir: "/w/-a", Argv: []string{"cargo", "test", "a b"}}, Workspace: nested.Workspace{Dir: "/w/-a", Depth: 1}},
	{
		Spec: nested.Spec{Dir: "/b", Argv: []string{"cargo", "check"}}, Workspace: nested.Workspace{Dir: "/b", Depth: 1},
		Verdict: lockguard.Verdict{Action: lockguard.Move, Moved: config.Directories{Target: "/w/t t", Build: "/w/u"}},
	},
	{Spec: nested.Spec{Dir: "/w/c"}, Verdict: lockguard.Verdict{Action: lockguard.Refuse, Reason: "why"}},
	{Spec: nested.Spec{Dir: "/w/d\n"}, Verdict: lockguard.Verdict{Action: lockguard.Leave, Reason: "why\nnot"}},
}

func TestDryRun(t *testing.T) {
	t.Parallel()
	needPOSIX(t)
	var b bytes.Buffer
	if err := (report.Style{Cwd: "/w"}).DryRun(&b, nested.Plan{Steps: steps}); err != nil {
		t.Fatal(err)
	}
	want := `(cd . && cargo check)
(cd ./-a && cargo test 'a b')
(cd ../b && CARGO_TARGET_DIR='/w/t t' CARGO_BUILD_BUILD_DIR=/w/u cargo check)
# not in c: why
# not in "d\n": "why\nnot"
`
	if b.String() != want {
		t.Errorf("got\n%s", b.String())
	}
}

func TestProgress(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	p := report.Progress{Style: report.Style{Cwd: "/w"}, W: &b, Total: len(steps)}
	for i, step := range steps[:3] {
		p.Starting(i, step)
		p.Finished(i, execution.RunReport{})
	}
	p.Style.Quiet = true
	p.Starting(1, steps[1])
	p.Style.Quiet = false
	p.Ended(1, steps[1], execution.RunReport{Outcome: execution.Failed, Code: 101, Attempts: 1, Seconds: 0.5})
	p.Total = 1
	p.Starting(0, steps[0])
	want := "   Workspace . (1/5) `cargo check`\n      Nested -a (2/5) `cargo test 'a b'`\n      Nested ../b (3/5) `cargo check` in t t\n" +
		"      Nested -a (2/5) `cargo test 'a b'`, failed (status 101) in 0.50s\n"
	if b.String() != want {
		t.Errorf("got\n%s", b.String())
	}
}
