package share

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/store"
)

// size adds up the files of a directory, each once. The store in it does not
// count.
func (v *surveying) size(p *Place, dir string, own map[[2]uint64]bool) {
	_ = filepath.WalkDir(paths.Resolve(dir), func(_ string, e fs.DirEntry, err error) error {
		if err != nil {
			return nil //nolint:nilerr // it is gone
		}
		if e.IsDir() && e.Name() == store.Name {
			return fs.SkipDir
		}
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() {
			return nil //nolint:nilerr // it is gone
		}
		n, id := store.Links(info)
		if n == 0 || !own[id] {
			p.Bytes += info.Size()
		}
		if n == 0 || !v.met[id] {
			v.Bytes += info.Size()
		}
		own[id], v.met[id] = true, true
		return nil
	})
}

// units counts what can be shared of a build directory, whatever is in the store.
func (v *surveying) units(w work, p *Place, d units.Directory) {
	y := v.sharing.yard(w, store.Group{Facts: store.Facts{T0: time.Now()}}, d, nil)
	picks, rest := y.harvest()
	for _, pick := range picks {
		p.Units++
		v.unit(p, d, pick.unit)
	}
	v.local(w, d, y, rest)
}

// local says what keeps units local that are not of the workspace's own packages.
func (v *surveying) local(w work, d units.Directory, y yard, rest []left) {
	onDisk, held, other := tally{}, tally{}, tally{}
	for _, l := range rest {
		source, isSource := strings.CutPrefix(l.why, becauseOf)
		switch {
		case isSource && filepath.IsAbs(source):
			onDisk.add(source)
		case isSource: // a member's
		case l.why == becauseBelow:
			if pkg, ok := immutable(d, l.unit, y.rule); ok {
				held.add(pkg)
			}
		default:
			other.add(l.unit.Name + " " + l.why)
		}
	}
	for _, c := range []struct {
		tally
		format string
	}{
		{onDisk, "%s built from sources that are vendored, patched or outside the workspace, such as %s; what depends on them stays local, too"},
		{held, "%s from a registry or a repository on top of local ones ([patch], for example), such as %s, so they stay local"},
		{other, "%s local for another reason, such as %s; what depends on them stays local, too"},
	} {
		if c.n > 0 {
			v.obstacle(w.root, fmt.Sprintf(c.format, c.units(), c.first), "")
		}
	}
}

// immutable says whether the sources of a unit do not change, whatever it depends
// on.
func immutable(d units.Directory, u units.Unit, r rule) (pkg string, ok bool) {
	f, err := read(d, u)
	if err != nil || u.Kind == units.Run {
		return "", false
	}
	pkg, why := r.compiled(f, []string{f.ownOut})
	return pkg, why == ""
}

// tally counts units, and remembers what to say of the first one.
type tally struct {
	n     int
	first string
}

func (t *tally) add(what string) {
	if t.n++; t.n == 1 {
		t.first = what
	}
}

func (t *tally) units() string {
	if t.n == 1 {
		return "1 unit is"
	}
	return fmt.Sprintf("%d units are", t.n)
}

// unit counts the files of one unit that can be shared, each once: a build
// script's program has two names.
func (v *surveying) unit(p *Place, d units.Directory, u units.Unit) {
	type program struct {
		file         units.File
		names, links int
	}
	own := map[[2]uint64]*program{}
	for _, f := range u.Files {
		if f.Role != units.Compiled {
			p.Shared += f.Size
			continue
		}
		info, err := os.Stat(d.Abs(u, f.Path))
		if err != nil {
			continue
		}
		n, id := store.Links(info)
		if n > 0 && own[id] != nil {
			own[id].names++
			continue
		}
		own[id] = &program{f, 1, n}
		p.Shared += f.Size
		key := copied{store.KeyOf(u), f.Path}
		if v.copies[key] == nil {
			v.copies[key] = &copies{bytes: f.Size, files: map[[2]uint64]bool{}}
		}
		if n == 1 && v.cloned(p, u, info) {
			p.Linked += f.Size
			if id = ([2]uint64{}); v.copies[key].files[id] {
				v.Bytes -= f.Size
			}
		}
		v.copies[key].files[id] = true
	}
	for _, f := range own {
		if f.links > f.names {
			p.Linked += f.file.Size
		}
	}
}

// cloned says that a file shares its blocks with one in the store, judging by its
// time: nothing else shows that.
func (v *surveying) cloned(p *Place, u units.Unit, info os.FileInfo) bool {
	e, ok := v.stored[store.KeyOf(u)]
	return ok && info.ModTime().Equal(e.Time) && device(p.Build) == device(v.Store)
}

// device tells file systems apart, by the nearest directory that is there.
func device(path string) uint64 {
	for dir := range paths.Up(path) {
		if info, err := os.Stat(dir); err == nil {
			_, id := store.Links(info)
			return id[0]
		}
	}
	return 0
}
