package standin

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
)

// profile is a profile directory: "target/debug", with all that stand-ins have
// left in it.
type profile struct {
	dir  string
	left []string // absolute paths of files and directories
}

// find looks through it, in both of cargo's layouts
// (src/cargo/core/compiler/layout.rs).
func (p *profile) find() error {
	for _, place := range []struct {
		name    string
		library string // what rustc puts before the name of a library
	}{{".", ""}, {"examples", "lib"}, {"deps", "lib"}} {
		if err := p.outputs(filepath.Join(p.dir, place.name), place.library); err != nil {
			return err
		}
	}
	prints, err := list(filepath.Join(p.dir, ".fingerprint"))
	if err != nil {
		return err
	}
	for _, unit := range prints {
		if ofStandIn(filepath.Join(p.dir, ".fingerprint", unit.Name())) {
			p.add(".fingerprint", unit.Name())
			p.add("build", unit.Name())
		}
	}
	return p.later()
}

// later is the layout that cargo 1.100 has by default: all that a unit has is
// below build/PACKAGE/HASH.
func (p *profile) later() error {
	packages, err := list(filepath.Join(p.dir, "build"))
	if err != nil {
		return err
	}
	for _, pkg := range packages {
		if !pkg.IsDir() {
			continue
		}
		hashes, err := list(filepath.Join(p.dir, "build", pkg.Name()))
		if err != nil {
			return err
		}
		for _, hash := range hashes {
			if hash.IsDir() && ofStandIn(filepath.Join(p.dir, "build", pkg.Name(), hash.Name(), "fingerprint")) {
				p.add("build", pkg.Name(), hash.Name())
			}
		}
	}
	return nil
}

// incremental are the directories of crates to which rustc has added a session
// since then (rustc_incremental, persist/fs.rs).
func (p *profile) incremental(since time.Time) error {
	crates, err := list(filepath.Join(p.dir, "incremental"))
	if err != nil {
		return err
	}
	for _, crate := range crates {
		if info, err := crate.Info(); err == nil && info.ModTime().After(since) {
			p.add("incremental", crate.Name())
		}
	}
	return nil
}

// add adds what is there of that name.
func (p *profile) add(parts ...string) {
	path := filepath.Join(p.dir, filepath.Join(parts...))
	if _, err := os.Lstat(path); err == nil && !slices.Contains(p.left, path) {
		p.left = append(p.left, path)
	}
}

// ofStandIn says whether a fingerprint directory is that of a unit compiled from
// a stand-in: cargo's own list of its sources names one, or the file for the run
// of a build script is called after it.
func ofStandIn(dir string) bool {
	files, err := list(dir)
	if err != nil {
		return false
	}
	for _, f := range files {
		if strings.Contains(f.Name(), "build-script-"+manifest.StandIn) {
			return true
		}
		if strings.HasPrefix(f.Name(), "dep-") {
			text, err := os.ReadFile(filepath.Join(dir, f.Name())) //nolint:gosec // in a directory of cargo's
			if err == nil && bytes.Contains(text, []byte(manifest.StandIn)) {
				return true
			}
		}
	}
	return false
}

// outputs are the files in one directory whose .d file, written by rustc or by
// cargo, names a stand-in.
func (p *profile) outputs(dir, library string) error {
	entries, err := list(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		stem, ok := strings.CutSuffix(e.Name(), ".d")
		if !ok || !e.Type().IsRegular() || !names(filepath.Join(dir, e.Name())) {
			continue
		}
		for _, f := range entries {
			if belongs(f.Name(), stem) || library != "" && belongs(f.Name(), library+stem) {
				p.left = append(p.left, filepath.Join(dir, f.Name()))
			}
		}
	}
	return nil
}

// names says whether a .d file names a stand-in among the sources.
func names(path string) bool {
	text, err := os.ReadFile(path)                                     //nolint:gosec // in a directory of cargo's
	if err != nil || !bytes.Contains(text, []byte(manifest.StandIn)) { // nearly always
		return false
	}
	sources, err := units.ParseDepInfo(string(text))
	return err == nil && slices.ContainsFunc(sources.Files, manifest.IsStandIn)
}

// endings are those of what rustc and the linkers of its platforms write beside
// a program or a library.
var endings = []string{
	"", ".d", ".exe", ".wasm", ".js", ".pdb", ".dwp", ".dSYM", ".rlib", ".rmeta", ".a", ".lib", ".so", ".dylib", ".dll",
	".dll.lib", ".dll.exp", ".dll.a", ".exp", ".def",
}

// belongs says whether a file belongs to an output of that name. If there is a
// hash in the name, all that begins like this does.
func belongs(name, stem string) bool {
	rest, ok := strings.CutPrefix(name, stem)
	return ok && (slices.Contains(endings, rest) || hashed(stem) && strings.HasPrefix(rest, "."))
}

// hashed says whether a name ends with the hash of a unit.
func hashed(stem string) bool {
	at := strings.LastIndexByte(stem, '-')
	return at >= 0 && len(stem)-at == 17 && strings.Trim(stem[at+1:], "0123456789abcdef") == ""
}

// list are the entries of a directory, none where there is none.
func list(dir string) ([]fs.DirEntry, error) {
	entries, err := os.ReadDir(dir)
	if err != nil && (os.IsNotExist(err) || notDirectory(dir)) {
		return nil, nil
	}
	return entries, err
}

func notDirectory(dir string) bool {
	info, err := os.Lstat(dir)
	return err == nil && !info.IsDir()
}
