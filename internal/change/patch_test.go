//go:build unix

package change_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/change"
	"github.com/cargo-nw/cargo-nw/internal/report"
)

var style = report.Style{Cwd: "/w"}

const forged = "x\n--- /dev/null\n+++ b/forged\n@@ -0,0 +1 @@\n+forged\n"

// patches are sets of files, whose paths are relative.
var patches = map[string][]change.File{
	"changed":               {{Path: "x", Exists: true, Old: text("a\nb\n"), New: text("a\nc\nb\n")}},
	"two hunks":             {{Path: "x", Exists: true, Old: text("a\n" + strings.Repeat("same\n", 30) + "z\n"), New: text("b\n" + strings.Repeat("same\n", 30) + "y\n")}},
	"no line end":           {{Path: "x", Exists: true, Old: text("a\nb"), New: text("a\nc")}},
	"a line end is added":   {{Path: "x", Exists: true, Old: text("a\nb"), New: text("a\nb\n")}},
	"a line end is removed": {{Path: "x", Exists: true, Old: text("a\nb\n"), New: text("a\nb")}},
	"windows":               {{Path: "x", Exists: true, Old: text("a\r\nb\r\n"), New: text("a\r\nc\r\nb\r\n")}},
	"windows becomes unix":  {{Path: "x", Exists: true, Old: text("a\r\nb\r\n"), New: text("a\nb\n")}},
	"carriage returns":      {{Path: "x", Exists: true, Old: text("a\rb\r"), New: text("a\rb\rc")}},
	"byte order mark":       {{Path: "x", Exists: true, Old: text("\ufeffa\n"), New: text("\ufeffa\nb\n")}},
	"any bytes":             {{Path: "x", Exists: true, Old: text("\x00\xff\n\x01\n"), New: text("\x00\xfe\n\x01\n")}},
	"like a header":         {{Path: "x", Exists: true, Old: text("-- a/y\n++ b/y\n@@ -1 +1 @@\n"), New: text("++ b/y\n-- a/y\n")}},
	"was empty":             {{Path: "x", Exists: true, New: text("a\n")}},
	"becomes empty":         {{Path: "x", Exists: true, Old: text("a\nb\n")}},
	"new":                   {{Path: "d/e/x", New: text("a\nb\n")}},
	"new, no line end":      {{Path: "x", New: text("a")}},
	"removed":               {{Path: "x", Exists: true, Old: text("a\nb\n"), Remove: true}},
	"removed, no line end":  {{Path: "d/x", Exists: true, Old: text("a\r\nb"), Remove: true}},
	"nothing":               nil,
	"several":               {{Path: "a", Exists: true, Old: text("a\n"), New: text("b\n")}, {Path: "b", New: text("b\n")}, {Path: "c", Exists: true, Old: text("c\n"), Remove: true}},
	"names": {
		named("a b/c é"), named(" blank"), named("blank "), named("-dash"), named("tab\tstop"), named("line\nend"), named("return\rname"),
		named(`quote"d`), named(`"quoted"`), named(`back\slash\n`), named("\xff\xfe"), named("é \xff\n"), named("\x1b[31m"), named("\u202e"),
		named("b/x"), named("dev/null"), named("x 2024-01-01 00:00:00 +0000"), named("x\t2024-01-01 00:00:00.000000000 +0000"), named("a => b"), named(forged),
	},
	"new names":     {unknown("a b"), unknown("blank "), unknown("line\nend"), unknown("\xff\t\""), unknown("x 2024-01-01 00:00:00 +0000"), unknown(forged)},
	"removed names": {gone("a b"), gone("blank "), gone("line\nend"), gone("\xff\t\""), gone(forged)},
}

func text(s string) []byte { return []byte(s) }

func named(path string) change.File {
	return change.File{Path: path, Exists: true, Old: text("old\n"), New: text("new\n")}
}

func unknown(path string) change.File { return change.File{Path: path, New: text("new\n")} }

func gone(path string) change.File {
	return change.File{Path: path, Exists: true, Old: text("old\n"), Remove: true}
}

// TestPatch applies each patch below the top of a git repository, outside of
// one, and by GNU patch.
func TestPatch(t *testing.T) {
	t.Parallel()
	programs := map[string][]string{"git apply": {"git", "apply"}, "git apply, no repository": {"git", "apply"}, "patch": {"patch", "-p1"}}
	if version := tool(t, ".", nil, "patch", "--version"); !strings.HasPrefix(version, "GNU patch") {
		delete(programs, "patch")
	}
	for name, files := range patches {
		for program, argv := range programs {
			t.Run(name+" by "+program, func(t *testing.T) {
				t.Parallel()
				top := physical(t)
				if program == "git apply" {
					tool(t, top, nil, "git", "init", "-q")
				}
				base := filepath.Join(top, "in", "here")
				put(t, filepath.Join(base, "bystander"), "same\n")
				want := map[string]string{"bystander": "same\n"}
				list := make([]change.File, len(files))
				for i, f := range files {
					if runtime.GOOS == "darwin" {
						f.Path = strings.ToValidUTF8(f.Path, "é") // its file system has no other names
					}
					if f.Exists {
						put(t, filepath.Join(base, f.Path), string(f.Old))
					}
					if !f.Remove {
						want[f.Path] = string(f.New)
					}
					f.Path = filepath.Join(base, f.Path)
					list[i] = f
				}
				patch, left := change.Patch(base, list)
				if len(left) > 0 {
					t.Errorf("left out: %+v", left)
				}
				if patch != "" { // an empty one is an error for git
					tool(t, base, text(patch), argv...)
				}
				if got := contents(t, base); !maps.Equal(got, want) {
					t.Errorf("got %q, want %q, by\n%s", got, want, patch)
				}
			})
		}
	}
}

// TestPatchEmpty checks that what a patch cannot say is left out, and listed.
func TestPatchEmpty(t *testing.T) {
	t.Parallel()
	files := []change.File{{Path: "/w/new"}, {Path: "/w/old", Exists: true, Remove: true}}
	patch, left := change.Patch("/w", append(files, unknown("/w/x")))
	if len(left) != 2 || left[0].Path != "/w/new" || left[1].Path != "/w/old" || patch != "--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+new\n" {
		t.Errorf("left %+v, patch\n%s", left, patch)
	}
}

// TestPatchSymlink checks that a patch contains the file that a symlink leads
// to: neither program follows symlinks.
func TestPatchSymlink(t *testing.T) {
	t.Parallel()
	base := physical(t)
	put(t, filepath.Join(base, "real", "x"), "a\n")
	if err := errors.Join(os.Symlink("real/x", filepath.Join(base, "link")), os.Symlink("real", filepath.Join(base, "dir"))); err != nil {
		t.Fatal(err)
	}
	list := make([]change.File, 0, 2)
	for _, path := range []string{"link", "dir/new"} {
		f, err := change.Read(filepath.Join(base, path))
		if err != nil {
			t.Fatal(err)
		}
		f.New = text("b\n")
		list = append(list, f)
	}
	patch, _ := change.Patch(base, list)
	tool(t, base, text(patch), "git", "apply")
	if got := contents(t, filepath.Join(base, "real")); got["x"] != "b\n" || got["new"] != "b\n" {
		t.Errorf("got %q, by\n%s", got, patch)
	}
}

// tool runs a program that must end well, and returns what it prints.
func tool(t *testing.T, dir string, stdin []byte, argv ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	path, err := exec.LookPath(argv[0])
	if err != nil && argv[0] == "patch" {
		return ""
	}
	cmd := exec.CommandContext(ctx, path, argv[1:]...)
	cmd.Dir, cmd.Stdin = dir, bytes.NewReader(stdin)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1", "LC_ALL=C")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%q: %v\n%s\n%s", argv, err, out, stdin)
	}
	return string(out)
}

// contents is what is in the files of a directory, git's aside.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		found[rel] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
