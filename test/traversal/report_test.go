package traversal_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/harness/reported"
)

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
			w := harness.Fake(t, harness.FourWorkspaces())
			got := w.NW(append([]string{"--report", "r.json"}, tt.argv...)...)
			status, runs := reported.Read(w, "r.json")
			if got.Code != 3 || status != 3 {
				t.Errorf("status %d, in the report %d, want 3", got.Code, status)
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
	w := harness.Fake(t, harness.TwoWorkspaces())
	bin := t.TempDir()
	if err := os.WriteFile(filepath.Join(bin, "cargo"), []byte("#!/no/such/interpreter\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	w.Env = append(w.Env, "PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	got := w.NW("--manifest-path", "outer/Cargo.toml", "--report", "r.json", "check")
	text, err := os.ReadFile(filepath.Join(w.Dir, "r.json"))
	if err != nil {
		t.Fatal(err)
	}
	reported.Check(t, text)
	if got.Code != 3 || bytes.Count(text, []byte(`"cause": "cargo-nw"`)) != 2 || !strings.Contains(got.Stderr, "failed outer/inner (") {
		t.Errorf("status %d\n%s\n%s", got.Code, text, got.Stderr)
	}
}

func TestReportFile(t *testing.T) {
	t.Parallel()
	t.Run("nothing runs when it cannot be written", func(t *testing.T) {
		t.Parallel()
		w := harness.Fake(t, harness.FourWorkspaces(), harness.Archive("-- d/x --\n"))
		for path, why := range map[string]string{"no/r.json": "no such file or directory", "d": "is a directory", "a/exit/r": "not a directory"} {
			for _, option := range []string{"report", "junit", "timings"} {
				checkRefused(t, w.NW("--"+option, path, "check"), 3, "error: writing the report "+path+": "+why)
			}
		}
		checkRefused(t, w.NW("--report", "good", "--timings", "d", "check"), 3, "error: writing the report d: is a directory")
		if left, _ := filepath.Glob(filepath.Join(w.Dir, "*good*")); len(left) > 0 {
			t.Errorf("left behind: %q", left)
		}
		if log := w.Took(); log != "" {
			t.Errorf("cargo was run: %q", log)
		}
	})
	t.Run("cannot be written in the end", func(t *testing.T) {
		t.Parallel()
		if _, err := os.Stat("/dev/full"); err != nil {
			t.Skip("there is no /dev/full")
		}
		w := harness.Fake(t, harness.FourWorkspaces())
		const message = "cargo-nw: error: writing the report /dev/full: no space left on device\n"
		for _, name := range []string{"a/exit", "b/signal"} {
			w.Write(harness.Files{name: "0"})
		}
		if got := w.NW("--report", "/dev/full", "check"); got.Code != 3 || !strings.HasSuffix(got.Stderr, message) {
			t.Errorf("after success: status %d\n%s", got.Code, got.Stderr)
		}
		w.Write(harness.Files{"a/exit": "7"})
		if got := w.NW("--junit", "/dev/full", "--report", "r.json", "check"); got.Code != 7 || !strings.HasSuffix(got.Stderr, message) {
			t.Errorf("after a failure: status %d\n%s", got.Code, got.Stderr)
		}
	})
	t.Run("all at once", func(t *testing.T) {
		t.Parallel()
		w := harness.Fake(t, harness.FourWorkspaces())
		if got := w.NW("--junit", "j.xml", "--timings", "t.html", "--report", "r.json", "check"); got.Code != 3 {
			t.Errorf("status %d\n%s", got.Code, got.Stderr)
		}
		if _, runs := reported.Read(w, "r.json"); len(runs) != 4 || runs[1].Attempts != 1 {
			t.Errorf("runs %+v", runs)
		}
		for name, want := range map[string]string{
			"j.xml":  `<testsuites name="cargo nw" tests="4" failures="1" errors="1"`,
			"t.html": "<title>Timings of cargo check</title>",
		} {
			text, err := os.ReadFile(filepath.Join(w.Dir, name))
			if err != nil || !bytes.Contains(text, []byte(want)) {
				t.Errorf("%s: %v, no %s in\n%s", name, err, want, text)
			}
		}
	})
	t.Run("cannot be meant", func(t *testing.T) {
		t.Parallel()
		w := harness.Fake(t, harness.FourWorkspaces())
		for _, option := range []string{"report", "junit", "timings"} {
			checkRefused(t, w.NW("--"+option, "", "check"), 2, "error: --"+option+" '': the value is empty")
			checkRefused(t, w.NW("--"+option, "r", "-n", "check"), 2, "error: --"+option+" cannot be used with --dry-run, which runs nothing")
			checkRefused(t, w.NW("--"+option, "r", "list"), 2, "error: --"+option+" cannot be used with list")
		}
		if err := os.Symlink("a", filepath.Join(w.Dir, "link")); err != nil {
			t.Fatal(err)
		}
		for _, other := range []string{"b/../a/r", filepath.Join(w.Dir, "a", "r"), "link/r"} {
			checkRefused(t, w.NW("--junit", "./a/r", "--timings", other, "check"), 2, "error: --junit and --timings name the same file, "+other)
		}
		checkRefused(t, w.NW("--log-dir", "logs", "--report", "logs", "check"), 3, "error: writing the report logs: is a directory")
		if log := w.Took(); log != "" {
			t.Errorf("cargo was run: %q", log)
		}
	})
	t.Run("in the directory for logs", func(t *testing.T) {
		t.Parallel()
		w := harness.Fake(t, harness.FourWorkspaces())
		w.NW("--log-dir", "logs", "--report", "logs/r.json", "check")
		if _, runs := reported.Read(w, "logs/r.json"); len(runs) != 4 {
			t.Errorf("%d runs", len(runs))
		}
	})
	t.Run("through a link to nothing", func(t *testing.T) {
		t.Parallel()
		w := harness.Fake(t, harness.FourWorkspaces(), harness.Archive("-- out/x --\n"))
		for link, target := range map[string]string{"link": "out/second", "out/second": "../c/r.json", "loop": "loop"} {
			if err := os.Symlink(target, filepath.Join(w.Dir, link)); err != nil {
				t.Fatal(err)
			}
		}
		w.NW("--report", "link", "check")
		if _, runs := reported.Read(w, "c/r.json"); len(runs) != 4 {
			t.Errorf("%d runs", len(runs))
		}
		for _, link := range []string{"link", "out/second"} {
			if info, err := os.Lstat(filepath.Join(w.Dir, link)); err != nil || info.Mode()&os.ModeSymlink == 0 {
				t.Errorf("%s was replaced, not what it points to", link)
			}
		}
		checkRefused(t, w.NW("--report", "loop", "check"), 3, "error: writing the report loop: too many levels of symbolic links")
	})
	t.Run("on our own stdout, a file", func(t *testing.T) {
		t.Parallel()
		if _, err := os.Stat("/dev/stdout"); err != nil {
			t.Skip("there is no /dev/stdout")
		}
		w := harness.Fake(t, harness.FourWorkspaces())
		w.Run(".", "sh", "-e", "-c", "(echo BEFORE; cargo-nw nw --report /dev/stdout check || :; echo AFTER) > out.txt").Status(0)
		text, err := os.ReadFile(filepath.Join(w.Dir, "out.txt"))
		before, rest, _ := bytes.Cut(text, []byte("{\n"))
		if err != nil || !bytes.HasPrefix(before, []byte("BEFORE\n")) || !bytes.HasSuffix(rest, []byte("\n}\nAFTER\n")) {
			t.Errorf("%v\n%s", err, text)
		}
	})
	t.Run("is replaced as a whole, through a link", func(t *testing.T) {
		t.Parallel()
		w := harness.Fake(t, harness.FourWorkspaces(), harness.Archive("-- out/r.json --\nold and longer than what comes now"+strings.Repeat(" ", 9999)+"\n"))
		if err := os.Symlink("out/r.json", filepath.Join(w.Dir, "link")); err != nil {
			t.Fatal(err)
		}
		old, err := os.Open(filepath.Join(w.Dir, "link"))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = old.Close() }()
		w.NW("--report", "link", "check")
		if _, runs := reported.Read(w, "out/r.json"); len(runs) != 4 {
			t.Errorf("%d runs", len(runs))
		}
		var start [3]byte
		if _, err := old.Read(start[:]); err != nil || string(start[:]) != "old" {
			t.Errorf("who had the old report open reads %q, %v", start, err)
		}
		if info, err := os.Lstat(filepath.Join(w.Dir, "link")); err != nil || info.Mode()&os.ModeSymlink == 0 {
			t.Error("the link was replaced, not what it points to")
		}
		if left, _ := filepath.Glob(filepath.Join(w.Dir, "out", ".*")); len(left) > 0 {
			t.Errorf("left behind: %q", left)
		}
	})
}
