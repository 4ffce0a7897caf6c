//go:build unix

package regular_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/regular"
)

// result is what a reader returns, within a time limit: nothing waits.
func result(t *testing.T, read func(string) ([]byte, error), path string) (string, error) {
	t.Helper()
	var data []byte
	var err error
	done := make(chan struct{})
	go func() { defer close(done); data, err = read(path) }()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		t.Fatalf("%s: it waits", path)
	}
	return string(data), err
}

func TestRead(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	link := func(name, to string) string {
		path := filepath.Join(dir, name)
		if err := os.Symlink(to, path); err != nil {
			t.Fatal(err)
		}
		return path
	}
	fifo := filepath.Join(dir, "fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	sparse, edge := put("sparse", ""), put("edge", "")
	if err := errors.Join(os.Truncate(sparse, 1<<30), os.Truncate(edge, regular.Limit)); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		path, want string
		err        error
	}{
		{put("empty", ""), "", nil},
		{put("text", "a\nb"), "a\nb", nil},
		{link("link", "text"), "a\nb", nil},
		{edge, strings.Repeat("\x00", regular.Limit), nil},
		{sparse, "", regular.ErrTooBig},
		{fifo, "", regular.ErrNotRegular},
		{link("to fifo", "fifo"), "", regular.ErrNotRegular},
		{link("zero", "/dev/zero"), "", regular.ErrNotRegular},
		{dir, "", syscall.EISDIR},
		{filepath.Join(dir, "none"), "", fs.ErrNotExist},
		{filepath.Join(dir, "text", "x"), "", syscall.ENOTDIR},
		{link("circle", "circle"), "", syscall.ELOOP},
	} {
		got, err := result(t, regular.Read, tt.path)
		if got != tt.want || !errors.Is(err, tt.err) || err != nil && !strings.Contains(err.Error(), tt.path) {
			t.Errorf("%s: got %d bytes, %v", tt.path, len(got), err)
		}
		again, err := result(t, func(path string) ([]byte, error) { return regular.Append([]byte("x"), path) }, tt.path)
		if !errors.Is(err, tt.err) || err == nil && again != "x"+tt.want {
			t.Errorf("%s: appended, %d bytes, %v", tt.path, len(again), err)
		}
	}
}

// TestReadNamed has pipes, as a shell's <(command) is one.
func TestReadNamed(t *testing.T) {
	t.Parallel()
	fifo := filepath.Join(t.TempDir(), "fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := result(t, regular.ReadNamed, fifo); got != "" || err != nil {
		t.Errorf("without a writer: %q, %v", got, err)
	}
	w, err := os.OpenFile(fifo, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		_, _ = w.WriteString("some text")
		time.AfterFunc(10*time.Millisecond, func() { _ = w.Close() })
	}()
	if got, err := result(t, regular.ReadNamed, fifo); got != "some text" || err != nil {
		t.Errorf("with a writer: %q, %v", got, err)
	}
	if _, err := result(t, regular.ReadNamed, "/dev/zero"); !errors.Is(err, regular.ErrNotRegular) {
		t.Errorf("a device: %v", err)
	}
}

// TestExtend writes at the end of a file, and does not wait.
func TestExtend(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := errors.Join(os.WriteFile(filepath.Join(dir, "file"), []byte("a"), 0o600), syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600)); err != nil {
		t.Fatal(err)
	}
	extend := func(path string) ([]byte, error) {
		f, err := regular.Extend(path)
		if err != nil {
			return nil, err
		}
		_, err = f.WriteString("b")
		if err = errors.Join(err, f.Close()); err != nil {
			return nil, err
		}
		return os.ReadFile(path)
	}
	for name, want := range map[string]string{"file": "ab", "new": "b"} {
		if got, err := result(t, extend, filepath.Join(dir, name)); got != want || err != nil {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
	for _, name := range []string{"pipe", "."} {
		if got, err := result(t, extend, filepath.Join(dir, name)); err == nil {
			t.Errorf("%s: written to, got %q", name, got)
		}
	}
	if _, err := result(t, extend, os.DevNull); !errors.Is(err, regular.ErrNotRegular) {
		t.Errorf("a device: got %v", err)
	}
}
