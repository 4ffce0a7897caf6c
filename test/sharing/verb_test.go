package sharing_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// verb runs `cargo nw share` with a status.
func (w *world) verb(status int, argv ...string) harness.Outcome {
	w.T.Helper()
	return w.NW(append([]string{"nw", "share"}, argv...)...).Status(status)
}

// TestVerb takes a tree that was built without sharing through all that the verb
// does.
func TestVerb(t *testing.T) {
	t.Parallel()
	w := newWorld(t, strings.Replace(leaves, "share = true\n", "", 1))
	w.nw("build")
	manifest := func() string {
		text, err := os.ReadFile(w.Path("Cargo.toml"))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	before := manifest()

	res := w.verb(0)
	for _, want := range []string{"1 of 1 packages are used by more than one workspace.", "Sharing is off.", "Sharing saves "} {
		if !strings.Contains(res.Stdout, want) {
			t.Errorf("the report lacks %q:\n%s", want, res.Stdout)
		}
	}
	if !strings.Contains(res.Stderr, "cargo nw share --yes") {
		t.Errorf("stderr: %s", res.Stderr)
	}
	if res := w.verb(4, "--check"); !strings.Contains(res.Stdout, "share = true") {
		t.Errorf("--check: %s", res.Stdout)
	}
	if res := w.verb(0, "--diff"); !strings.Contains(res.Stdout, "+share = true") {
		t.Errorf("--diff: %s", res.Stdout)
	}
	w.verb(2, "--fill")
	if manifest() != before {
		t.Fatal("something was written")
	}

	w.verb(0, "--yes")
	if got := manifest(); !strings.Contains(got, "roots = [\"a\", \"b\"]\nshare = true\n") {
		t.Fatalf("the manifest is\n%s", got)
	}
	w.verb(0, "--check")
	if res := w.verb(0, "--fill"); !strings.Contains(res.Stderr, "a: 0 units placed") {
		t.Errorf("--fill: %s", res.Stderr)
	}
	w.merged()
	w.same(w.compiled("build"))
	w.Remove("b/target")
	if res := w.verb(0, "--fill"); !strings.Contains(res.Stderr, "b: 1 unit placed") {
		t.Errorf("--fill: %s", res.Stderr)
	}
	if res := w.Cargo("b", "build"); strings.Contains(res.Stderr, "Compiling leaf") {
		t.Errorf("cargo by hand: %s", res.Stderr)
	}

	var report struct {
		Version    int
		On         bool
		Stored     int   `json:"stored_units"`
		Saving     int64 `json:"saving_bytes"`
		Workspaces []struct {
			Dir    string
			Linked int64 `json:"linked_bytes"`
		}
	}
	if err := json.Unmarshal([]byte(w.verb(0, "--format", "json").Stdout), &report); err != nil {
		t.Fatal(err)
	}
	if !report.On || report.Version != 1 || report.Stored != 1 || report.Saving != 0 || len(report.Workspaces) != 3 || report.Workspaces[1].Linked == 0 {
		t.Errorf("the report is %+v", report)
	}

	if !w.Exists("target/nw-store/CACHEDIR.TAG") {
		t.Error("the store is not marked as a cache")
	}
	w.verb(0, "--check", "--deep")
	if res := w.verb(0, "--gc"); !strings.Contains(res.Stderr, "all stored units are in use") {
		t.Errorf("--gc: %s", res.Stderr)
	}
	w.Remove("a/target", "b/target")
	for _, used := range w.glob("target/nw-store/v1/*/debug/leaf-*/*/unit.json") { // where links do not tell, age does
		before := time.Now().Add(-40 * 24 * time.Hour)
		if err := os.Chtimes(used, before, before); err != nil {
			t.Fatal(err)
		}
	}
	if res := w.verb(0, "--gc"); !strings.Contains(res.Stdout, "debug leaf-1.0.0 (") || len(w.entries()) != 1 {
		t.Errorf("--gc: %s", res.Stdout)
	}
	w.verb(4, "--gc", "--check")
	if w.verb(0, "--gc", "--yes"); len(w.entries()) != 0 {
		t.Errorf("--gc --yes has left %q", w.stored())
	}

	w.nw("build")
	stored := w.glob("target/nw-store/v1/*/debug/leaf-*/*/[0-9]*")
	info, err := os.Stat(stored[0])
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Repeat("x", int(info.Size()))
	w.remove(stored[0])
	if err := os.WriteFile(stored[0], []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(stored[0], info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	w.verb(0, "--check")
	if res := w.verb(4, "--check", "--deep"); !strings.Contains(res.Stderr, "its contents have changed") {
		t.Errorf("--check --deep: %s", res.Stderr)
	}

	w.verb(0, "--off", "--yes")
	if manifest() != before || len(w.glob("target/nw-store")) > 0 {
		t.Errorf("--off has left %q and\n%s", w.glob("target/nw-store"), manifest())
	}
	w.same(w.compiled("build"))
}
