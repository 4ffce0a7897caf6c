package doctor

import (
	"errors"
	"io/fs"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/nested"
)

// lockFiles finds Cargo.lock files that are missing, or that a cargo with
// --locked would refuse. Version requirements are left to cargo.
func (e *examination) lockFiles() error {
	var missing []string // lock files
	for _, ws := range e.tree.Workspaces {
		path := lockfile.In(ws.Manifest)
		lock, err := lockfile.Read(path)
		if errors.Is(err, fs.ErrNotExist) {
			missing = append(missing, path)
			continue
		}
		finding := Finding{Check: "lock-file", Severity: Warning, Path: path, Hint: "cargo nw fetch brings it up to date", Many: "%d lock files are not up to date"}
		if err != nil {
			finding.Many = "%d lock files cannot be read"
			finding.Severity, finding.Message, finding.Hint = Error, "cannot be read: "+errors.Unwrap(err).Error(), "restore it from git, or remove it and run cargo nw fetch"
			e.add(finding)
			continue
		}
		if lock.Version > lockfile.Newest {
			finding.Many = "%d lock files have a newer format than stable cargo knows"
			finding.Message, finding.Hint = "has a newer format than stable cargo knows", "use the toolchain that wrote it, or remove it and run cargo nw fetch"
			e.add(finding)
			continue
		}
		if finding.Message = e.stale(ws, lock); finding.Message != "" {
			e.add(finding)
		}
	}
	e.missing(missing)
	return nil
}

// missing reports lock files that do not exist, unless git ignores them: then
// that is how the project wants it.
func (e *examination) missing(files []string) {
	if len(files) == 0 {
		return
	}
	ignored := e.answers.ignored(files)
	for _, path := range files {
		if !ignored[path] {
			e.add(Finding{
				Check: "lock-file", Severity: Warning, Path: path,
				Message: "does not exist: an offline or --locked run may fail there",
				Many:    "%d workspaces have no Cargo.lock: an offline or --locked run may fail there",
				Hint:    "cargo nw fetch writes it, to be committed; or let git ignore Cargo.lock",
			})
		}
	}
}

// stale says what a lock file lacks, "" if nothing was found.
func (e *examination) stale(ws nested.Workspace, lock lockfile.Lock) string {
	versions, root := map[string][]string{}, e.reader.Settings(ws.Manifest)
	for _, p := range lock.Packages {
		versions[p.Name] = append(versions[p.Name], p.Version)
	}
	for _, m := range ws.Members {
		own := e.reader.Settings(m.Manifest)
		if version := own.Version(root); !slices.Contains(versions[m.Name], version) {
			return "is stale: it does not have " + m.Name + " " + version
		}
		for _, name := range own.Needs(root) {
			if versions[name] == nil {
				return "is stale: it does not have " + name + ", on which " + m.Name + " depends"
			}
		}
	}
	return ""
}
