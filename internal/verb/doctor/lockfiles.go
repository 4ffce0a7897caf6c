package doctor

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/nested"
)

// lockFiles finds Cargo.lock files that are missing, or that a cargo with
// --locked would refuse. Version requirements are left to cargo.
func (e *examination) lockFiles() error {
	var missing []string
	for _, ws := range e.tree.Workspaces {
		path := lockfile.In(ws.Manifest)
		lock, err := lockfile.Read(path)
		if errors.Is(err, fs.ErrNotExist) {
			missing = append(missing, e.Style.Path(ws.Dir))
			continue
		}
		finding := Finding{Check: "lock-file", Severity: Warning, Path: path, Hint: "cargo nw fetch brings it up to date"}
		if err != nil {
			finding.Severity, finding.Message, finding.Hint = Error, "cannot be read: "+errors.Unwrap(err).Error(), "restore it from git, or remove it and run cargo nw fetch"
			e.add(finding)
			continue
		}
		if lock.Version > lockfile.Newest {
			finding.Message, finding.Hint = "has a newer format than stable cargo knows", "use the toolchain that wrote it, or remove it and run cargo nw fetch"
			e.add(finding)
			continue
		}
		if finding.Message = e.stale(ws, lock); finding.Message != "" {
			e.add(finding)
		}
	}
	if len(missing) > 0 {
		e.add(Finding{
			Check: "lock-file", Severity: Warning, Path: filepath.Dir(e.tree.Workspaces[0].Manifest),
			Message: "no Cargo.lock in " + some(missing) + ": an offline or --locked run may fail there",
			Hint:    "cargo nw fetch writes them",
		})
	}
	return nil
}

// some shows the first few of a list.
func some(list []string) string {
	const shown = 3
	if len(list) <= shown+1 {
		return strings.Join(list, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(list[:shown], ", "), len(list)-shown)
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
