package blackbox_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fourWorkspaces end ok, with status 3, by signal 9, and ok.
const fourWorkspaces = `
-- Cargo.toml --
[package]
name = "outer"
[package.metadata.nested_workspace]
roots = ["a", "b", "c"]
-- a/Cargo.toml --
[package]
name = "a"
-- a/exit --
3
-- b/Cargo.toml --
[package]
name = "b"
-- b/signal --
9
-- c/Cargo.toml --
[package]
name = "c"
`

type reportedRun struct {
	Path     string
	Argv     []string
	Outcome  string
	Code     *int
	Signal   string
	Cause    string
	Reason   string
	Seconds  float64
	Attempts int
}

func (w *world) report(name string) (status int, runs []reportedRun) {
	w.t.Helper()
	text, err := os.ReadFile(filepath.Join(w.dir, name))
	if err != nil {
		w.t.Fatal(err)
	}
	checkSchema(w.t, text)
	var rep struct {
		Start  string
		Status int
		Runs   []reportedRun
	}
	if err := json.Unmarshal(text, &rep); err != nil {
		w.t.Fatal(err)
	}
	if rep.Start != w.dir {
		w.t.Errorf("start %q, want %q", rep.Start, w.dir)
	}
	return rep.Status, rep.Runs
}

func (r reportedRun) String() string {
	code := "-"
	if r.Code != nil {
		text, _ := json.Marshal(*r.Code)
		code = string(text)
	}
	return strings.Join([]string{r.Path, strings.Join(r.Argv, " "), r.Outcome, code, r.Signal, r.Cause, r.Reason}, "|")
}

func TestReport(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		argv []string
		want []string
	}{
		{"all", []string{"check", "-q"}, []string{
			".|cargo check -q|ok|0|||", "a|cargo check -q|failed|3||cargo|", "b|cargo check -q|killed|137|killed|signal|", "c|cargo check -q|ok|0|||",
		}},
		{"fail fast", []string{"--fail-fast", "check"}, []string{
			".|cargo check|ok|0|||", "a|cargo check|failed|3||cargo|", "b|cargo check|skipped|-|||after a failure", "c|cargo check|skipped|-|||after a failure",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newFakeWorld(t, fourWorkspaces)
			got := w.nw(append([]string{"--report", "r.json"}, tt.argv...)...)
			status, runs := w.report("r.json")
			if got.code != 3 || status != 3 {
				t.Errorf("status %d, in the report %d, want 3", got.code, status)
			}
			if len(runs) != len(tt.want) {
				t.Fatalf("runs %v", runs)
			}
			for i, r := range runs {
				if r.String() != tt.want[i] || (r.Seconds > 0) != (r.Outcome != "skipped") {
					t.Errorf("run %d is %s in %f s, want %s", i, r, r.Seconds, tt.want[i])
				}
			}
		})
	}
}

// A cargo that cannot be started is our failure, not cargo's.
func TestReportOfAFailureToStart(t *testing.T) {
	t.Parallel()
	w := newFakeWorld(t, twoWorkspaces)
	bin := t.TempDir()
	if err := os.WriteFile(filepath.Join(bin, "cargo"), []byte("#!/no/such/interpreter\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	w.env = append(w.env, "PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	got := w.nw("--manifest-path", "outer/Cargo.toml", "--report", "r.json", "check")
	text, err := os.ReadFile(filepath.Join(w.dir, "r.json"))
	if err != nil {
		t.Fatal(err)
	}
	checkSchema(t, text)
	if got.code != 3 || bytes.Count(text, []byte(`"cause": "cargo-nw"`)) != 2 || !strings.Contains(got.stderr, "failed outer/inner (") {
		t.Errorf("status %d\n%s\n%s", got.code, text, got.stderr)
	}
}

func TestReportFile(t *testing.T) {
	t.Parallel()
	t.Run("nothing runs when it cannot be written", func(t *testing.T) {
		t.Parallel()
		w := newFakeWorld(t, fourWorkspaces+"-- d/x --\n")
		for path, why := range map[string]string{"no/r.json": "no such file or directory", "d": "is a directory", "a/exit/r": "not a directory"} {
			for _, option := range []string{"report", "junit", "timings"} {
				checkRefused(t, w.nw("--"+option, path, "check"), 3, "error: writing the report "+path+": "+why)
			}
		}
		checkRefused(t, w.nw("--report", "good", "--timings", "d", "check"), 3, "error: writing the report d: is a directory")
		if left, _ := filepath.Glob(filepath.Join(w.dir, "*good*")); len(left) > 0 {
			t.Errorf("left behind: %q", left)
		}
		if log := w.took(); log != "" {
			t.Errorf("cargo was run: %q", log)
		}
	})
	t.Run("cannot be written in the end", func(t *testing.T) {
		t.Parallel()
		if _, err := os.Stat("/dev/full"); err != nil {
			t.Skip("there is no /dev/full")
		}
		w := newFakeWorld(t, fourWorkspaces)
		const message = "cargo-nw: error: writing the report /dev/full: no space left on device\n"
		for _, name := range []string{"a/exit", "b/signal"} {
			w.write(name, "0")
		}
		if got := w.nw("--report", "/dev/full", "check"); got.code != 3 || !strings.HasSuffix(got.stderr, message) {
			t.Errorf("after success: status %d\n%s", got.code, got.stderr)
		}
		w.write("a/exit", "7")
		if got := w.nw("--junit", "/dev/full", "--report", "r.json", "check"); got.code != 7 || !strings.HasSuffix(got.stderr, message) {
			t.Errorf("after a failure: status %d\n%s", got.code, got.stderr)
		}
	})
	t.Run("all at once", func(t *testing.T) {
		t.Parallel()
		w := newFakeWorld(t, fourWorkspaces)
		if got := w.nw("--junit", "j.xml", "--timings", "t.html", "--report", "r.json", "check"); got.code != 3 {
			t.Errorf("status %d\n%s", got.code, got.stderr)
		}
		if _, runs := w.report("r.json"); len(runs) != 4 || runs[1].Attempts != 1 {
			t.Errorf("runs %+v", runs)
		}
		for name, want := range map[string]string{
			"j.xml":  `<testsuites name="cargo nw" tests="4" failures="1" errors="1"`,
			"t.html": "<title>Timings of cargo check</title>",
		} {
			text, err := os.ReadFile(filepath.Join(w.dir, name))
			if err != nil || !bytes.Contains(text, []byte(want)) {
				t.Errorf("%s: %v, no %s in\n%s", name, err, want, text)
			}
		}
	})
	t.Run("cannot be meant", func(t *testing.T) {
		t.Parallel()
		w := newFakeWorld(t, fourWorkspaces)
		for _, option := range []string{"report", "junit", "timings"} {
			checkRefused(t, w.nw("--"+option, "", "check"), 2, "error: --"+option+" '': the value is empty")
			checkRefused(t, w.nw("--"+option, "r", "-n", "check"), 2, "error: --dry-run runs nothing that --"+option+" could report")
			checkRefused(t, w.nw("--"+option, "r", "list"), 2, "error: --"+option+" cannot be used with list")
		}
		if err := os.Symlink("a", filepath.Join(w.dir, "link")); err != nil {
			t.Fatal(err)
		}
		for _, other := range []string{"b/../a/r", filepath.Join(w.dir, "a", "r"), "link/r"} {
			checkRefused(t, w.nw("--junit", "./a/r", "--timings", other, "check"), 2, "error: --junit and --timings name the same file, "+other)
		}
		checkRefused(t, w.nw("--log-dir", "logs", "--report", "logs", "check"), 3, "error: writing the report logs: is a directory")
		if log := w.took(); log != "" {
			t.Errorf("cargo was run: %q", log)
		}
	})
	t.Run("in the directory for logs", func(t *testing.T) {
		t.Parallel()
		w := newFakeWorld(t, fourWorkspaces)
		w.nw("--log-dir", "logs", "--report", "logs/r.json", "check")
		if _, runs := w.report("logs/r.json"); len(runs) != 4 {
			t.Errorf("%d runs", len(runs))
		}
	})
	t.Run("through a link to nothing", func(t *testing.T) {
		t.Parallel()
		w := newFakeWorld(t, fourWorkspaces+"-- out/x --\n")
		for link, target := range map[string]string{"link": "out/second", "out/second": "../c/r.json", "loop": "loop"} {
			if err := os.Symlink(target, filepath.Join(w.dir, link)); err != nil {
				t.Fatal(err)
			}
		}
		w.nw("--report", "link", "check")
		if _, runs := w.report("c/r.json"); len(runs) != 4 {
			t.Errorf("%d runs", len(runs))
		}
		for _, link := range []string{"link", "out/second"} {
			if info, err := os.Lstat(filepath.Join(w.dir, link)); err != nil || info.Mode()&os.ModeSymlink == 0 {
				t.Errorf("%s was replaced, not what it points to", link)
			}
		}
		checkRefused(t, w.nw("--report", "loop", "check"), 3, "error: writing the report loop: too many levels of symbolic links")
	})
	t.Run("on our own stdout, a file", func(t *testing.T) {
		t.Parallel()
		if _, err := os.Stat("/dev/stdout"); err != nil {
			t.Skip("there is no /dev/stdout")
		}
		w := newFakeWorld(t, fourWorkspaces)
		w.shell("sh", "(echo BEFORE; cargo nw --report /dev/stdout check || :; echo AFTER) > out.txt", nil)
		text, err := os.ReadFile(filepath.Join(w.dir, "out.txt"))
		before, rest, _ := bytes.Cut(text, []byte("{\n"))
		if err != nil || !bytes.HasPrefix(before, []byte("BEFORE\n")) || !bytes.HasSuffix(rest, []byte("\n}\nAFTER\n")) {
			t.Errorf("%v\n%s", err, text)
		}
	})
	t.Run("is replaced as a whole, through a link", func(t *testing.T) {
		t.Parallel()
		w := newFakeWorld(t, fourWorkspaces+"-- out/r.json --\nold and longer than what comes now"+strings.Repeat(" ", 9999)+"\n")
		if err := os.Symlink("out/r.json", filepath.Join(w.dir, "link")); err != nil {
			t.Fatal(err)
		}
		old, err := os.Open(filepath.Join(w.dir, "link"))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = old.Close() }()
		w.nw("--report", "link", "check")
		if _, runs := w.report("out/r.json"); len(runs) != 4 {
			t.Errorf("%d runs", len(runs))
		}
		var start [3]byte
		if _, err := old.Read(start[:]); err != nil || string(start[:]) != "old" {
			t.Errorf("who had the old report open reads %q, %v", start, err)
		}
		if info, err := os.Lstat(filepath.Join(w.dir, "link")); err != nil || info.Mode()&os.ModeSymlink == 0 {
			t.Error("the link was replaced, not what it points to")
		}
		if left, _ := filepath.Glob(filepath.Join(w.dir, "out", ".*")); len(left) > 0 {
			t.Errorf("left behind: %q", left)
		}
	})
}
