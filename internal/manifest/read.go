package manifest

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// FileName is the only name that cargo accepts for a manifest.
const FileName = "Cargo.toml"

// Reader reads manifests and remembers each of them, so that one Reader sees
// one state of the file system. It is not safe for concurrent use.
type Reader struct {
	cargoHome string
	manifests map[string]result
	exists    map[string]bool
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
	return &Reader{cargoHome: cargoHome, manifests: map[string]result{}, exists: map[string]bool{}}
}

// Load reads the Cargo.toml at an absolute path. It checks what can be checked
// without looking at other manifests. Every error is an *Error.
func (r *Reader) Load(path string) (*Manifest, error) {
	path = filepath.Clean(path)
	if known, ok := r.manifests[path]; ok {
		return known.manifest, known.err
	}
	m, err := load(path)
	r.manifests[path] = result{m, err}
	return m, err
}

func load(path string) (*Manifest, error) {
	if !filepath.IsAbs(path) {
		return nil, errorf(path, "the path of a manifest must be absolute")
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, readError(path, err)
	case info.IsDir():
		return nil, errorf(path, "is a directory").hint("a manifest is a file; rename or remove the directory")
	case !info.Mode().IsRegular():
		return nil, errorf(path, "is not a regular file")
	}
	data, err := os.ReadFile(path) //nolint:gosec // reading manifests wherever they lie is what this is for
	if err != nil {
		return nil, readError(path, err)
	}
	return parse(path, data)
}

func parse(path string, data []byte) (*Manifest, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	d := decoder{path: path, data: data}
	if err := toml.Unmarshal(data, &d.doc); err != nil {
		return nil, syntaxError(path, err)
	}
	m, err := d.manifest()
	if err != nil {
		return nil, err
	}
	return m, nil
}

func syntaxError(path string, err error) *Error {
	bad := &Error{Path: path, Message: strings.TrimPrefix(err.Error(), "toml: ")}
	var decode *toml.DecodeError
	if errors.As(err, &decode) {
		bad.Line, bad.Column = decode.Position()
		bad.Key = strings.Join(decode.Key(), ".")
	}
	return bad.hint("correct the TOML; `cargo metadata --no-deps` shows the place as cargo sees it")
}

// manifestExists answers like Rust's Path::exists: a directory counts, what
// cannot be looked at does not.
func (r *Reader) manifestExists(path string) bool {
	if known, ok := r.manifests[path]; ok && known.err == nil {
		return true
	}
	exists, ok := r.exists[path]
	if !ok {
		_, err := os.Stat(path)
		exists = err == nil
		r.exists[path] = exists
	}
	return exists
}

// Find returns the nearest Cargo.toml from the absolute directory dir upward,
// as cargo looks for it from the current directory
// (src/cargo/util/important_paths.rs). The error wraps ErrNotFound.
func Find(dir string) (string, error) {
	for current := filepath.Clean(dir); ; current = filepath.Dir(current) {
		path := filepath.Join(current, FileName)
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
		if filepath.Dir(current) == current {
			return "", fmt.Errorf("%w in `%s` or any parent directory", ErrNotFound, show(dir))
		}
	}
}
