package skeleton

import (
	"fmt"
	"os"
	"path"
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/layer"
	"github.com/cargo-nw/cargo-nw/internal/regular"
	"github.com/cargo-nw/cargo-nw/internal/skeleton"
)

// writeSum writes what the skeleton has of packages from the sources, and its
// manifests, into a file at its top: by it, a traversal in the sources sees what
// they have replaced.
func writeSum(dir string, tree skeleton.Tree) error {
	files := map[string][]byte{}
	for _, f := range tree.Files {
		if f.Link != "" || f.From == "" && path.Base(f.Path) != manifest.FileName {
			continue
		}
		text := f.Text
		if f.From != "" {
			var err error
			if text, err = regular.Read(f.From); err != nil {
				return err
			}
		}
		files[f.Path] = text
	}
	to := filepath.Join(dir, layer.SumName)
	err := os.WriteFile(to, []byte(layer.FormatSum(files)), 0o644) //nolint:gosec // as the rest of the skeleton
	if err == nil {
		err = os.Chtimes(to, age, age)
	}
	if err != nil {
		return fmt.Errorf("writing the skeleton: %w", err)
	}
	return nil
}
