package witness

import (
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/git"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/regular"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Witness remembers the files of a tree's workspaces. It is safe for concurrent
// use.
type Witness struct {
	env []string
	top string // of the repository

	mu    sync.Mutex
	files map[string]*file
	owned map[string][]string // files by the directory of their workspace, "" for those of none
}

// file is what is known of a file since the last look.
type file struct {
	path    string
	stamp   stamp
	content content // only if git cannot say what it was
	kept    bool    // content is known
}

// stamp is what changes when a file is written. The zero value is for a file
// that does not exist.
type stamp struct {
	size int64
	time time.Time
	mode os.FileMode
}

// content is a hash, zero for a file that does not exist.
type content [sha256.Size]byte

// Look remembers the tracked files of the repository that the tree starts in,
// and the lock files of all its workspaces. The error is one of git. env is the
// environment of this process.
func Look(ctx context.Context, env []string, tree nested.Tree) (*Witness, error) {
	top, err := git.Top(ctx, env, tree.Start)
	if err != nil {
		return nil, err
	}
	tracked, err := git.Tracked(ctx, env, top)
	if err != nil {
		return nil, err
	}
	dirty, err := git.Dirty(ctx, env, top, nil)
	if err != nil {
		return nil, err
	}
	w := &Witness{env: env, top: top, files: map[string]*file{}, owned: map[string][]string{}}
	homes := map[string]string{} // workspaces by real directory
	for _, ws := range slices.Concat(tree.Workspaces, tree.LeftOut) {
		homes[filepath.Dir(ws.Manifest)] = ws.Dir
	}
	for _, path := range tracked {
		w.add(path, nearest(homes, path), false)
	}
	for _, path := range dirty {
		if f := w.files[path]; f != nil {
			f.content, f.kept = read(path), true
		}
	}
	for _, ws := range tree.Workspaces {
		if path := lockfile.In(ws.Manifest); w.files[path] == nil {
			w.add(path, ws.Dir, true)
		}
	}
	return w, nil
}

func (w *Witness) add(path, owner string, keep bool) {
	f := &file{path: path, stamp: stampOf(path), kept: keep}
	if keep {
		f.content = read(path)
	}
	w.files[path] = f
	w.owned[owner] = append(w.owned[owner], path)
}

// nearest is the workspace that a file is in: that of the nearest directory
// above it, "" for none.
func nearest(homes map[string]string, path string) string {
	for up := range paths.Up(filepath.Dir(path)) {
		if ws, ok := homes[up]; ok {
			return ws
		}
	}
	return ""
}

// In are the files of the workspace in dir that have changed since the last
// look at it, sorted.
func (w *Witness) In(ctx context.Context, dir string) ([]string, error) {
	return w.changed(ctx, w.owned[dir])
}

// Rest are all files that have changed and that In has not told.
func (w *Witness) Rest(ctx context.Context) ([]string, error) {
	var all []string
	for path := range w.files {
		all = append(all, path)
	}
	return w.changed(ctx, all)
}

func (w *Witness) changed(ctx context.Context, candidates []string) ([]string, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var found, unknown []string
	for _, path := range candidates {
		f := w.files[path]
		now := stampOf(path)
		if now == f.stamp {
			continue
		}
		created := f.stamp == stamp{}
		f.stamp = now
		if !f.kept {
			unknown = append(unknown, path)
			continue
		}
		if is := read(path); is != f.content {
			f.content = is
			if !created || !git.Ignores(ctx, w.env, w.top, path) {
				found = append(found, path)
			}
		}
	}
	// What git cannot say later: the content is from now on compared with this one.
	if len(unknown) > 0 {
		dirty, err := git.Dirty(ctx, w.env, w.top, unknown)
		if err != nil {
			return nil, err
		}
		for _, path := range dirty {
			if f := w.files[path]; f != nil {
				f.content, f.kept = read(path), true
				found = append(found, path)
			}
		}
	}
	slices.Sort(found)
	return found, nil
}

func stampOf(path string) stamp {
	info, err := os.Lstat(path)
	if err != nil {
		return stamp{}
	}
	return stamp{info.Size(), info.ModTime(), info.Mode()}
}

// read is the hash of a file. One that cannot be read is like one that does not
// exist.
func read(path string) content {
	data, err := regular.Read(path)
	if err != nil {
		return content{}
	}
	return sha256.Sum256(data)
}
