package share

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/store"
)

// packages are those of a lock file, with the names that entries have. Without a
// lock file, all may be needed: cargo has not chosen yet.
type packages struct {
	all   bool
	named map[string]bool
	revs  []string // commits of git dependencies
}

// packagesOf reads the lock file of the workspace in dir.
func packagesOf(dir string) packages {
	lock, err := lockfile.Read(filepath.Join(dir, lockfile.Name))
	if err != nil {
		return packages{all: errors.Is(err, fs.ErrNotExist)}
	}
	p := packages{named: map[string]bool{}}
	for _, pkg := range lock.Packages {
		switch {
		case strings.HasPrefix(pkg.Source, "git+"):
			if _, commit, ok := strings.Cut(pkg.Source, "#"); ok {
				p.revs = append(p.revs, commit)
			}
		case pkg.Source != "":
			p.named[pkg.Name+"-"+pkg.Version] = true
		}
	}
	return p
}

// has says whether an entry's package is one of them. The name of a git
// checkout's directory is the beginning of the commit.
func (p packages) has(pkg string) bool {
	if rev, ok := strings.CutPrefix(pkg, "git:"); ok {
		return p.all || slices.ContainsFunc(p.revs, func(commit string) bool { return strings.HasPrefix(commit, rev) })
	}
	return p.all || p.named[pkg]
}

// profiles are the profile directories that a command builds in, below the build
// directory: those of its profile, for the host and for each platform that the
// command or the configuration selects. Those in there exist.
func profiles(command args.Command, targets, there []string) []string {
	profile := command.Profile()
	list := []string{profile}
	for _, target := range append(command.Values("--target"), targets...) {
		if at := path.Join(strings.TrimSuffix(filepath.Base(target), ".json"), profile); !slices.Contains(list, at) {
			list = append(list, at)
		}
	}
	for _, at := range there {
		if path.Base(at) == profile && !slices.Contains(list, at) {
			list = append(list, at)
		}
	}
	return list
}

// in says that an entry is of one of these profiles and packages.
func in(profiles []string, p packages) func(store.Entry) bool {
	return func(e store.Entry) bool { return slices.Contains(profiles, e.Profile) && p.has(e.Package) }
}
