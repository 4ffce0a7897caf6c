package units

import (
	"cmp"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/builddir"
)

// Read reads a build directory. One that is not there has no units. An error is
// one of the disk.
func Read(dir string) (Directory, error) {
	d := Directory{Path: dir}
	seen, full := 0, false
	for _, profile := range Profiles(dir) {
		r := reader{dir: filepath.Join(dir, filepath.FromSlash(profile)), profile: profile}
		if err := r.today(); err != nil {
			return d, err
		}
		if err := r.later(); err != nil {
			return d, err
		}
		d.Units = append(d.Units, r.units...)
		d.Strange += r.strange
		seen += r.seen
		full = full || r.full()
	}
	d.Foreign = full && seen == 0
	slices.SortFunc(d.Units, func(a, b Unit) int {
		return cmp.Or(strings.Compare(a.Profile, b.Profile), strings.Compare(a.Name, b.Name))
	})
	return d, nil
}

// Profiles are the profile directories below a build directory, with slashes.
// Cargo keeps its lock in each.
func Profiles(dir string) []string {
	var list []string
	for _, locked := range builddir.Locked(builddir.LockFiles(dir)) {
		if rel, err := filepath.Rel(dir, locked); err == nil && !slices.Contains(list, filepath.ToSlash(rel)) {
			list = append(list, filepath.ToSlash(rel))
		}
	}
	return list
}

// reader reads one profile directory.
type reader struct {
	dir     string
	profile string
	units   []Unit
	strange int
	seen    int // fingerprints of any kind
}

// full says whether cargo has compiled anything here, wherever it has put it.
func (r *reader) full() bool {
	dirs, _ := list(r.dir)
	for _, dir := range dirs {
		switch dir.Name() {
		case "examples", "incremental", "tmp", "package", "doc":
			continue
		}
		if inner, _ := list(filepath.Join(r.dir, dir.Name())); dir.IsDir() && len(inner) > 0 {
			return true
		}
	}
	return false
}

// today is the layout up to cargo 1.99: .fingerprint, build and deps
// (src/cargo/core/compiler/layout.rs).
func (r *reader) today() error {
	names, err := list(filepath.Join(r.dir, ".fingerprint"))
	if err != nil || len(names) == 0 {
		return err
	}
	compiled, err := r.byHash()
	if err != nil {
		return err
	}
	for _, name := range names {
		r.seen++
		u := Unit{Profile: r.profile, Name: name.Name()}
		if !r.fingerprint(&u, ".fingerprint/"+u.Name) || u.Kind == Other {
			continue
		}
		at := strings.LastIndexByte(u.Name, '-')
		if at < 0 {
			r.strange++
			continue
		}
		var files []File
		if u.Kind == Library {
			files = compiled[u.Name[at+1:]]
		} else {
			files = r.below("build/" + u.Name)
		}
		r.add(u, files, "build/"+u.Name+"/out")
	}
	return nil
}

// later is the layout that cargo 1.100 has by default and a nightly with
// -Zbuild-dir-new-layout: all that a unit has is below build/PACKAGE/HASH.
func (r *reader) later() error {
	packages, err := list(filepath.Join(r.dir, "build"))
	if err != nil {
		return err
	}
	for _, pkg := range packages {
		if !pkg.IsDir() {
			continue
		}
		hashes, err := list(filepath.Join(r.dir, "build", pkg.Name()))
		if err != nil {
			return err
		}
		for _, hash := range hashes {
			u := Unit{Profile: r.profile, Name: pkg.Name() + "/" + hash.Name(), New: true}
			at := "build/" + u.Name
			if !hash.IsDir() || !r.has(at+"/fingerprint") {
				continue
			}
			r.seen++
			if !r.fingerprint(&u, at+"/fingerprint") || u.Kind == Other {
				continue
			}
			files := slices.DeleteFunc(r.below(at), func(f File) bool { return strings.HasPrefix(f.Path, at+"/fingerprint/") })
			r.add(u, files, at+"/out")
		}
	}
	return nil
}

// add adds a unit with its files, if it has what its kind has to have.
func (r *reader) add(u Unit, files []File, outDir string) {
	output := false
	for i := range files {
		f := &files[i]
		switch {
		case f.Role == Folder:
			continue
		case u.Kind == Library && library(f.Path), u.Kind == BuildScript && program(f.Path):
			f.Role, output = Compiled, true
		case u.Kind == Run && base(f.Path) == "root-output":
			f.Role, output = Written, true
		default:
			f.Role = Written
		}
	}
	if u.Kind == Run {
		u.OutDir = outDir
	}
	if !output {
		return // cargo would compile it
	}
	u.Files = append(u.Files, files...)
	slices.SortFunc(u.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	r.units = append(r.units, u)
}

// library says whether rustc writes a file of this name as a library
// (rustc_session's filename_for_input; MSVC's import libraries are written by
// the linker).
func library(name string) bool {
	return slices.Contains([]string{".rlib", ".rmeta", ".so", ".dylib", ".dll"}, path.Ext(name))
}

// program says whether a file in the directory of a build script is its program.
func program(name string) bool {
	return strings.HasPrefix(base(name), "build") && (path.Ext(name) == "" || path.Ext(name) == ".exe")
}
