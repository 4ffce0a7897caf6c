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

// maxIncludes ends a chain of include keys that names itself.
const maxIncludes = 64

// table is one configuration file, with its includes beneath it.
type table struct {
	path   string
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
			t, err := r.withIncludes(path, values, 0)
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

// withIncludes follows `include`: a path, a list of paths, or of tables with
// `path` and `optional`, relative to the file that names them.
func (r *Reader) withIncludes(path string, values map[string]any, depth int) (table, error) {
	t := table{path: path, values: values}
	if depth > maxIncludes {
		return t, fmt.Errorf("reading cargo's configuration %s: include has no end", path)
	}
	entries, ok := values["include"].([]any)
	if one, isString := values["include"].(string); isString {
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
		if !filepath.IsAbs(name) {
			name = filepath.Join(filepath.Dir(path), name)
		}
		included, err := r.file(name)
		if errors.Is(err, fs.ErrNotExist) && optional {
			continue
		}
		if err != nil {
			return t, fmt.Errorf("reading %s, which %s includes: %w", name, path, err)
		}
		below, err := r.withIncludes(name, included, depth+1)
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
