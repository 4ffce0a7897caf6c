//go:build unix

package change

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/internal/report"
)

// scene is a directory with files of each kind, and changes of each kind.
type scene struct {
	dir    string
	files  []File
	before map[string]string
	after  map[string]string
}

func newScene(t *testing.T) scene {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	in := func(name string) string { return filepath.Join(dir, name) }
	for name, text := range map[string]string{"a/one": "1\r\n", "b/two": "2", "c/three": "3\n", "bystander": "x"} {
		err = errors.Join(err, os.MkdirAll(filepath.Dir(in(name)), 0o755), os.WriteFile(in(name), []byte(text), 0o644))
	}
	err = errors.Join(err, os.Chmod(in("a/one"), 0o640), os.Chmod(in("c/three"), 0o755), os.Symlink("../b/two", in("a/link")))
	s := scene{dir: dir}
	for _, name := range []string{"a/one", "d/it's/four", "a/link", "c/three", "five", "d/six"} {
		f, bad := Read(in(name))
		err = errors.Join(err, bad)
		f.New, f.Remove = []byte("new "+name), name == "c/three"
		s.files = append(s.files, f)
	}
	if err != nil {
		t.Fatal(err)
	}
	s.before = s.snapshot(t)
	s.after = maps.Clone(s.before)
	delete(s.after, "c/three")
	s.after["a/one"], s.after["b/two"] = "-rw-r----- new a/one", "-rw-r--r-- new a/link"
	s.after["five"], s.after["d/six"], s.after["d/it's/four"] = "-rw-r--r-- new five", "-rw-r--r-- new d/six", "-rw-r--r-- new d/it's/four"
	s.after["d"], s.after["d/it's"] = s.after["a"], s.after["a"]
	return s
}

// write writes all files, calling before ahead of each change of the disk.
func (s scene) write(ctx context.Context, before func(call, path string) error) error {
	w := &writer{style: report.Style{Cwd: s.dir}, before: before}
	return w.write(ctx, s.files)
}

// snapshot is all that there is, with permissions.
func (s scene) snapshot(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(s.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == s.dir {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(s.dir, path)
		found[rel] = info.Mode().String()
		switch {
		case info.Mode().IsRegular():
			text, bad := os.ReadFile(path)
			err = errors.Join(err, bad)
			found[rel] += " " + string(text)
		case !info.IsDir():
			to, bad := os.Readlink(path)
			err = errors.Join(err, bad)
			found[rel] += " " + to
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func (s scene) is(t *testing.T, want map[string]string) {
	t.Helper()
	if got := s.snapshot(t); !maps.Equal(got, want) {
		t.Errorf("there is\n%q, want\n%q", got, want)
	}
}

var errDisk = errors.New("the disk is broken")

// failing lets the calls of the given numbers fail, or all from the last one
// on. It returns how many calls there were and the names of those that failed.
type failing struct {
	at     []int
	onward bool
	noLink bool // as on a file system without hard links
	n      int
	failed []string
}

func (f *failing) before(call, path string) error {
	if f.noLink && call == "link" {
		return syscall.EPERM
	}
	n := f.n
	f.n++
	for i, at := range f.at {
		if n == at || n > at && f.onward && i == len(f.at)-1 {
			f.failed = append(f.failed, fmt.Sprintf("%d %s %s", n, call, filepath.Base(path)))
			return &fs.PathError{Op: call, Path: path, Err: errDisk}
		}
	}
	return nil
}

func TestWrite(t *testing.T) {
	t.Parallel()
	for _, noLink := range []bool{false, true} {
		s := newScene(t)
		if err := s.write(t.Context(), (&failing{noLink: noLink}).before); err != nil {
			t.Error(err)
		}
		s.is(t, s.after)
	}
}

// TestWriteFails lets each call fail that changes the disk: everything is as it
// was, but for a link, for which there is another way, and for what is cleared
// away at the end.
func TestWriteFails(t *testing.T) {
	t.Parallel()
	for _, noLink := range []bool{false, true} {
		counting := &failing{noLink: noLink}
		if err := newScene(t).write(t.Context(), counting.before); err != nil || counting.n < 15 {
			t.Fatalf("%d calls, %v", counting.n, err)
		}
		for n := range counting.n {
			s, f := newScene(t), &failing{at: []int{n}, noLink: noLink}
			err := s.write(t.Context(), f.before)
			switch {
			case err == nil && strings.Contains(f.failed[0], " link "):
				s.is(t, s.after)
			case err != nil && strings.HasPrefix(err.Error(), "all files are written, but this could not be removed: "):
				s.isWithLeft(t, s.after, err)
			case err == nil || !strings.HasPrefix(err.Error(), "writing ") || !errors.Is(err, errDisk) ||
				!strings.HasSuffix(err.Error(), ": the disk is broken; nothing was written") && !strings.HasSuffix(err.Error(), ": the disk is broken; what had been written was undone"):
				t.Errorf("%v: %v", f.failed, err)
			default:
				s.is(t, s.before)
			}
		}
	}
}

// TestUndoFails lets two calls fail, and all from the second one on: what is
// not as it was is in the error, and the hint puts it back.
func TestUndoFails(t *testing.T) {
	t.Parallel()
	hints := 0
	for first := 0; ; first++ {
		for second := first + 1; ; second++ {
			f := failing{at: []int{first, second}}
			hinted := f.undone(t)
			if hinted {
				hints++
				(&failing{at: f.at, onward: true}).undone(t)
			}
			if len(f.failed) < 2 { // there are no more calls
				if second == first+1 && hints > 0 {
					return
				}
				break
			}
		}
	}
}

// undone writes, and checks that everything is as it was except for what the
// error says; hinted says whether that had to be put back by hand.
func (f *failing) undone(t *testing.T) (hinted bool) {
	t.Helper()
	s := newScene(t)
	err := s.write(t.Context(), f.before)
	if len(f.failed) < 2 || err == nil {
		return false // the other tests are about that
	}
	remedy := hint.Of(err)
	want := s.before
	if strings.HasPrefix(err.Error(), "all files are written") {
		want = s.after
	}
	if remedy != "" {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		cmd := exec.CommandContext(ctx, "sh", "-c", remedy)
		cmd.Dir = s.dir
		if out, bad := cmd.CombinedOutput(); bad != nil {
			t.Errorf("%s: %v\n%s", remedy, bad, out)
		}
	}
	s.isWithLeft(t, want, err)
	if t.Failed() {
		t.Fatalf("%v: %v\nhint: %s", f.failed, err, remedy)
	}
	return remedy != ""
}

// isWithLeft is content with what the error says could not be removed.
func (s scene) isWithLeft(t *testing.T, want map[string]string, err error) {
	t.Helper()
	got := s.snapshot(t)
	_, said, _ := strings.Cut(err.Error(), "this could not be removed: ")
	for name := range got {
		if _, wanted := want[name]; !wanted && strings.Contains(said, name+" (") {
			delete(got, name)
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("there is\n%q, want\n%q, and the error says\n%v", got, want, err)
	}
}

// TestWriteRefuses has files that cannot be written, after files that can.
func TestWriteRefuses(t *testing.T) {
	t.Parallel()
	for want, spoil := range map[string]func(s *scene) error{
		"writing a/one: it has changed since it was read; nothing was written": func(s *scene) error {
			return os.WriteFile(filepath.Join(s.dir, "a/one"), []byte("other"), 0o600)
		},
		"writing c/three: it has changed since it was read; nothing was written": func(s *scene) error {
			return os.Remove(filepath.Join(s.dir, "c/three"))
		},
		"writing a/link: it has changed since it was read; nothing was written": func(s *scene) error {
			return errors.Join(os.Remove(filepath.Join(s.dir, "a/link")), os.Symlink("../c/three", filepath.Join(s.dir, "a/link")))
		},
		"writing a/link: the file is read-only; nothing was written": func(s *scene) error {
			return os.Chmod(filepath.Join(s.dir, "b/two"), 0o444)
		},
		"writing c/three: the file is read-only; nothing was written": func(s *scene) error {
			return os.Chmod(filepath.Join(s.dir, "c/three"), 0o555)
		},
		"writing five: something has been created there in the meantime; nothing was written": func(s *scene) error {
			return os.WriteFile(filepath.Join(s.dir, "five"), nil, 0o600)
		},
		"writing d/six: something has been created there in the meantime; nothing was written": func(s *scene) error {
			return os.MkdirAll(filepath.Join(s.dir, "d/six"), 0o750)
		},
		"writing five: it is a symlink that leads nowhere; nothing was written": func(s *scene) error {
			return os.Symlink("nowhere", filepath.Join(s.dir, "five"))
		},
		"writing d/it's/four: not a directory; nothing was written": func(s *scene) error {
			return os.WriteFile(filepath.Join(s.dir, "d"), nil, 0o600)
		},
		"writing a/one: is not a regular file; nothing was written": func(s *scene) error {
			return errors.Join(os.Remove(filepath.Join(s.dir, "a/one")), os.Mkdir(filepath.Join(s.dir, "a/one"), 0o750))
		},
		"writing a/link: it is a symlink, and symlinks are not removed; nothing was written": func(s *scene) error {
			s.files[2].Remove = true
			return nil
		},
		"writing a/link: it is the same file as b/two; nothing was written": func(s *scene) error {
			two, err := Read(filepath.Join(s.dir, "b/two"))
			s.files = append([]File{two}, s.files...)
			return err
		},
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			s := newScene(t)
			if err := spoil(&s); err != nil {
				t.Fatal(err)
			}
			s.before = s.snapshot(t)
			if err := s.write(t.Context(), nil); err == nil || err.Error() != want {
				t.Errorf("got %v, want %s", err, want)
			}
			s.is(t, s.before)
		})
	}
}

// TestWriteInTheWay creates a directory in the place of a new file, after the
// first file has been replaced.
func TestWriteInTheWay(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	err := s.write(t.Context(), func(call, path string) error {
		if call == "rename" && filepath.Base(path) == "one" {
			return os.MkdirAll(filepath.Join(s.dir, "five"), 0o755)
		}
		return nil
	})
	const want = "writing five: something has been created there in the meantime; what had been written was undone"
	if err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
	s.before["five"] = s.before["a"]
	s.is(t, s.before)
}

// TestWriteSignalled ends the context before the first file is replaced, and
// while it is.
func TestWriteSignalled(t *testing.T) {
	t.Parallel()
	for call, written := range map[string]bool{"mkdir": false, "create": false, "rename": true, "remove": true} {
		ctx, cancel := context.WithCancelCause(t.Context())
		s := newScene(t)
		err := s.write(ctx, func(now, _ string) error {
			if now == call {
				cancel(proc.Stop{Signal: os.Interrupt})
			}
			return nil
		})
		if written {
			if err != nil {
				t.Errorf("at %s: %v", call, err)
			}
			s.is(t, s.after)
			continue
		}
		if stop := (proc.Stop{}); !errors.As(err, &stop) || err.Error() != "interrupted by signal: interrupt; nothing was written" {
			t.Errorf("at %s: %v", call, err)
		}
		s.is(t, s.before)
	}
}

// TestApplySignalled gets a signal while it writes: too late to stop it.
func TestApplySignalled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancelCause(t.Context())
	s := newScene(t)
	var stderr strings.Builder
	w := &writer{before: func(call, _ string) error {
		if call == "rename" {
			cancel(proc.Stop{Signal: syscall.SIGTERM})
		}
		return nil
	}}
	c := command.Call{Dir: s.dir, Stdout: &stderr, Stderr: &stderr, Style: report.Style{Quiet: true}}
	status, err := (&Modes{Yes: true}).apply(ctx, c, "greet", Set{Dir: s.dir, Files: s.files}, w)
	if status != 143 || err != nil || stderr.String() != "all files were written\n" {
		t.Errorf("status %d, %v, stderr %q", status, err, stderr.String())
	}
	s.is(t, s.after)
}
