package output

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// TestLogsFollowNoLinks has a directory for logs that somebody else has laid
// out: what the links in it lead to stays as it is, at the first attempt and at
// the next one.
func TestLogsFollowNoLinks(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	precious := filepath.Join(dir, "precious")
	write := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	read := func(path string) string {
		t.Helper()
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	write(precious, "precious")
	folder := filepath.Join(dir, "logs")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	link := func(name string) {
		t.Helper()
		path := filepath.Join(folder, name)
		_ = os.Remove(path)
		if err := os.Symlink(precious, path); err != nil {
			t.Skip(err)
		}
	}
	link("01-a.log")
	if err := os.Link(precious, filepath.Join(folder, "02-b.log")); err != nil {
		t.Skip(err)
	}
	if err := os.Symlink(filepath.Join(dir, "new"), filepath.Join(folder, "03-c.log")); err != nil {
		t.Skip(err)
	}
	l, err := newLogs(folder, []string{"a", "b", "c"})
	if err != nil {
		t.Fatal(err)
	}
	one := func(i int, again bool, text string) {
		t.Helper()
		f := l.open(i, again)
		f.write([]byte(text))
		f.close()
	}
	for i := range 3 {
		one(i, false, "one")
	}
	one(1, true, " two")
	link("01-a.log")
	one(0, true, "two")
	if l.err != nil {
		t.Error(l.err)
	}
	for name, want := range map[string]string{"../precious": "precious", "01-a.log": "two", "02-b.log": "one two", "03-c.log": "one"} {
		if got := read(filepath.Join(folder, name)); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if _, err := os.Lstat(filepath.Join(dir, "new")); err == nil {
		t.Error("a file was made where a link leads")
	}
}

// TestLogOnFullDisk keeps the error of a log that cannot grow, for the end.
func TestLogOnFullDisk(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the error is another one there; wine has the file")
	}
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	l, err := newLogs(t.TempDir(), []string{"a"})
	if err != nil {
		t.Fatal(err)
	}
	f := &logFile{logs: l, file: full}
	f.write([]byte("x"))
	f.close()
	if l.err == nil || !strings.HasPrefix(l.err.Error(), "writing a log: ") || !errors.Is(l.err, syscall.ENOSPC) {
		t.Errorf("got %v", l.err)
	}
}
