package variant

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/cargo/semver"
)

// Lock is the lock file of a workspace.
type Lock struct {
	Workspace string // its directory
	Packages  []lockfile.Package
	// Asks are the requirements in the manifest of one of the packages, nil where
	// that manifest is not known. It is called only where the answer matters.
	Asks func(lockfile.Package) []Ask
}

// Ask is a requirement for a package.
type Ask struct {
	By       string // the package that asks, "math 0.1.0"
	Manifest string // the file where it is written
	Name     string // of the package that is asked for
	Versions string // as it is written: "=1.0.9"
}

// Versions are the differences between lock files.
type Versions struct {
	Differing    []Differing
	Incompatible []Incompatible
}

// Differing is a package that workspaces have in several compatible versions, or
// in several commits of one repository.
type Differing struct {
	Name, Source string
	Uses         []Use  // the newest version first; commits by name
	Moves        []Move // what would end it; none for commits, of which none is newer
}

// Use is a version and the workspaces that have it.
type Use struct {
	Version    string
	Commit     string // of a repository, "" for a registry
	Workspaces []string
	By         []string // packages that depend on it, for an incompatible one
}

// Move is a step to the newest of the versions.
type Move struct {
	Workspace, From, To string
	Held                []Ask // the requirements that forbid it
}

// Incompatible is a package that one workspace has in a version with which no
// version of another workspace is compatible.
type Incompatible struct {
	Name, Source string
	Uses         []Use // the newest version first
}

// entry is a package of one lock file.
type entry struct {
	lock    *Lock
	pkg     lockfile.Package
	version semver.Version
	commit  string
}

// identity is what packages of several lock files have in common.
type identity struct{ name, source string }

// CompareVersions finds what differs. Packages on disk are not compared: all
// workspaces see the same files.
func CompareVersions(locks []Lock) Versions {
	groups := map[identity][]entry{}
	for i := range locks {
		for _, p := range locks[i].Packages {
			v, ok := semver.Parse(p.Version)
			if p.Source == "" || !ok {
				continue
			}
			source, commit, _ := strings.Cut(p.Source, "#")
			id := identity{p.Name, source}
			groups[id] = append(groups[id], entry{&locks[i], p, v, commit})
		}
	}
	var found Versions
	ids := slices.SortedFunc(maps.Keys(groups), func(a, b identity) int {
		return cmp.Or(strings.Compare(a.name, b.name), strings.Compare(a.source, b.source))
	})
	for _, id := range ids {
		group := groups[id]
		ranges := byRange(group)
		for _, r := range slices.Sorted(maps.Keys(ranges)) {
			if uses := usesOf(ranges[r], false); len(uses) > 1 {
				found.Differing = append(found.Differing, Differing{id.name, id.source, uses, moves(ranges[r])})
			}
		}
		if apart(ranges) {
			found.Incompatible = append(found.Incompatible, Incompatible{id.name, id.source, usesOf(group, true)})
		}
	}
	holdBack(found.Differing, locks)
	return found
}

func byRange(group []entry) map[string][]entry {
	ranges := map[string][]entry{}
	for _, e := range group {
		ranges[e.version.Range()] = append(ranges[e.version.Range()], e)
	}
	return ranges
}

// apart says whether a range is in one workspace and not in another one that has
// the package.
func apart(ranges map[string][]entry) bool {
	all, counts := map[*Lock]bool{}, map[*Lock]int{}
	for _, list := range ranges {
		for _, e := range list {
			all[e.lock] = true
			counts[e.lock]++
		}
	}
	for lock := range all {
		if counts[lock] != len(ranges) {
			return true
		}
	}
	return false
}

// usesOf divides by version and commit.
func usesOf(group []entry, askers bool) []Use {
	group = slices.Clone(group)
	slices.SortStableFunc(group, func(a, b entry) int {
		return cmp.Or(semver.Compare(b.version, a.version), strings.Compare(a.commit, b.commit))
	})
	var uses []Use
	for _, e := range group {
		last := len(uses) - 1
		if last < 0 || uses[last].Version != e.pkg.Version || uses[last].Commit != e.commit {
			uses = append(uses, Use{Version: e.pkg.Version, Commit: e.commit})
			last++
		}
		use := &uses[last]
		use.Workspaces = append(use.Workspaces, e.lock.Workspace)
		if askers {
			use.By = append(use.By, dependents(e)...)
		}
	}
	for i := range uses {
		slices.Sort(uses[i].By)
		uses[i].By = slices.Compact(uses[i].By)
	}
	return uses
}

// dependents are the packages of the same lock file that depend on e.
func dependents(e entry) []string {
	var list []string
	for _, p := range e.lock.Packages {
		if slices.ContainsFunc(p.Dependencies, e.isNamedBy) {
			list = append(list, p.Name+" "+p.Version)
		}
	}
	return list
}

func (e entry) isNamedBy(d lockfile.Dependency) bool {
	return d.Name == e.pkg.Name && (d.Version == "" || d.Version == e.pkg.Version)
}

// moves are the steps to the newest version of a range. Yanked versions are not
// known here.
func moves(group []entry) []Move {
	newest := slices.MaxFunc(group, func(a, b entry) int { return semver.Compare(a.version, b.version) })
	var list []Move
	for _, e := range group {
		if semver.Compare(e.version, newest.version) < 0 {
			list = append(list, Move{Workspace: e.lock.Workspace, From: e.pkg.Version, To: newest.pkg.Version})
		}
	}
	return list
}
