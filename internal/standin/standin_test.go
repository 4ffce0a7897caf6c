package standin_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/builddir"
	"github.com/cargo-nw/cargo-nw/internal/standin"
)

// lay writes files below a directory.
func lay(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// all are the files below a directory.
func all(t *testing.T, dir string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		files = append(files, filepath.ToSlash(rel))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

const (
	h = "0123456789abcdef" // of a unit of a stand-in
	r = "fedcba9876543210" // of a real unit
)

// TestRemove has what cargo 1.95 leaves, and what a nightly leaves in the new
// layout. What is named "gone" or belongs to a stand-in's hash is to go; all else
// is to stay.
func TestRemove(t *testing.T) {
	t.Parallel()
	files := map[string]string{
		"debug/.cargo-lock":                              "",
		"x/release/.cargo-build-lock":                    "",
		"debug/gone":                                     "1",
		"debug/gone.d":                                   "/t/debug/gone: /s/nw-skeleton-bin.rs /s/nw-skeleton-lib.rs\n",
		"debug/gone.pdb":                                 "1",
		"debug/gone.toml":                                "a file of the user's, beside",
		"debug/real":                                     "1",
		"debug/real.d":                                   "/t/debug/real: /s/src/main.rs /s/nw-skeleton-x/lib.rs /s/nw-skeleton-build.txt\n",
		"debug/examples/gone2":                           "1",
		"debug/examples/gone2.d":                         "/t/debug/examples/gone2: /s/nw-skeleton-example2.rs\n",
		"debug/examples/gone2-" + h:                      "1",
		"debug/examples/gone2-" + h + ".d":               "/t/gone2: nw-skeleton-example2.rs\n",
		"debug/deps/gone-" + h:                           "1",
		"debug/deps/gone-" + h + ".d":                    "/t/gone: nw-skeleton-bin.rs\n\nnw-skeleton-bin.rs:\n",
		"debug/deps/gone-" + h + ".1.rcgu.o":             "1",
		"debug/deps/gone-" + r:                           "1",
		"debug/deps/gone-" + r + ".d":                    "/t/gone: src/main.rs\n",
		"debug/deps/libcdylib.so":                        "1",
		"debug/deps/cdylib.d":                            "/t/libcdylib.so: /s/a\\ b/nw-skeleton-lib.rs\n",
		"debug/deps/libcdylib2.so":                       "1",
		"debug/.fingerprint/gone-" + h + "/dep-bin-gone": "\x01nw-skeleton-bin.rs",
		"debug/.fingerprint/gone-" + h + "/bin-gone":     "1",
		"debug/.fingerprint/gone-" + r + "/dep-bin-gone": "\x01src/main.rs",
		"debug/.fingerprint/leaf-" + h + "/dep-lib-leaf": "\x01src/lib.rs",
		"debug/.fingerprint/gone-1" + h[1:] + "/run-build-script-build-script-nw-skeleton-build2":    "1",
		"debug/build/gone-1" + h[1:] + "/out/x":                                                      "1",
		"debug/build/gone-" + h + "/build-script-nw-skeleton-build":                                  "1",
		"debug/build/leaf-" + h + "/build-script-build":                                              "1",
		"x/release/build/gone/" + h + "/fingerprint/dep-lib-gone":                                    "\x01nw-skeleton-lib.rs",
		"x/release/build/gone/" + h + "/out/libgone.rlib":                                            "1",
		"x/release/build/half/" + h + "/fingerprint/run-build-script-build-script-nw-skeleton-build": "1",
		"x/release/build/half/" + r + "/fingerprint/dep-lib-half":                                    "\x01src/lib.rs",
		"unlocked/gone":   "1",
		"unlocked/gone.d": "/t/unlocked/gone: /s/nw-skeleton-bin.rs\n",
	}
	want := []string{
		"debug/.cargo-lock", "x/release/.cargo-build-lock", "x/release/.cargo-lock", "debug/gone.toml", "debug/real", "debug/real.d",
		"debug/deps/gone-" + r, "debug/deps/gone-" + r + ".d", "debug/deps/libcdylib2.so",
		"debug/.fingerprint/gone-" + r + "/dep-bin-gone", "debug/.fingerprint/leaf-" + h + "/dep-lib-leaf",
		"debug/build/leaf-" + h + "/build-script-build", "x/release/build/half/" + r + "/fingerprint/dep-lib-half",
		"unlocked/gone", "unlocked/gone.d",
	}
	dir := lay(t, files)
	left, err := standin.Find(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err = left.Remove(); err != nil {
		t.Fatal(err)
	}
	left.Close()
	got := all(t, dir)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("left\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if _, err = os.Stat(filepath.Join(dir, "x", "release", "build", "gone")); err == nil {
		t.Error("a package without units has a directory")
	}
	again, err := standin.Find(dir)
	if err != nil || len(again.Paths) > 0 {
		t.Errorf("the second time: %v, %v", again.Paths, err)
	}
	again.Close() // Windows does not remove an open file
}

// TestIncremental has crates that were compiled before and after.
func TestIncremental(t *testing.T) {
	t.Parallel()
	dir := lay(t, map[string]string{"debug/.cargo-lock": "", "debug/incremental/before-1/s-1/x": "", "debug/incremental/after-1/s-1/x": ""})
	past := time.Now().Add(-time.Hour)
	if err := os.Chtimes(filepath.Join(dir, "debug", "incremental", "before-1"), past, past); err != nil {
		t.Fatal(err)
	}
	for since, want := range map[time.Time][]string{{}: nil, past.Add(time.Minute): {filepath.Join(dir, "debug", "incremental", "after-1")}} {
		left, err := standin.FindSince(dir, since)
		if err != nil || !slices.Equal(left.Paths, want) {
			t.Errorf("since %v: got %q, %v", since, left.Paths, err)
		}
		left.Close()
	}
}

// TestBusy leaves a directory in which a cargo is at work alone.
func TestBusy(t *testing.T) {
	t.Parallel()
	dir := lay(t, map[string]string{"debug/.cargo-lock": "", "debug/gone.d": "/t/gone: /s/nw-skeleton-bin.rs\n"})
	debug := filepath.Join(dir, "debug")
	cargo := builddir.Hold([]string{debug})
	left, err := standin.Find(dir)
	if err != nil || len(left.Paths) > 0 || !slices.Equal(left.Busy, []string{debug}) {
		t.Errorf("got %+v, %v", left, err)
	}
	cargo.Release()
	left, err = standin.Find(dir)
	if err != nil || len(left.Paths) != 1 || left.Busy != nil {
		t.Errorf("released: got %+v, %v", left, err)
	}
	left.Close()
}

func TestPlaces(t *testing.T) {
	t.Parallel()
	dir := lay(t, map[string]string{"ab/cdef/b/x": "", "ab/0123/b/x": ""})
	got := standin.Places(filepath.Join(dir, "{workspace-path-hash}", "b"))
	if want := []string{filepath.Join(dir, "ab/0123/b"), filepath.Join(dir, "ab/cdef/b")}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := standin.Places(dir); !slices.Equal(got, []string{dir}) {
		t.Errorf("without a hash: %q", got)
	}
}
