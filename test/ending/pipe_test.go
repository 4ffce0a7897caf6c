//go:build unix

package ending_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/harness/reported"
)

// prints are the command lines whose answer goes to stdout.
var prints = [][]string{
	{"list"},
	{"list", "--tree"},
	{"list", "--format", "json"},
	{"--dry-run", "check"},
	{"setup", "--print"},
	{"doctor"},
	{"doctor", "--format", "json"},
	{"--help"},
	{"list", "--help"},
	{"--version"},
}

// streamed runs cargo-nw at the top of the world with these streams; nil is
// what a test has otherwise.
func streamed(w *harness.World, stdout, stderr *os.File, argv ...string) harness.Outcome {
	w.T.Helper()
	return w.Streamed(stdout, stderr, ".", append([]string{"cargo-nw"}, argv...)...)
}

// unread is a pipe whose reader has gone.
func unread(t *testing.T) *os.File {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	_ = r.Close()
	t.Cleanup(func() { _ = w.Close() })
	return w
}

// full is a file on a full disk.
func full(t *testing.T) *os.File {
	t.Helper()
	f, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("there is no /dev/full")
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// If you have read enough (`cargo nw list | head -1`), nothing is reported.
func TestUnreadOutput(t *testing.T) {
	t.Parallel()
	w := harness.Fake(t, harness.FourWorkspaces())
	for _, argv := range prints {
		if got := streamed(w, unread(t), nil, argv...); got.Code != 141 || got.Stderr != "" {
			t.Errorf("%q: status %d\n%s", argv, got.Code, got.Stderr)
		}
	}
	if got := streamed(w, nil, unread(t), "--bogus"); got.Code != 2 {
		t.Errorf("a usage error that nobody reads: status %d", got.Code)
	}
}

// The first line without a reader ends a traversal, and the report says so.
func TestUnreadMessages(t *testing.T) {
	t.Parallel()
	w := harness.Fake(t, harness.Archive("-- Cargo.toml --\n"+harness.Outer(`["a", "b"]`)+
		"-- a/Cargo.toml --\n[package]\nname = \"a\"\n-- a/wait --\n-- b/Cargo.toml --\n[package]\nname = \"b\"\n"))
	// The run in a waits for the end of its input, which does not come: only the
	// signal ends it, however late we hear of that.
	input, open, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = input.Close(), open.Close() }()
	cmd := w.Command(".", "cargo-nw", "--report", "r.json", "check")
	cmd.Stdin, cmd.Stderr = input, unread(t)
	got := w.Finish(cmd)
	if got.Code != 141 {
		t.Errorf("status %d, want 141", got.Code)
	}
	text, err := os.ReadFile(filepath.Join(w.Dir, "r.json"))
	if err != nil {
		t.Fatal(err)
	}
	reported.Check(t, text)
	if status, runs := reported.Read(w, "r.json"); status != 141 || runs[2].Outcome != "skipped" || !strings.Contains(string(text), `"interrupted": "broken pipe"`) {
		t.Errorf("report:\n%s", text)
	}
}

// If the stdout of a run is not read, cargo reports that.
func TestUnreadOutputOfARun(t *testing.T) {
	t.Parallel()
	w := harness.Fake(t, harness.FourWorkspaces())
	if got := streamed(w, unread(t), nil, "check"); got.Code != 3 || !strings.Contains(got.Stderr, "2 ok, 1 killed, 1 failed") {
		t.Errorf("status %d\n%s", got.Code, got.Stderr)
	}
}

func TestFullDisk(t *testing.T) {
	t.Parallel()
	w := harness.Fake(t, harness.FourWorkspaces())
	for _, argv := range prints {
		const want = "cargo-nw: error: writing the output: no space left on device\n"
		if got := streamed(w, full(t), nil, argv...); got.Code != 3 || got.Stderr != want {
			t.Errorf("%q: status %d\n%s", argv, got.Code, got.Stderr)
		}
	}
	if got := streamed(w, nil, full(t), "--bogus"); got.Code != 2 {
		t.Errorf("a usage error without room: status %d", got.Code)
	}
	if log := w.Took(); log != "" {
		t.Errorf("cargo was run: %q", log)
	}
	want := harness.Record(filepath.Base(w.Dir), "check") + harness.Record("a", "check") + harness.Record("b", "check") + harness.Record("c", "check")
	if got := streamed(w, nil, full(t), "check"); got.Code != 3 || w.Took() != want {
		t.Errorf("messages without room: status %d", got.Code)
	}
}

// A report that does not fit leaves the old one as it was, and nothing next to
// it.
func TestReportWithoutRoom(t *testing.T) {
	t.Parallel()
	w := harness.Fake(t, harness.Archive("-- Cargo.toml --\n"+harness.Outer(`["n*"]`)+"-- r.json --\nold\n"))
	for _, name := range []string{"n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8"} {
		w.Write(harness.Files{name + "/Cargo.toml": "[package]\nname = \"" + name + "\"\n"})
	}
	got := w.Run(".", "sh", "-c", `ulimit -f 1 && exec cargo-nw --report r.json check`)
	if got.Code != 3 || !strings.HasSuffix(got.Stderr, "cargo-nw: error: writing the report r.json: file too large\n") {
		t.Errorf("status %d\n%s", got.Code, got.Stderr)
	}
	if text, err := os.ReadFile(filepath.Join(w.Dir, "r.json")); string(text) != "old\n" {
		t.Errorf("the old report is now %q, %v", text, err)
	}
	if left, _ := filepath.Glob(filepath.Join(w.Dir, ".r.json*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

// A stream that is closed is the null device: for cargo, too, and no file that
// we open gets its number and with it our messages.
func TestClosedStreams(t *testing.T) {
	t.Parallel()
	for _, closed := range []string{"<&-", ">&-", "2>&-", "<&- >&- 2>&-"} {
		t.Run(closed, func(t *testing.T) {
			t.Parallel()
			w := harness.Fake(t, harness.FourWorkspaces()).
				Playing("echo out && echo err >&2 && { read line; test $? -le 1; } && exit 5; exit 9")
			for _, argv := range prints {
				if got := w.Run(".", append([]string{"sh", "-c", `exec cargo-nw "$@" ` + closed, "sh"}, argv...)...); got.Code != 0 || got.Stderr != "" {
					t.Errorf("%q: status %d\n%s", argv, got.Code, got.Stderr)
				}
			}
			got := w.Run(".", "sh", "-c", "exec cargo-nw --report r.json check "+closed)
			status, runs := reported.Read(w, "r.json")
			if got.Code != 5 || status != 5 {
				t.Errorf("status %d, in the report %d\n%s", got.Code, status, got.Stderr)
			}
			for _, r := range runs {
				if r.Code == nil || *r.Code != 5 {
					t.Errorf("cargo has a closed stream: %v", r)
				}
			}
		})
	}
}
