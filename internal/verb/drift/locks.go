package drift

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/internal/variant"
	"github.com/cargo-nw/cargo-nw/nested"
)

// readLocks reads the lock files of a tree. Workspaces with a problem of their
// own are left out. Each error is about one lock file that is missing or cannot
// be read.
func readLocks(r *manifest.Reader, home string, tree nested.Tree) (locks []variant.Lock, unread []error) {
	for _, ws := range tree.Workspaces {
		if ws.Problem != nil {
			continue
		}
		lock, err := lockfile.Read(lockfile.In(ws.Manifest))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			unread = append(unread, hint.With(fmt.Errorf("reading the lock file: %w", err), "cargo nw fetch writes it"))
		case err != nil:
			unread = append(unread, hint.With(fmt.Errorf("reading the lock file: %w", err), "restore it from git, or remove it and run cargo nw fetch"))
		default:
			locks = append(locks, variant.Lock{Workspace: ws.Dir, Packages: lock.Packages, Asks: asker{r, home, ws, nil}.asks()})
		}
	}
	return locks, unread
}

// asker finds the manifests of the packages of a lock file.
type asker struct {
	reader *manifest.Reader
	home   string // CARGO_HOME
	ws     nested.Workspace
	local  map[string]string // manifests of packages on disk, by name; nil before it is read
}

func (a asker) asks() func(lockfile.Package) []variant.Ask {
	return func(p lockfile.Package) []variant.Ask {
		path, root := a.manifest(p)
		if path == "" {
			return nil
		}
		var list []variant.Ask
		for _, r := range a.reader.Settings(path).Requirements(a.reader.Settings(root)) {
			list = append(list, variant.Ask{By: p.Name + " " + p.Version, Manifest: path, Name: r.Name, Versions: r.Versions})
		}
		return list
	}
}

// manifest is that of a package, and the one it inherits from. A package of a
// registry has one where cargo has unpacked it; of a git repository none is
// looked for.
func (a *asker) manifest(p lockfile.Package) (path, root string) {
	if p.Source == "" {
		if a.local == nil {
			a.readLocal()
		}
		path = a.local[p.Name]
		root, err := a.reader.Root(path)
		if path == "" || err != nil {
			return path, path
		}
		return path, root
	}
	found, err := filepath.Glob(filepath.Join(literal(a.home), "registry", "src", "*", literal(p.Name+"-"+p.Version), manifest.FileName))
	if err != nil || len(found) == 0 {
		return "", ""
	}
	return found[0], found[0]
}

func (a *asker) readLocal() {
	a.local = map[string]string{}
	if read, err := a.reader.Workspace(a.ws.Manifest); err == nil {
		for _, path := range a.reader.Outside(read) {
			if m, err := a.reader.Load(path); err == nil && m.Package != nil {
				a.local[m.Package.Name] = path
			}
		}
	}
	for _, m := range a.ws.Members {
		a.local[m.Name] = m.Manifest
	}
}

// literal is a path as a pattern that matches only it.
func literal(path string) string {
	var text []rune
	for _, r := range path {
		if r == '*' || r == '?' || r == '[' {
			text = append(text, '[', r, ']')
			continue
		}
		text = append(text, r)
	}
	return string(text)
}
