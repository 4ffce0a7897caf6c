package share

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// read reads the facts about a unit. An error means that they cannot be read.
func read(d units.Directory, u units.Unit) (f facts, err error) {
	if u.Kind == units.Run {
		return readRun(d, u)
	}
	if f.sources, err = d.Sources(u); err != nil {
		return f, err
	}
	if f.sources.Env["OUT_DIR"] == "" {
		return f, nil
	}
	f.ownOut = paths.Resolve(f.sources.Env["OUT_DIR"])
	for _, source := range f.sources.Files {
		if filepath.Ext(source) != ".rs" || !filepath.IsAbs(source) {
			continue
		}
		code, err := os.ReadFile(source) //nolint:gosec // a crate's source
		if err != nil {
			return f, err
		}
		f.bare = f.bare || bare(string(code))
	}
	return f, nil
}

func readRun(d units.Directory, u units.Unit) (f facts, err error) {
	if f.printed, f.outDir, err = d.Printed(u); err != nil {
		return f, err
	}
	f.outHere = d.Abs(u, u.OutDir)
	origin, _ := strings.CutSuffix(filepath.ToSlash(f.outDir), "/"+u.Profile+"/"+u.OutDir)
	for _, file := range u.Files {
		if filepath.Ext(file.Path) != ".rs" || !strings.HasPrefix(file.Path, u.OutDir+"/") {
			continue
		}
		code, err := os.ReadFile(d.Abs(u, file.Path))
		if err != nil {
			return f, err
		}
		f.pathIn = f.pathIn || strings.Contains(filepath.ToSlash(string(code)), origin)
	}
	f.watched = map[string]time.Time{}
	for _, l := range u.Local {
		for _, path := range l.Paths {
			switch {
			case filepath.IsAbs(path):
			case filepath.IsLocal(path) || path == "":
				continue // in the package
			}
			f.watched[path] = changed(path)
		}
	}
	return f, nil
}

// changed is when a file was last changed, zero if it is not a file.
func changed(path string) time.Time {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || !filepath.IsAbs(path) {
		return time.Time{}
	}
	return info.ModTime()
}

// both is a path as it is written, and with symlinks resolved.
func both(path string) []string {
	if path == "" {
		return nil
	}
	if resolved := paths.Resolve(path); resolved != path {
		return []string{path, resolved}
	}
	return []string{path}
}
