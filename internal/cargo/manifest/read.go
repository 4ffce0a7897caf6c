package manifest

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"syscall"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/printable"
	"github.com/cargo-nw/cargo-nw/internal/regular"
)

// FileName is the only name that cargo accepts for a manifest.
const FileName = "Cargo.toml"

// Reader reads manifests and remembers each of them, so one Reader sees one
// state of the file system. It is not safe for concurrent use.
type Reader struct {
	cargoHome string
	manifests map[string]result
	settings  map[string]Settings
	exists    map[string]bool
	parser    unstable.Parser
	buffer    []byte
}

type result struct {
	manifest *Manifest
	err      error
}

// NewReader returns an empty Reader. The search for a workspace root does not
// pass cargoHome on its way up; "" means that there is no such boundary.
func NewReader(cargoHome string) *Reader {
	if cargoHome != "" {
		cargoHome = components(cargoHome)
	}
	return &Reader{cargoHome: cargoHome, manifests: map[string]result{}, settings: map[string]Settings{}, exists: map[string]bool{}}
}

// Load reads the Cargo.toml at an absolute path. It checks what can be checked
// without other manifests. Every error is an *Error.
func (r *Reader) Load(path string) (*Manifest, error) {
	path = filepath.Clean(path)
	if known, ok := r.manifests[path]; ok {
		return known.manifest, known.err
	}
	m, err := r.load(path)
	r.manifests[path] = result{m, err}
	return m, err
}

func (r *Reader) load(path string) (*Manifest, error) {
	if !filepath.IsAbs(path) {
		return nil, errorf(path, "the path of a manifest must be absolute")
	}
	data, err := r.read(path)
	if err != nil {
		return nil, err
	}
	return r.parse(path, data)
}

// read returns what is in the file. The bytes are valid until the next call.
func (r *Reader) read(path string) ([]byte, error) {
	data, err := regular.Append(r.buffer[:0], path)
	switch {
	case err == nil:
		r.buffer = data
		return data, nil
	case errors.Is(err, syscall.EISDIR):
		return nil, errorf(path, "is a directory").hint("a manifest is a file: rename or remove the directory")
	case errors.Is(err, regular.ErrNotRegular), errors.Is(err, regular.ErrTooBig):
		return nil, errorf(path, "%s", errors.Unwrap(err).Error())
	}
	return nil, readError(path, err)
}

func (r *Reader) parse(path string, data []byte) (*Manifest, error) {
	data = bytes.TrimPrefix(data, byteOrderMark)
	doc, err := r.document(path, data)
	if err != nil {
		return nil, err
	}
	d := decoder{path: path, data: data, doc: doc}
	m, bad := d.manifest()
	if bad != nil {
		return nil, bad
	}
	return m, nil
}

var byteOrderMark = []byte("\ufeff")

// document parses TOML without a byte order mark.
func (r *Reader) document(path string, data []byte) (map[string]any, error) {
	doc, bad := parseDocument(&r.parser, data)
	if bad != nil {
		at := placeAt(data, bad.offset)
		return nil, (&Error{Path: path, Line: at.line, Column: at.column, Message: bad.message}).
			hint("correct the TOML there")
	}
	return doc, nil
}

// manifestExists answers like Rust's Path::exists: a directory counts, what
// cannot be examined does not.
func (r *Reader) manifestExists(path string) bool {
	if known, ok := r.manifests[path]; ok && known.err == nil {
		return true
	}
	exists, ok := r.exists[path]
	if !ok {
		exists = paths.Exists(path)
		r.exists[path] = exists
	}
	return exists
}

// Find returns the nearest Cargo.toml from the absolute directory dir upward,
// as cargo looks for it from the current directory
// (src/cargo/util/important_paths.rs). The error wraps ErrNotFound.
func Find(dir string) (string, error) {
	for up := range paths.Up(filepath.Clean(dir)) {
		if path := filepath.Join(up, FileName); paths.Exists(path) {
			return path, nil
		}
	}
	return "", fmt.Errorf("%w in `%s` or any parent directory", ErrNotFound, printable.Path(dir))
}
