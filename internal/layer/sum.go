package layer

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/regular"
)

// SumName is the file at the top of a skeleton that says what is in the files
// that it has from the sources, and in its own manifests, in the format of
// sha256sum. Its time is that of the last run in the skeleton.
const SumName = "nw-skeleton.sum"

// OfName is the file at the top of a temporary skeleton with the directory of
// the sources.
const OfName = "nw-skeleton.of"

// Time is that of all files of a skeleton.
var Time = time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)

// Sum is what [SumName] says.
type Sum struct {
	Top   string            // the directory that the paths are below
	Path  string            // of the file itself
	Files map[string]string // hash, in hexadecimal digits, by path with slashes
	Had   map[string]string // the same of manifests and lock files of the sources, for a temporary skeleton
}

// FormatSum is the text of the file, for what is in files, by path with slashes.
func FormatSum(files map[string][]byte) string {
	var lines []string
	for name, text := range files {
		lines = append(lines, digest(text)+"  "+name+"\n")
	}
	slices.SortFunc(lines, func(a, b string) int { return strings.Compare(a[sha256.Size*2:], b[sha256.Size*2:]) })
	return strings.Join(lines, "")
}

func digest(text []byte) string {
	h := sha256.Sum256(text)
	return hex.EncodeToString(h[:])
}

// parseSum reads lines of sha256sum. Paths that lead out of the top are an error.
func parseSum(text string) (map[string]string, error) {
	files := map[string]string{}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		hash, name, ok := strings.Cut(line, "  ")
		if !ok || len(hash) != sha256.Size*2 || !fs.ValidPath(name) || name != path.Clean(name) {
			return nil, fmt.Errorf("not a line of sha256sum: %q", line)
		}
		files[name] = hash
	}
	return files, nil
}

// readSum reads a file for the tree below top.
func readSum(file, top string) (*Sum, error) {
	text, err := regular.Read(file)
	if err != nil {
		return nil, err
	}
	files, err := parseSum(string(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return &Sum{Top: top, Path: file, Files: files}, nil
}

// findSum looks for the file in dir and in each directory above it. nil: there
// is none.
func findSum(dir string) (*Sum, error) {
	for up := range paths.Up(dir) {
		if file := filepath.Join(up, SumName); paths.Exists(file) {
			return readSum(file, up)
		}
	}
	return nil, nil
}

// Abs is the absolute path of one of the files.
func (s *Sum) Abs(name string) string { return filepath.Join(s.Top, filepath.FromSlash(name)) }

// Name is the name in the sum of an absolute path, "" if it is not below the top.
func (s *Sum) Name(file string) string {
	if s == nil || !paths.Inside(s.Top, file) {
		return ""
	}
	return filepath.ToSlash(paths.Relative(s.Top, file))
}

// has says whether a file of that name is in the tree as the sum has it.
func (s *Sum) has(name string) bool {
	hash, ok := s.Files[name]
	return ok && s.is(name, hash)
}

// is says whether the file of that name has this hash.
func (s *Sum) is(name, hash string) bool {
	text, err := regular.Read(s.Abs(name))
	return err == nil && digest(text) == hash
}
