//go:build unix

package store_test

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
	"github.com/cargo-nw/cargo-nw/internal/store"
)

// library is a unit of today's layout, as cargo leaves it.
var library = map[string]string{
	"debug/.cargo-lock": "",
	"debug/.fingerprint/leaf-0123456789abcdef/lib-leaf":               "00112233445566aa",
	"debug/.fingerprint/leaf-0123456789abcdef/lib-leaf.json":          `{"rustc":7,"deps":[],"local":[{"CheckDepInfo":{"dep_info":"x","checksum":false}}]}`,
	"debug/.fingerprint/leaf-0123456789abcdef/dep-lib-leaf":           "x",
	"debug/deps/libleaf-0123456789abcdef.rlib":                        "!<arch>",
	"debug/deps/libleaf-0123456789abcdef.rmeta":                       "meta",
	"debug/deps/leaf-0123456789abcdef.d":                              "leaf: /x\n",
	"debug/build/leaf-fedcba9876543210/out/empty/.keep":               "",
	"debug/build/leaf-fedcba9876543210/out/g.rs":                      "1",
	"debug/build/leaf-fedcba9876543210/output":                        "cargo:x\n",
	"debug/build/leaf-fedcba9876543210/root-output":                   "/x",
	"debug/.fingerprint/leaf-fedcba9876543210/run-build-script-build": "00112233445566bb",
	"debug/.fingerprint/leaf-fedcba9876543210/run-build-script-build.json": `{"rustc":7,"deps":[],` +
		`"local":[{"RerunIfChanged":{"output":"x","paths":["build.rs"]}}]}`,
}

// later is the first of them in the new layout.
var later = map[string]string{
	"debug/.cargo-lock": "",
	"debug/build/leaf/0123456789abcdef/fingerprint/lib-leaf":               "00112233445566aa",
	"debug/build/leaf/0123456789abcdef/fingerprint/lib-leaf.json":          library["debug/.fingerprint/leaf-0123456789abcdef/lib-leaf.json"],
	"debug/build/leaf/0123456789abcdef/out/libleaf-0123456789abcdef.rlib":  "!<arch>",
	"debug/build/leaf/0123456789abcdef/out/libleaf-0123456789abcdef.rmeta": "meta",
	"debug/build/leaf/0123456789abcdef/out/leaf-0123456789abcdef.d":        "leaf: /x\n",
}

func lay(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		err := os.MkdirAll(filepath.Dir(path), 0o755)
		if err == nil {
			err = os.WriteFile(path, []byte(text), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// place is a store with what is in files, and a profile directory for it.
type place struct {
	group   store.Group
	entries []store.Entry
	source  units.Directory
	carrier *store.Carrier // by which they got there
	to      string
}

func newPlace(t *testing.T, files map[string]string) place {
	t.Helper()
	dir := t.TempDir()
	lay(t, filepath.Join(dir, "a"), files)
	d, err := units.Read(filepath.Join(dir, "a"))
	must(t, err)
	s := store.In(filepath.Join(dir, "top"))
	g := s.Group("0000", store.Facts{T0: time.Now().Add(-24 * time.Hour)})
	must(t, g.Save(s))
	p := place{group: g, source: d, carrier: &store.Carrier{}, to: filepath.Join(dir, "b", "debug")}
	must(t, os.MkdirAll(p.to, 0o755))
	for i, u := range d.Units {
		e, err := g.Put(d, u, "leaf-1.0.0", nil, i+1, p.carrier)
		must(t, err)
		p.entries = append(p.entries, e)
	}
	if len(p.entries) == 0 {
		t.Fatal("no units were read")
	}
	return p
}

// TestRound puts units into a store and places them elsewhere: the same files,
// linked where nobody writes in place, with the entry's time everywhere.
func TestRound(t *testing.T) {
	t.Parallel()
	for name, files := range map[string]map[string]string{"today": library, "new": later} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t, files)
			for _, e := range p.entries {
				if got := p.group.Look(e, p.to); got != store.Absent {
					t.Errorf("before: %v", got)
				}
				must(t, p.into(e, p.to))
				if got := p.group.Look(e, p.to); got != store.Present {
					t.Errorf("after: %v", got)
				}
				if got := p.group.Look(e, filepath.Join(p.source.Path, "debug")); got != store.Present {
					t.Errorf("where it is from: %v", got)
				}
				must(t, p.group.Verify(e))
				if known, ok := p.group.Find(e.Key); !ok || known.ID != e.ID {
					t.Errorf("found %v", known)
				}
			}
			for name, text := range files {
				if strings.HasSuffix(name, ".cargo-lock") {
					continue
				}
				one, two := filepath.Join(p.source.Path, name), filepath.Join(filepath.Dir(p.to), name)
				got, err := os.ReadFile(two)
				if err != nil || string(got) != text {
					t.Errorf("%s: %q, %v", name, got, err)
					continue
				}
				first, err := os.Stat(one)
				must(t, err)
				second, err := os.Stat(two)
				must(t, err)
				if linked := strings.HasSuffix(name, ".rlib") || strings.HasSuffix(name, ".rmeta"); os.SameFile(first, second) != linked && !p.clones() {
					t.Errorf("%s: one file: %t", name, !linked)
				}
			}
			if left, _ := filepath.Glob(filepath.Join(p.to, ".cargo-nw-*")); len(left) > 0 {
				t.Errorf("left behind: %q", left)
			}
		})
	}
}

// TestKilled completes what a kill after any step leaves.
func TestKilled(t *testing.T) {
	t.Parallel()
	whole := newPlace(t, library)
	for _, e := range whole.entries {
		must(t, whole.into(e, whole.to))
	}
	for _, e := range whole.entries {
		var atoms []string
		for _, f := range e.Files {
			if f.Role != units.Fingerprint {
				atoms = append(atoms, filepath.FromSlash(f.Path))
			}
		}
		if e.Kind == units.Run {
			atoms = []string{filepath.Join("build", e.Name)}
		}
		for n := range len(atoms) + 1 {
			to := filepath.Join(t.TempDir(), "debug")
			must(t, os.MkdirAll(to, 0o755))
			for _, atom := range atoms[:n] {
				copyAll(t, filepath.Join(whole.to, atom), filepath.Join(to, atom))
			}
			want := store.Partial
			if n == 0 {
				want = store.Absent
			}
			if got := whole.group.Look(e, to); got != want {
				t.Fatalf("%s, %d steps: %v, want %v", e.Name, n, got, want)
			}
			must(t, whole.into(e, to))
			if got := whole.group.Look(e, to); got != store.Present {
				t.Errorf("%s, %d steps: %v", e.Name, n, got)
			}
		}
	}
}

// clones says that the file system shares blocks, so there are no links.
func (p place) clones() bool { return p.carrier.Cloned.Load() }

// into places an entry by itself.
func (p place) into(e store.Entry, dir string) error {
	bed, err := p.group.Bed(dir, &store.Carrier{})
	if err != nil {
		return err
	}
	defer bed.Close()
	return bed.Place(e)
}

// copyAll copies a file or directory with its times.
func copyAll(t *testing.T, from, to string) {
	t.Helper()
	must(t, filepath.Walk(from, func(path string, info os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		at := filepath.Join(to, strings.TrimPrefix(path, from))
		if info.IsDir() {
			return os.MkdirAll(at, 0o755)
		}
		if err = os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			return err
		}
		text, err := os.ReadFile(path)
		if err == nil {
			err = os.WriteFile(at, text, 0o644)
		}
		if err == nil {
			err = os.Chtimes(at, info.ModTime(), info.ModTime())
		}
		return err
	}))
}

// TestForeign has other things where an entry would go: they stay.
func TestForeign(t *testing.T) {
	t.Parallel()
	for name, other := range map[string]map[string]string{
		"an output":               {"deps/libleaf-0123456789abcdef.rlib": "something"},
		"one of the same size":    {"deps/libleaf-0123456789abcdef.rlib": "!<hcra>"},
		"a fingerprint":           {".fingerprint/leaf-0123456789abcdef/lib-leaf": "ffffffffffffffff"},
		"one that is being made":  {".fingerprint/leaf-0123456789abcdef/invoked.timestamp": ""},
		"the same without output": {".fingerprint/leaf-0123456789abcdef/lib-leaf": "00112233445566aa"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t, library)
			lay(t, p.to, other)
			if got := p.group.Look(p.entries[0], p.to); got != store.Foreign {
				t.Errorf("got %v", got)
			}
		})
	}
}

// TestSeal breaks stored files in ways that show, and in one that only reading
// them shows.
func TestSeal(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		damage func(path string, info os.FileInfo) error
		deep   bool
	}{
		"written in place": {damage: func(path string, _ os.FileInfo) error { return os.WriteFile(path, []byte("!<hcra>"), 0o644) }},
		"longer": {damage: func(path string, info os.FileInfo) error {
			if err := os.WriteFile(path, []byte("!<arch>!"), 0o644); err != nil {
				return err
			}
			return os.Chtimes(path, info.ModTime(), info.ModTime())
		}},
		"gone": {damage: func(path string, _ os.FileInfo) error { return os.Remove(path) }},
		"with the old time": {deep: true, damage: func(path string, info os.FileInfo) error {
			if err := os.WriteFile(path, []byte("!<hcra>"), 0o644); err != nil {
				return err
			}
			return os.Chtimes(path, info.ModTime(), info.ModTime())
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t, library)
			e := p.entries[0]
			i := slices.IndexFunc(e.Files, func(f store.File) bool { return strings.HasSuffix(f.Path, ".rlib") })
			found, _ := filepath.Glob(filepath.Join(filepath.Dir(p.source.Path), "top", store.Name, "v1", "*", "debug", "leaf-0123*", "*", strconv.Itoa(i)))
			path := found[0]
			info, err := os.Stat(path)
			must(t, err)
			must(t, c.damage(path, info))
			if broken := p.group.Intact(e) != nil; broken == c.deep {
				t.Errorf("broken: %t", broken)
			}
			if p.group.Verify(e) == nil {
				t.Error("nothing was found by reading")
			}
			must(t, p.group.Drop(e))
			if _, ok := p.group.Find(e.Key); ok || len(p.group.Entries()) != len(p.entries)-1 {
				t.Error("it is still there")
			}
		})
	}
}

// TestArchived has a store that was in an archive, which keeps whole seconds.
func TestArchived(t *testing.T) {
	t.Parallel()
	p := newPlace(t, library)
	must(t, filepath.Walk(filepath.Join(filepath.Dir(p.source.Path), "top"), func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		at := info.ModTime().Truncate(time.Second)
		return os.Chtimes(path, at, at)
	}))
	for _, e := range p.entries {
		must(t, p.group.Intact(e))
		must(t, p.into(e, p.to))
		for _, f := range e.Files {
			if info, err := os.Stat(filepath.Join(p.to, f.Path)); err == nil && f.Role != units.Folder && !info.ModTime().Equal(e.Time) {
				t.Errorf("%s has the time %v", f.Path, info.ModTime())
			}
		}
	}
}

// TestLeadsOut has an entry that names files elsewhere.
func TestLeadsOut(t *testing.T) {
	t.Parallel()
	p := newPlace(t, library)
	found, _ := filepath.Glob(filepath.Join(filepath.Dir(p.source.Path), "top", store.Name, "v1", "*", "debug", "leaf-0123*", "*", "unit.json"))
	text, err := os.ReadFile(found[0])
	must(t, err)
	must(t, os.WriteFile(found[0], []byte(strings.Replace(string(text), "deps/", "../deps/", 1)), 0o644))
	if list := p.group.Entries(); len(list) != len(p.entries)-1 {
		t.Errorf("it is an entry: %v", list)
	}
}

// TestMerge replaces files by the store's if they are the same.
func TestMerge(t *testing.T) {
	t.Parallel()
	p := newPlace(t, library)
	other := filepath.Join(t.TempDir(), "c")
	lay(t, other, library)
	lay(t, other, map[string]string{"debug/build/leaf-fedcba9876543210/out/g.rs": "2"})
	d, err := units.Read(other)
	must(t, err)
	for i, u := range d.Units {
		e := p.entries[i]
		if alike := p.group.Alike(d, u, e); alike != (u.Kind == units.Library) {
			t.Errorf("%s: alike: %t", u.Name, alike)
		} else if !alike {
			continue
		}
		c := &store.Carrier{}
		must(t, p.group.Merge(d, u, e, c))
		if got := p.group.Look(e, filepath.Join(other, "debug")); got != store.Present {
			t.Errorf("%s: %v", u.Name, got)
		}
	}
}

// TestLone counts links: an entry that only the store has is of no use.
func TestLone(t *testing.T) {
	t.Parallel()
	p := newPlace(t, library)
	e := p.entries[0]
	if lone, known := p.group.Lone(e); p.clones() {
		t.Skip("no links on this file system")
	} else if lone || !known {
		t.Errorf("with a workspace: %t, %t", lone, known)
	}
	must(t, os.RemoveAll(p.source.Path))
	if lone, known := p.group.Lone(e); !lone || !known {
		t.Errorf("without: %t, %t", lone, known)
	}
	if _, known := p.group.Lone(p.entries[1]); known {
		t.Error("a run has no files that are linked")
	}
}

// TestPrograms are copied where a linker may write in place.
func TestPrograms(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	lay(t, dir, map[string]string{
		"debug/.cargo-lock": "", "debug/deps/libmaker-0123456789abcdef.so": "ELF",
		"debug/deps/maker-0123456789abcdef.d":                      "maker: /x\n",
		"debug/.fingerprint/maker-0123456789abcdef/lib-maker":      "00112233445566aa",
		"debug/.fingerprint/maker-0123456789abcdef/lib-maker.json": library["debug/.fingerprint/leaf-0123456789abcdef/lib-leaf.json"],
	})
	d, err := units.Read(dir)
	must(t, err)
	for copied, linker := range map[bool]bool{true: true, false: false} {
		s := store.In(t.TempDir())
		g := s.Group("0000", store.Facts{T0: time.Now().Add(-time.Hour)})
		must(t, g.Save(s))
		carrier := &store.Carrier{CopyPrograms: linker}
		e, err := g.Put(d, d.Units[0], "maker-1.0.0", nil, 1, carrier)
		must(t, err)
		if lone, _ := g.Lone(e); lone != copied && !carrier.Cloned.Load() {
			t.Errorf("linker %t: lone %t", linker, lone)
		}
	}
}
