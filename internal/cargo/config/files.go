package config

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"github.com/pelletier/go-toml/v2"

	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/regular"
)

// table is one configuration file, or one --config value, with its includes
// below it.
type table struct {
	source string // its name for people
	folder string // what include starts from
	base   string // what the paths in values start from
	values map[string]any
	below  []table // what it includes; it overrides them, the last one first
}

// Reader reads configuration files, each only once. It is not safe for
// concurrent use.
type Reader struct{ files map[string]map[string]any }

// NewReader returns a reader that has read nothing yet.
func NewReader() *Reader { return &Reader{files: map[string]map[string]any{}} }

// hierarchy lists the files that apply to a cargo started in dir, the strongest
// first. With an error, the first one, it lists what can be read.
func (r *Reader) hierarchy(dir, home string) (found []table, err error) {
	for _, folder := range folders(dir, home) {
		t, wrong := r.inFolder(folder)
		if t.source != "" {
			found, err = append(found, t), cmp.Or(err, wrong)
		}
	}
	return found, err
}

// inFolder reads the one file that cargo uses in a folder; without one the
// table is empty, and so is its source.
func (r *Reader) inFolder(folder string) (table, error) {
	for _, name := range fileNames {
		path := filepath.Join(folder, name)
		values, err := r.file(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return fileTable(path, nil), err
		default:
			return r.inFile(path, values)
		}
	}
	return table{}, nil
}

// file reads one file; a missing one gives fs.ErrNotExist, and so does a path
// below another file, or a folder of that name.
func (r *Reader) file(path string) (map[string]any, error) {
	if values, ok := r.files[path]; ok {
		if values == nil {
			return nil, fs.ErrNotExist
		}
		return values, nil
	}
	data, err := regular.Read(path)
	if err != nil && (!paths.IsFile(path)) {
		r.files[path] = nil
		return nil, fs.ErrNotExist
	}
	if err != nil {
		return nil, fmt.Errorf("reading cargo's configuration: %w", err)
	}
	values, err := parse(data)
	if err != nil {
		return nil, fmt.Errorf("parsing cargo's configuration %s: %w", filepath.ToSlash(path), err)
	}
	r.files[path] = values
	return values, nil
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

// withIncludes follows `include`. A file that was included before is skipped,
// so it always ends: the stronger inclusion has already said everything, and
// cargo does not start if it is really a cycle. With an error, the first one,
// it has what can be read.
func (r *Reader) withIncludes(t table, seen map[string]bool) (_ table, err error) {
	for _, in := range slices.Backward(t.includes()) {
		if seen[filepath.Clean(in.path)] {
			continue
		}
		seen[filepath.Clean(in.path)] = true
		included, wrong := r.file(in.path)
		switch {
		case errors.Is(wrong, fs.ErrNotExist) && in.optional:
			continue
		case errors.Is(wrong, fs.ErrNotExist):
			wrong = fmt.Errorf("reading cargo's configuration: %s, which %s includes: %w", filepath.ToSlash(filepath.Clean(in.path)), filepath.ToSlash(t.source), wrong)
		case wrong == nil:
			var below table
			below, wrong = r.withIncludes(fileTable(in.path, included), seen)
			t.below = append(t.below, below)
		}
		err = cmp.Or(err, wrong)
	}
	return t, err
}

// include is one entry of the `include` key. The path keeps its "..".
type include struct {
	path     string
	optional bool
}

// includes lists what the table has in `include`: a path, a list of paths, or
// of tables with `path` and `optional`.
func (t table) includes() []include {
	entries, _ := t.values["include"].([]any)
	if one, ok := t.values["include"].(string); ok {
		entries = []any{one}
	}
	var list []include
	for _, entry := range entries {
		var in include
		switch e := entry.(type) {
		case string:
			in.path = e
		case map[string]any:
			in.path, _ = e["path"].(string)
			in.optional, _ = e["optional"].(bool)
		}
		if in.path != "" {
			in.path = paths.Join(t.folder, in.path)
			list = append(list, in)
		}
	}
	return list
}
