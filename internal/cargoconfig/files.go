package cargoconfig

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/pelletier/go-toml/v2"
)

// table is one configuration file, or one --config value, with its includes
// beneath it.
type table struct {
	source string // how a person knows it
	folder string // what include starts from
	base   string // what the paths in values start from
	values map[string]any
	below  []table // what it includes; it overrides them, the last one first
}

// Reader reads configuration files, each only once. It is not safe for
// concurrent use.
type Reader struct{ files map[string]map[string]any }

// NewReader gives a reader that has read nothing yet.
func NewReader() *Reader { return &Reader{files: map[string]map[string]any{}} }

// hierarchy lists the files that hold for a cargo started in dir, the
// strongest first: dir/.cargo/config, its parents', then home's
// (src/cargo/util/context/mod.rs, walk_tree).
func (r *Reader) hierarchy(dir, home string) ([]table, error) {
	var found []table
	seen := map[string]bool{}
	add := func(folder string) error {
		for _, name := range []string{"config", "config.toml"} {
			path := filepath.Join(folder, name)
			if seen[path] {
				return nil
			}
			values, err := r.file(path)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				return err
			}
			seen[path] = true
			t, err := r.inFile(path, values)
			if err != nil {
				return err
			}
			found = append(found, t)
			return nil
		}
		return nil
	}
	for d := dir; ; d = filepath.Dir(d) {
		if err := add(filepath.Join(d, ".cargo")); err != nil {
			return nil, err
		}
		if d == filepath.Dir(d) {
			break
		}
	}
	if home != "" {
		if err := add(home); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// file reads one file; a missing one gives fs.ErrNotExist, as does a folder of
// that name.
func (r *Reader) file(path string) (map[string]any, error) {
	if values, ok := r.files[path]; ok {
		if values == nil {
			return nil, fs.ErrNotExist
		}
		return values, nil
	}
	data, err := os.ReadFile(path) //nolint:gosec // the user's own configuration
	if errors.Is(err, fs.ErrNotExist) || err != nil && isDir(path) {
		r.files[path] = nil
		return nil, fs.ErrNotExist
	}
	if err != nil {
		return nil, fmt.Errorf("reading cargo's configuration: %w", err)
	}
	values, err := parse(data)
	if err != nil {
		return nil, fmt.Errorf("parsing cargo's configuration %s: %w", path, err)
	}
	r.files[path] = values
	return values, nil
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func parse(data []byte) (map[string]any, error) {
	values := map[string]any{}
	if err := toml.Unmarshal(data, &values); err != nil {
		if at, ok := errors.AsType[*toml.DecodeError](err); ok {
			line, column := at.Position()
			return nil, fmt.Errorf("line %d, column %d: %w", line, column, err)
		}
		return nil, err
	}
	return values, nil
}

// inFile is what the file at path says, with its includes. A path in
// .cargo/config.toml is relative to the parent of .cargo
// (src/cargo/util/context/value.rs, Definition::root).
func (r *Reader) inFile(path string, values map[string]any) (table, error) {
	return r.withIncludes(fileTable(path, values), map[string]bool{filepath.Clean(path): true})
}

func fileTable(path string, values map[string]any) table {
	folder := parent(path)
	return table{source: filepath.Clean(path), folder: folder, base: filepath.Clean(parent(folder)), values: values}
}

// withIncludes follows `include`: a path, a list of paths, or of tables with
// `path` and `optional`. A file that was there before is passed over, so that
// there is an end: the stronger one has said all that it says, and cargo does
// not start where it is really a circle.
func (r *Reader) withIncludes(t table, seen map[string]bool) (table, error) {
	entries, ok := t.values["include"].([]any)
	if one, isString := t.values["include"].(string); isString {
		entries, ok = []any{one}, true
	}
	if !ok {
		return t, nil
	}
	for _, entry := range slices.Backward(entries) {
		name, optional := includeEntry(entry)
		if name == "" {
			continue
		}
		path := joined(t.folder, name)
		if seen[filepath.Clean(path)] {
			continue
		}
		seen[filepath.Clean(path)] = true
		included, err := r.file(path)
		if errors.Is(err, fs.ErrNotExist) && optional {
			continue
		}
		if errors.Is(err, fs.ErrNotExist) {
			return t, fmt.Errorf("reading cargo's configuration: %s, which %s includes: %w", filepath.Clean(path), t.source, err)
		}
		if err != nil {
			return t, err
		}
		below, err := r.withIncludes(fileTable(path, included), seen)
		if err != nil {
			return t, err
		}
		t.below = append(t.below, below)
	}
	return t, nil
}

func includeEntry(entry any) (path string, optional bool) {
	switch e := entry.(type) {
	case string:
		return e, false
	case map[string]any:
		path, _ = e["path"].(string)
		optional, _ = e["optional"].(bool)
	}
	return path, optional
}
