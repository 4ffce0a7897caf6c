package toolchain

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"github.com/pelletier/go-toml/v2"

	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/regular"
)

// released is the name of a toolchain of the Rust project, for any host. About
// other names rustup knows more than we do.
var released = regexp.MustCompile(`^(?:stable|beta|nightly|\d+\.\d+(?:\.\d+)?)(?:-\d{4}-\d{2}-\d{2})?$`)

// Store is what rustup has installed.
type Store struct {
	names    []string
	readable bool
	installs bool // rustup installs what is missing on its own
}

// ReadStore reads rustup's home. env is the environment of the proxy.
func ReadStore(env []string) Store {
	home := Home(env)
	settings, err := regular.Read(Settings(home))
	entries, listErr := os.ReadDir(filepath.Join(home, "toolchains"))
	s := Store{readable: err == nil && listErr == nil && !HasOverrides(settings), installs: installs(env, settings)}
	for _, e := range entries {
		s.names = append(s.names, e.Name())
	}
	return s
}

// StoreOf is a store with these toolchains, for tests and for what is known
// otherwise.
func StoreOf(names []string, installs bool) Store {
	return Store{names: names, readable: true, installs: installs}
}

// installs says whether rustup installs a toolchain that a file requests
// (https://rust-lang.github.io/rustup/environment-variables.html,
// RUSTUP_AUTO_INSTALL).
func installs(env []string, settings []byte) bool {
	if mode := environ.Get(env, "RUSTUP_AUTO_INSTALL"); mode != "" {
		return mode != "0"
	}
	var doc struct {
		Auto string `toml:"auto_install"`
	}
	return toml.Unmarshal(settings, &doc) != nil || doc.Auto != "disable"
}

// Lacks says that a toolchain is certainly not installed: by its name, without
// a host.
func (s Store) Lacks(name string) bool {
	file := File{Channel: name}
	return s.readable && released.MatchString(name) && !slices.ContainsFunc(s.names, file.Chooses)
}

// Installs says whether rustup installs what is missing on its own.
func (s Store) Installs() bool { return s.installs }
