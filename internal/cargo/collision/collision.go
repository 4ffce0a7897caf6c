package collision

import (
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// Workspace is one workspace and how cargo builds it.
type Workspace struct {
	Root      string // its directory, absolute
	Directory string // where its intermediate artifacts go, symlinks resolved; "" if no other workspace can use it
	Packages  []manifest.Local
	// Programs are the names of a package's programs, if [Cargo.BarePrograms]
	// makes them matter.
	Programs func(p manifest.Local) []string
	// Toolchain stands for its cargo: equal ones have equal names.
	Toolchain string
	// NewLayout says whether -Zbuild-dir-new-layout is on.
	NewLayout bool
	// Locked returns the version of a package in its Cargo.lock, "" if that is
	// not certain; nil if nothing is known.
	Locked func(name string) string
}

// Cargo is what there is to know about a toolchain.
type Cargo struct {
	ID      string            // cargos and compilers with one ID are the same
	Version toolchain.Version // the zero value for one that is not known
	// Unstable says that -Z is accepted.
	Unstable bool
	// BarePrograms says that programs have no hash in their file names, either:
	// those of MSVC, for one.
	BarePrograms bool
}

// newLayout says whether w is built in the layout with a directory for each
// unit, in which no file needs a hash.
func (c Cargo) newLayout(w *Workspace) bool {
	return !c.Version.Before(1, 100) || w.NewLayout && c.Unstable
}

// Rule is one of the two.
type Rule int

// The rules.
const (
	Package Rule = 1 // name, version and path are equal
	File    Rule = 2 // a file without a hash has the same name
)

// Finding is a package of a workspace that cargo mixes up with one of another
// workspace.
type Finding struct {
	Rule          Rule
	Directory     string
	First, Second int // the two workspaces, by index; First is the earlier one
	Packages      [2]manifest.Local
	// File is the name that two files have, by [File]: a library's or a
	// program's.
	File string
	// Luck is the only thing that keeps the two apart, "" if nothing does.
	// Cargo's answers are right as long as that lasts.
	Luck Luck
}

// Luck is why two packages with the same identity for cargo are not mixed up.
type Luck string

// What keeps packages apart.
const (
	Dependencies Luck = "dependencies"     // the hash includes those of the dependencies
	Features     Luck = "default features" // it includes the features
	Settings     Luck = "edition or features"
)

// key is how cargo identifies a package on disk: by its path relative to the
// root if it is inside, otherwise by its absolute path
// (src/cargo/core/source_id.rs, stable_hash).
type key struct {
	name, version, path string
	outside             bool // by its absolute path: it is the very same package in all workspaces
}

func (w *Workspace) key(p manifest.Local) key {
	if !paths.Inside(w.Root, p.Dir()) {
		return key{p.Name, p.Version, p.Dir(), true}
	}
	return key{p.Name, p.Version, paths.Relative(w.Root, p.Dir()), false}
}

// bare says whether the library's file has no hash in its name in the old layout
// (src/cargo/core/compiler/build_runner/compilation_files.rs,
// use_extra_filename).
func bare(p manifest.Local) bool {
	for _, kind := range p.Types {
		if kind == "cdylib" || kind == "dylib" {
			return true
		}
	}
	return false
}
