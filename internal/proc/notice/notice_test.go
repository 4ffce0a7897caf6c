//go:build unix

package notice_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/proc/ancestry"
	"github.com/cargo-nw/cargo-nw/internal/proc/notice"
)

// posted is the notice of this process in its own directory.
func posted(t *testing.T, text string) (n *notice.Notice, id ancestry.ID, runtime string) {
	t.Helper()
	runtime = t.TempDir()
	if err := os.Chmod(runtime, 0o700); err != nil {
		t.Fatal(err)
	}
	n, err := notice.Post([]string{"XDG_RUNTIME_DIR=" + runtime})
	if err != nil {
		t.Fatal(err)
	}
	if err := n.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	id, ok := ancestry.Self()
	if !ok {
		t.Fatal("this process is unknown")
	}
	return n, id, runtime
}

func TestNotice(t *testing.T) {
	t.Parallel()
	n, id, runtime := posted(t, "a longer text")
	if err := n.Write([]byte("one\x00two\n")); err != nil {
		t.Fatal(err)
	}
	if text, ok := notice.Read(n.Dir(), id); !ok || string(text) != "one\x00two\n" {
		t.Errorf("read %q, %v", text, ok)
	}
	other := id
	other.Started++
	if text, ok := notice.Read(n.Dir(), other); ok {
		t.Errorf("another process with the same ID says %q", text)
	}
	n.Remove()
	if text, ok := notice.Read(n.Dir(), id); ok {
		t.Errorf("a removed one says %q", text)
	}
	if left, err := os.ReadDir(runtime); err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
}

// What a killed process has left is not believed, and the next one removes it.
func TestStale(t *testing.T) {
	t.Parallel()
	n, id, runtime := posted(t, "truth")
	stale := ancestry.ID{PID: id.PID, Started: id.Started + 1}
	path := filepath.Join(n.Dir(), notice.Name(stale))
	for _, name := range []string{path, filepath.Join(n.Dir(), "stray")} {
		if err := os.WriteFile(name, []byte("lie"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if text, ok := notice.Read(n.Dir(), stale); ok {
		t.Errorf("a dead process says %q", text)
	}
	if err := os.Rename(filepath.Join(n.Dir(), notice.Name(id)), filepath.Join(n.Dir(), "live")); err != nil {
		t.Fatal(err)
	}
	second, err := notice.Post([]string{"XDG_RUNTIME_DIR=" + runtime})
	if err != nil {
		t.Fatal(err)
	}
	defer second.Remove()
	left, err := os.ReadDir(n.Dir())
	if err != nil || len(left) != 2 || left[0].Name() != notice.Name(id) || left[1].Name() != "live" {
		t.Errorf("%v is left, %v", left, err)
	}
}

// A directory that others can write to, or that is a link, is not used.
func TestPrivate(t *testing.T) {
	t.Parallel()
	n, id, runtime := posted(t, "truth")
	defer n.Remove()
	link := filepath.Join(runtime, "link")
	if err := os.Symlink(n.Dir(), link); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{link, "", "cargo-nw"} {
		if text, ok := notice.Read(dir, id); ok {
			t.Errorf("in %q: %q", dir, text)
		}
	}
	if err := os.Chmod(n.Dir(), 0o770); err != nil {
		t.Fatal(err)
	}
	if text, ok := notice.Read(n.Dir(), id); ok {
		t.Errorf("from a directory that others can write to: %q", text)
	}
}
