package selection

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// Start is the option that says where to start.
type Start struct {
	ManifestPath string // as typed, "" for the current directory
}

// Option is --manifest-path.
func (s *Start) Option() command.Option {
	return command.Path(&s.ManifestPath, "--manifest-path", "PATH", "start at the Cargo.toml at PATH").
		Like("PATH/Cargo.toml")
}

// Directory is where to start: absolute, symlinks resolved, as a cargo that
// starts there sees it. An error is a usage error.
func (s Start) Directory(c command.Call) (string, error) {
	if s.ManifestPath == "" {
		return c.Dir, nil
	}
	path := filepath.Join(c.Dir, s.ManifestPath)
	if paths.Rooted(s.ManifestPath) {
		path = paths.Join(c.Dir, s.ManifestPath) // as it is: `..` counts after a symlink
	}
	if err := checkManifestPath(path, s.ManifestPath); err != nil {
		return "", err
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(path))
	if err != nil {
		return "", fmt.Errorf("reading the manifest path: %w", err)
	}
	return dir, nil
}

// checkManifestPath refuses what cargo refuses (src/cargo/util/command_prelude.rs,
// root_manifest).
func checkManifestPath(path, written string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return command.Usage(fmt.Sprintf("manifest path `%s` does not exist", printable.Text(written)), "")
	case info.IsDir():
		return command.Usage(
			fmt.Sprintf("manifest path `%s` is a directory but expected a file", printable.Text(written)),
			"cargo nw --manifest-path "+args.Quote(filepath.ToSlash(filepath.Join(written, manifest.FileName)))+" …",
		)
	case filepath.Base(path) != manifest.FileName:
		return command.Usage("the manifest-path must be a path to a Cargo.toml file", "")
	}
	return nil
}
