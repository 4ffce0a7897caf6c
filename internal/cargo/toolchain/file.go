package toolchain

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/regular"
)

// legacyName is the name of a toolchain file that may also consist of one line:
// the name of a toolchain.
const legacyName = "rust-toolchain"

// fileNames are the names that rustup looks for, the stronger first
// (https://rust-lang.github.io/rustup/overrides.html).
var fileNames = []string{legacyName, "rust-toolchain.toml"}

// FileIn is the path of the toolchain file that rustup would read in dir, "" if
// there is none. Whether the toolchain is installed does not matter here.
func FileIn(dir string) string {
	for _, name := range fileNames {
		if path := filepath.Join(dir, name); paths.IsFile(path) {
			return path
		}
	}
	return ""
}

// NearestFile is the toolchain file in dir or above it, "" if there is none.
func NearestFile(dir string) string {
	for up := range paths.Up(dir) {
		if path := FileIn(up); path != "" {
			return path
		}
	}
	return ""
}

// Places are the paths at which a toolchain file would apply in dir, whether or
// not there is one.
func Places(dir string) []string {
	var list []string
	for up := range paths.Up(dir) {
		for _, name := range fileNames {
			list = append(list, filepath.Join(up, name))
		}
	}
	return list
}

// File is what a toolchain file chooses. Without a channel and a path it only
// adds to the default toolchain.
type File struct {
	Channel string
	Path    string // a toolchain by its directory
}

// ReadFile reads the toolchain file at path as rustup does (src/config.rs,
// parse_override_file). An error has the path.
func ReadFile(path string) (File, error) {
	data, err := regular.Read(path)
	if err != nil {
		return File{}, fmt.Errorf("reading the toolchain file: %w", err)
	}
	file, err := parseFile(string(data), filepath.Base(path) == legacyName)
	if err != nil {
		return File{}, fmt.Errorf("reading the toolchain file %s: %w", path, err)
	}
	return file, nil
}

// parseFile reads the text of a toolchain file. With legacy, a single line is
// the name of a toolchain, or its directory.
func parseFile(text string, legacy bool) (File, error) {
	name := strings.TrimSpace(text)
	switch {
	case name == "":
		return File{}, errors.New("it is empty")
	case legacy && !strings.Contains(strings.TrimSuffix(text, "\n"), "\n"):
		if filepath.IsAbs(name) {
			return File{Path: name}, nil
		}
		return File{Channel: name}, nil
	}
	var doc struct{ Toolchain *File }
	if err := toml.Unmarshal([]byte(text), &doc); err != nil {
		return File{}, err
	}
	switch {
	case doc.Toolchain == nil:
		return File{}, errors.New("there is no [toolchain] table")
	case doc.Toolchain.Channel != "" && doc.Toolchain.Path != "":
		return File{}, errors.New("it has both a channel and a path")
	}
	return *doc.Toolchain, nil
}

// Chooses says whether rustup calls the toolchain that the file chooses by this
// name: as in the file, or with the host appended.
func (f File) Chooses(name string) bool {
	if f.Path != "" {
		return name == f.Path
	}
	rest, found := strings.CutPrefix(name, f.Channel)
	return found && f.Channel != "" && (rest == "" || host.MatchString(rest))
}
