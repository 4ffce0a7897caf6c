package toolchain

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"

	"github.com/pelletier/go-toml/v2"

	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// Overrides are the toolchains that directories have in rustup's settings, by
// directory. home is rustup's home. If the settings cannot be read, there are
// none.
func Overrides(home string) map[string]string {
	data, err := os.ReadFile(Settings(home))
	if err != nil {
		return nil
	}
	var doc struct{ Overrides map[string]string }
	if toml.Unmarshal(data, &doc) != nil {
		return nil
	}
	return doc.Overrides
}

// Default is the toolchain that rustup chooses if nothing else does, "" if its
// settings do not say. home is rustup's home.
func Default(home string) string {
	data, err := os.ReadFile(Settings(home))
	if err != nil {
		return ""
	}
	var doc struct {
		Default string `toml:"default_toolchain"`
	}
	if toml.Unmarshal(data, &doc) != nil {
		return ""
	}
	return doc.Default
}

// Chosen is the toolchain that rustup chooses for a cargo started in dir if the
// user has named none: that of the nearest directory with an override or a
// toolchain file; if it has both, the override wins. It is "" for the default,
// and a path if a file chooses a directory or cannot be read.
func Chosen(dir string, overrides map[string]string) string {
	return NewChooser(overrides).Chosen(dir)
}

// Chooser answers [Chosen] for many directories: what is above them is looked at
// once.
type Chooser struct {
	overrides map[string]string
	known     map[string]string // by directory
}

// NewChooser is one that has looked at nothing yet.
func NewChooser(overrides map[string]string) *Chooser {
	return &Chooser{overrides, map[string]string{}}
}

// Chosen is the toolchain for a cargo started in dir.
func (c *Chooser) Chosen(dir string) string {
	name, known := c.known[dir]
	if known {
		return name
	}
	path := ""
	if name = c.overrides[dir]; name == "" {
		path = FileIn(dir)
	}
	if up := filepath.Dir(dir); path != "" {
		name = chosenBy(path)
	} else if name == "" && up != dir {
		name = c.Chosen(up)
	}
	c.known[dir] = name
	return name
}

// chosenBy is what the toolchain file at path chooses.
func chosenBy(path string) string {
	file, err := ReadFile(path)
	if err != nil {
		return path
	}
	if file.Path != "" {
		file.Path = paths.Absolute(filepath.Dir(path), file.Path)
	}
	return cmp.Or(file.Channel, file.Path)
}

// IsInstalled says whether rustup has the toolchain of this name, with or without
// its host.
func IsInstalled(env []string, name string) bool {
	entries, _ := os.ReadDir(filepath.Join(Home(env), "toolchains")) // without one there are none
	return slices.ContainsFunc(entries, func(e os.DirEntry) bool { return File{Channel: name}.Chooses(e.Name()) })
}
