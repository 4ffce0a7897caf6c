package skeleton

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/layer"
	"github.com/cargo-nw/cargo-nw/internal/regular"
	"github.com/cargo-nw/cargo-nw/internal/skeleton"
)

// age is the time of everything in a skeleton: older than any source.
var age = layer.Time

// write writes a skeleton into a directory that is empty or not there. After an
// error, the directory is as it was.
func write(ctx context.Context, dir string, tree skeleton.Tree) error {
	_, missing := os.Lstat(dir)
	err := writeAll(ctx, dir, tree)
	if err == nil {
		return nil
	}
	left := []string{filepath.Join(dir, layer.SumName)}
	for _, f := range tree.Files {
		first, _, _ := strings.Cut(f.Path, "/")
		left = append(left, filepath.Join(dir, first))
	}
	for _, path := range slices.Compact(left) {
		_ = os.RemoveAll(path) // what cannot be removed is there to see
	}
	if missing != nil {
		_ = os.Remove(dir)
	}
	return err
}

func writeAll(ctx context.Context, dir string, tree skeleton.Tree) error {
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // a tree of sources, as git makes one
		return fmt.Errorf("writing the skeleton: %w", err)
	}
	if err := writeSum(dir, tree); err != nil {
		return err
	}
	made := map[string]bool{dir: true}
	for _, f := range tree.Files {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		path := filepath.Join(dir, filepath.FromSlash(f.Path))
		for up := filepath.Dir(path); !made[up]; up = filepath.Dir(up) {
			made[up] = true
		}
		if err := writeFile(path, f); err != nil {
			return fmt.Errorf("writing the skeleton: %w", err)
		}
	}
	var errs []error
	dirs := make([]string, 0, len(made))
	for path := range made {
		dirs = append(dirs, path)
	}
	slices.Sort(dirs)
	for _, path := range slices.Backward(dirs) {
		errs = append(errs, os.Chtimes(path, age, age))
	}
	return errors.Join(errs...)
}

func writeFile(path string, f skeleton.File) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil { //nolint:gosec // as above
		return err
	}
	if f.Link != "" {
		return os.Symlink(filepath.FromSlash(f.Link), path)
	}
	text := f.Text
	if f.From != "" {
		var err error
		if text, err = regular.Read(f.From); err != nil {
			return err
		}
	}
	mode := os.FileMode(0o644)
	if f.Program {
		mode = 0o755
	}
	if err := os.WriteFile(path, text, mode); err != nil {
		return err
	}
	return os.Chtimes(path, age, age)
}
