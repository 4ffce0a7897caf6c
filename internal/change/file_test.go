//go:build unix

package change_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/change"
	"github.com/cargo-nw/cargo-nw/internal/regular"
)

// physical is a new directory, symlinks resolved.
func physical(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// put writes a file and the directories above it.
func put(t *testing.T, path, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
		t.Fatal(err)
	}
}

func TestRead(t *testing.T) {
	t.Parallel()
	dir := physical(t)
	in := func(name string) string { return filepath.Join(dir, name) }
	put(t, in("real/file"), "text\r\n")
	put(t, in("empty"), "")
	put(t, in("large"), "")
	if err := errors.Join(
		os.Symlink("real", in("link")), os.Symlink("real/file", in("linked")), os.Symlink("nowhere", in("dangling")),
		os.Symlink("/dev/zero", in("zero")), syscall.Mkfifo(in("pipe"), 0o600), os.Truncate(in("large"), regular.Limit+1),
	); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		path, target string
		exists       bool
		old, err     string
	}{
		{path: "real/file", exists: true, old: "text\r\n"},
		{path: "empty", exists: true},
		{path: "linked", target: "real/file", exists: true, old: "text\r\n"},
		{path: "link/file", target: "real/file", exists: true, old: "text\r\n"},
		{path: "new/file"},
		{path: "link/new/file", target: "real/new/file"},
		{path: "dangling", err: "it is a symlink that leads nowhere"},
		{path: "dangling/file", err: "it is a symlink that leads nowhere"},
		{path: "real", err: "is a directory"},
		{path: "zero", err: "is not a regular file"},
		{path: "pipe", err: "is not a regular file"},
		{path: "large", err: "is larger than 32 MiB"},
		{path: "empty/file", err: "not a directory"},
	}
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			t.Parallel()
			f, err := change.Read(in(tt.path))
			if tt.err != "" {
				if want := "reading " + in(tt.path) + ": " + tt.err; err == nil || err.Error() != want {
					t.Errorf("got %v, want %s", err, want)
				}
				return
			}
			if tt.target != "" {
				tt.target = in(tt.target)
			}
			if err != nil || f.Path != in(tt.path) || f.Target != tt.target || f.Exists != tt.exists || string(f.Old) != tt.old {
				t.Errorf("got %+v, %v", f, err)
			}
		})
	}
}

func TestBase(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		dir   string
		files []change.File
		want  string
	}{
		{"/w/a", nil, "/w/a"},
		{"/w/a", []change.File{{Path: "/w/a/b/c"}}, "/w/a"},
		{"/w/a", []change.File{{Path: "/w/ab"}}, "/w"},
		{"/w/a", []change.File{{Path: "/w/a/b"}, {Path: "/w/c/d"}}, "/w"},
		{"/w/a", []change.File{{Path: "/x"}}, "/"},
		{"/w/a", []change.File{{Path: "/w/a/b", Target: "/w/real"}}, "/w"},
	} {
		if got := change.Base(tt.dir, tt.files...); got != tt.want {
			t.Errorf("%s and %+v: %s, want %s", tt.dir, tt.files, got, tt.want)
		}
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		file change.File
		want string
	}{
		"a file":          {change.File{Path: "/w/a/x", What: "create"}, "a/x: create\n"},
		"what is added":   {change.File{Path: "/w/x", What: "add", Items: []string{`"a"`, "b"}}, "x: add\n    \"a\"\n    b\n"},
		"above":           {change.File{Path: "/x", What: "remove"}, "../x: remove\n"},
		"a symlink":       {change.File{Path: "/w/x", Target: "/w/real", What: "create"}, "x: create\n"},
		"an escape":       {change.File{Path: "/w/\x1b[31m\n", What: "add to \x1b", Items: []string{"\r"}}, strings.ReplaceAll("'\\x1b[31m\\n': 'add to \\x1b'\n    '\\r'\n", "'", `"`)},
		"not valid UTF-8": {change.File{Path: "/w/\xff", What: "create"}, "\"\\xff\": create\n"},
	} {
		if got := change.Text(style, []change.File{tt.file}); got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}
