package units

import (
	"path/filepath"
	"time"
)

// Kind is what a unit does.
type Kind string

// The kinds. Tests, programs, examples and documentation are [Other].
const (
	Library     Kind = "library"      // a library, or a procedural macro
	BuildScript Kind = "build script" // the program of a build script
	Run         Kind = "run"          // one run of a build script
	Other       Kind = ""
)

// Print is cargo's fingerprint of a unit, as it is written in the file: 16
// hexadecimal digits, little endian.
type Print string

// Unit is one unit of a build directory.
type Unit struct {
	Profile string // the profile directory below the build directory, with slashes: "debug", "x86_64-unknown-linux-gnu/release"
	Name    string // "serde-0123456789abcdef"; in the new layout "serde/0123456789abcdef"
	New     bool   // in the new layout
	Kind    Kind
	Print   Print
	Rustc   uint64  // cargo's hash of what rustc -vV prints
	Deps    []Print // of the units that it was built from
	Local   []Local
	Files   []File // all its files, sorted by path
	OutDir  string // of a run, below the profile directory; "" for others
}

// ID names a unit within a build directory.
type ID struct{ Profile, Name string }

// ID is the unit's.
func (u Unit) ID() ID { return ID{u.Profile, u.Name} }

// Role says how a file of a unit comes about.
type Role string

// The roles.
const (
	// Compiled is an output of rustc that it writes anew and puts in its place by
	// a rename: libraries, procedural macros, programs of build scripts.
	Compiled Role = "compiled"
	// Written is a file that cargo, rustc or a build script writes in place.
	Written Role = "written"
	// Fingerprint is one of cargo's own, by which it knows the unit.
	Fingerprint Role = "fingerprint"
	// Folder is a directory with nothing in it.
	Folder Role = "folder"
)

// File is one file of a unit, or an empty directory.
type File struct {
	Path string // below the profile directory, with slashes
	Role Role
	Size int64
	Time time.Time // of the last change
}

// Local is what cargo looks at on disk, or in the environment, to see whether a
// unit is fresh (src/cargo/core/compiler/fingerprint/mod.rs, LocalFingerprint).
type Local struct {
	DepInfo string   // CheckDepInfo: the file, below the build directory
	Output  string   // RerunIfChanged: what the script printed, below the build directory
	Paths   []string // RerunIfChanged: the files that it watches
}

// Directory is a build directory that was read.
type Directory struct {
	Path  string
	Units []Unit // sorted by profile and name
	// Strange counts the units that could not be read, because something about
	// them is not as expected.
	Strange int
	// Foreign says that there is something, but nothing where units are expected.
	Foreign bool
}

// Known says whether anything in the directory was as expected, or there is
// nothing.
func (d Directory) Known() bool { return !d.Foreign && (d.Strange == 0 || len(d.Units) > 0) }

// Abs is the path of a file of a unit.
func (d Directory) Abs(u Unit, file string) string {
	return filepath.Join(d.Path, filepath.FromSlash(u.Profile), filepath.FromSlash(file))
}

// Newest is the time of the unit's newest file of a role, zero if it has none.
func (u Unit) Newest(role Role) (newest time.Time) {
	for _, f := range u.Files {
		if f.Role == role && f.Time.After(newest) {
			newest = f.Time
		}
	}
	return newest
}
