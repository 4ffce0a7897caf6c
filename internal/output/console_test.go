//go:build unix

package output_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/output"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/nested"
)

// scripts are steps in directories a, b, … of dir that run shell scripts.
func scripts(t *testing.T, dir string, list ...string) []nested.Step {
	t.Helper()
	var steps []nested.Step
	for i, script := range list {
		at := filepath.Join(dir, string(rune('a'+i)))
		if err := os.MkdirAll(at, 0o755); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, nested.Step{
			Workspace: nested.Workspace{Dir: at, Depth: i, Manifest: filepath.Join(at, "Cargo.toml")},
			Spec:      nested.Spec{Program: "/bin/sh", Argv: []string{"sh", "-c", script}, Dir: at, Env: []string{"PATH=" + os.Getenv("PATH")}},
		})
	}
	return steps
}

// console makes all runs at once and gives what was written.
func console(t *testing.T, cfg output.Config) (stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	cfg.Stdout, cfg.Stderr = &out, &err
	c, failure := output.New(cfg)
	if failure != nil {
		t.Fatal(failure)
	}
	var all sync.WaitGroup
	for i, step := range cfg.Steps {
		c.Starting(i, step)
	}
	codes := make([]int, len(cfg.Steps))
	for i, step := range cfg.Steps {
		all.Go(func() { codes[i] = c.Run(t.Context(), i, step.Spec).Code })
	}
	all.Wait()
	for i := range slices.Backward(cfg.Steps) {
		c.Finished(i, outcome(cfg.Steps[i].Spec.Dir, codes[i]))
	}
	if failure := c.Close(); failure != nil {
		t.Error(failure)
	}
	return out.String(), err.String()
}

// outcome is the report of a run in dir.
func outcome(dir string, code int) execution.RunReport {
	run := execution.RunReport{Dir: dir, Code: code, Outcome: execution.OK}
	if code != 0 {
		run.Outcome = execution.Failed
	}
	return run
}

func TestConsole(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	steps := scripts(t, dir, "cat; echo a; echo A >&2", "echo b; exit 3", `printf "%s" "c$CARGO_TERM_COLOR"`)
	style := report.Style{Cwd: dir, Quiet: true}
	tests := []struct {
		name           string
		cfg            output.Config
		stdout, stderr string
	}{
		{"group", output.Config{Mode: output.Group}, "a\nb\nc\n", "A\n"},
		{"one stream", output.Config{Mode: output.Group, OneStream: true}, "", "a\nA\nb\nc\n"},
		{"colour", output.Config{Mode: output.Group, Color: true}, "a\nb\ncalways\n", "A\n"},
		{"GitHub", output.Config{Mode: output.Group, GitHub: &output.GitHub{}}, "a\nb\nc\n", "::group::a (1/3) ok\nA\n::endgroup::\n::group::c (3/3) ok\n::endgroup::\n"},
		{"GitLab", output.Config{Mode: output.Errors, GitLab: true}, "b\n", ""},
		{"errors", output.Config{Mode: output.Errors}, "b\n", ""},
		{"prefix", output.Config{Mode: output.Prefix}, "a | a\nb | b\nc | c\n", "a | A\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.cfg.Steps, tt.cfg.Style = steps, style
			stdout, stderr := console(t, tt.cfg)
			if tt.cfg.Mode == output.Prefix {
				stdout = strings.Join(slices.Sorted(strings.Lines(stdout)), "")
			}
			if stdout != tt.stdout || stderr != tt.stderr {
				t.Errorf("stdout %q, want %q\nstderr %q, want %q", stdout, tt.stdout, stderr, tt.stderr)
			}
		})
	}
}

// TestStream gives runs what they would have without us.
func TestStream(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	steps := scripts(t, dir, `cat; echo "a$CARGO_TERM_COLOR"; echo A >&2`)
	cfg := output.Config{Mode: output.Stream, Color: true, Stdin: strings.NewReader("in\n"), Steps: steps, Style: report.Style{Cwd: dir}}
	if stdout, stderr := console(t, cfg); stdout != "in\na\n" || stderr != "A\n" {
		t.Errorf("stdout %q, stderr %q", stdout, stderr)
	}
	cfg.Stdin, cfg.Color, cfg.Watched = strings.NewReader("in\n"), false, true
	if stdout, stderr := console(t, cfg); stdout != "in\na\n" || stderr != "A\n" {
		t.Errorf("watched: stdout %q, stderr %q", stdout, stderr)
	}
}

func TestLogs(t *testing.T) {
	t.Parallel()
	for _, mode := range []output.Mode{output.Stream, output.Group, output.Prefix} {
		t.Run(string(mode), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			logs := filepath.Join(dir, "x", "logs")
			steps := scripts(t, dir, "echo a; printf '\\033[31m\\377'", "echo b >&2")
			cfg := output.Config{Mode: mode, Steps: steps, Style: report.Style{Cwd: dir}, LogDir: logs}
			if stdout, _ := console(t, cfg); !strings.Contains(stdout, "a\n") {
				t.Errorf("stdout %q", stdout)
			}
			for name, want := range map[string]string{"01-a.log": "a\n\x1b[31m\xff", "02-b.log": "b\n"} {
				if text, err := os.ReadFile(filepath.Join(logs, name)); err != nil || strings.TrimSuffix(string(text), "\n") != strings.TrimSuffix(want, "\n") {
					t.Errorf("%s holds %q, %v", name, text, err)
				}
			}
		})
	}
}

// Logs of earlier calls go when the first run starts, and nothing else does.
func TestStaleLogs(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	logs := filepath.Join(dir, "logs")
	for _, name := range []string{"02-b.log", "03-n-w2.log", "001-x.log", "120-y.log"} {
		write(t, filepath.Join(logs, name))
	}
	others := []string{"2026-11-21.log", "1-a.log", "02-b.log.gz", "02-b c.log", "a.log", "04-directory.log/x"}
	for _, name := range others {
		write(t, filepath.Join(logs, name))
	}
	steps := scripts(t, dir, "echo a")
	cfg := output.Config{Mode: output.Group, Steps: steps, Style: report.Style{Cwd: dir}, LogDir: logs}
	if _, err := output.New(cfg); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(logs, "02-b.log")); err != nil {
		t.Errorf("before anything ran: %v", err)
	}
	console(t, cfg)
	var left []string
	for _, name := range append(others, "01-a.log") {
		top, _, _ := strings.Cut(name, "/")
		left = append(left, filepath.Join(logs, top))
	}
	found, err := filepath.Glob(filepath.Join(logs, "*"))
	if slices.Sort(left); err != nil || !slices.Equal(found, left) {
		t.Errorf("there are %q, want %q", found, left)
	}
}

func write(t *testing.T, path string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("old\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestRunAgain is what a retry does: the output goes on, the errors are those
// of the last time.
func TestRunAgain(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	steps := scripts(t, dir, "echo error: one; test -f again && echo error: two; touch again; exit 1")
	var out bytes.Buffer
	c, err := output.New(output.Config{Mode: output.Group, Stdout: &out, Stderr: &out, Steps: steps, LogDir: filepath.Join(dir, "logs"), Style: report.Style{Cwd: dir}})
	if err != nil {
		t.Fatal(err)
	}
	c.Starting(0, steps[0])
	c.Run(t.Context(), 0, steps[0].Spec)
	c.Retrying(0, 2)
	steps[0].Spec.Argv[2] = "echo error: three"
	c.Run(t.Context(), 0, steps[0].Spec)
	c.Finished(0, execution.RunReport{})
	if failure := c.Close(); failure != nil {
		t.Error(failure)
	}
	log, err := os.ReadFile(filepath.Join(dir, "logs", "01-a.log"))
	const want = "error: one\nerror: three\n"
	shown := strings.Replace(want, "error: three", "    Retrying (1/1) attempt 2\nerror: three", 1)
	if err != nil || out.String() != shown || string(log) != want {
		t.Errorf("wrote %q, logged %q, %v", out.String(), log, err)
	}
	if errors, tail := c.Said(0); !slices.Equal(errors, []string{"error: three"}) || !slices.Equal(tail, errors) {
		t.Errorf("errors %q, tail %q", errors, tail)
	}
}

func TestChoose(t *testing.T) {
	t.Parallel()
	tests := []struct {
		asked            output.Mode
		parallel, github bool
		want             output.Mode
	}{
		{"", false, false, output.Stream},
		{"", true, false, output.Group},
		{"", false, true, output.Group},
		{output.Prefix, true, true, output.Prefix},
		{output.Stream, true, true, output.Stream},
	}
	for _, tt := range tests {
		if got := output.Choose(tt.asked, tt.parallel, tt.github); got != tt.want {
			t.Errorf("%+v: got %s", tt, got)
		}
	}
}

func TestColored(t *testing.T) {
	t.Parallel()
	tests := []struct {
		env      []string
		flag     string
		terminal bool
		want     bool
	}{
		{nil, "", true, true},
		{nil, "", false, false},
		{nil, "auto", true, false},
		{[]string{"CARGO_TERM_COLOR=auto"}, "", true, false},
		{[]string{"NO_COLOR=1"}, "", true, false},
		{[]string{"NO_COLOR="}, "", true, true},
	}
	for _, tt := range tests {
		if got := output.Colored(tt.env, tt.flag, tt.terminal); got != tt.want {
			t.Errorf("%+v: got %v", tt, got)
		}
	}
}

// TestSaid finds the errors of a run in text and in JSON, in every mode in which
// its output passes through us.
func TestSaid(t *testing.T) {
	t.Parallel()
	const text = `printf 'error: x\n --> src/lib.rs:1:1\n\n' >&2; exit 1`
	const json = `printf '%s\n' '{"reason":"compiler-message","message":{"message":"x","level":"error","rendered":"error: x\n --> src/lib.rs:1:1\n","spans":[]}}' '{"reason":"build-finished","success":false}'; exit 1`
	for _, mode := range output.Modes {
		for name, script := range map[string]string{"text": text, "JSON": json} {
			t.Run(string(mode)+" "+name, func(t *testing.T) {
				t.Parallel()
				dir := t.TempDir()
				steps := scripts(t, dir, script)
				c, err := output.New(output.Config{Mode: mode, Watched: true, Stdout: io.Discard, Stderr: io.Discard, Steps: steps, Style: report.Style{Cwd: dir}})
				if err != nil {
					t.Fatal(err)
				}
				c.Starting(0, steps[0])
				c.Run(t.Context(), 0, steps[0].Spec)
				c.Finished(0, outcome(steps[0].Spec.Dir, 1))
				if err := c.Close(); err != nil {
					t.Error(err)
				}
				if errors, _ := c.Said(0); !slices.Equal(errors, []string{"error: x", " --> a/src/lib.rs:1:1"}) {
					t.Errorf("got %q", errors)
				}
			})
		}
	}
}
