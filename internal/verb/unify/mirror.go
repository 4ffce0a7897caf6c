package unify

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/regular"
)

// mirror is a copy of what cargo reads of a workspace when it is asked for a
// unit graph: manifests, the lock file, and empty files where targets are.
// Cargo is asked there, so the workspace itself is not touched before the result
// is known.
type mirror struct {
	dir  string // where base is, in the copy
	base string // the innermost directory with all that is copied
	text map[string]string
}

// prefix is that of the directory of a mirror, and what is in every path in it.
const prefix = "cargo-nw-unify-"

// newMirror makes a copy of packages below a temporary directory. texts are the
// files with a content, by path; the rest of the packages is looked for.
func newMirror(parent string, packages []string, texts map[string]string, reader *manifest.Reader) (*mirror, error) {
	if err := os.MkdirAll(parent, 0o700); err != nil {
		return nil, err
	}
	sweep(parent)
	dir, err := os.MkdirTemp(parent, prefix)
	if err != nil {
		return nil, err
	}
	m := &mirror{dir: dir, text: map[string]string{}}
	empty := map[string]bool{}
	for _, path := range slices.Concat(manifests(packages), slices.Collect(maps.Keys(texts))) {
		if filepath.Base(path) != manifest.FileName {
			continue
		}
		// A root package is read for what others inherit from it, and refused without targets.
		for _, target := range targets(filepath.Dir(path), reader.Settings(path)) {
			empty[target] = true
		}
	}
	if m.base, err = common(slices.Concat(packages, slices.Collect(maps.Keys(texts)), slices.Collect(maps.Keys(empty)))); err != nil {
		return m, err
	}
	for _, path := range slices.Sorted(maps.Keys(texts)) {
		if err := m.write(path, texts[path]); err != nil {
			return m, err
		}
	}
	for path := range empty {
		if err := m.touch(path); err != nil {
			return m, err
		}
	}
	for _, pkg := range packages {
		if err := m.above(pkg); err != nil {
			return m, err
		}
	}
	return m, nil
}

// sweep removes copies that a call has left which could not end as it should.
func sweep(parent string) {
	entries, _ := os.ReadDir(parent)
	for _, e := range entries {
		if info, err := e.Info(); err == nil && strings.HasPrefix(e.Name(), prefix) && time.Since(info.ModTime()) > 24*time.Hour {
			_ = os.RemoveAll(filepath.Join(parent, e.Name()))
		}
	}
}

// above copies the manifests in the directories above a package: one of them may
// be the root of its workspace.
func (m *mirror) above(pkg string) error {
	for dir := range paths.Up(pkg) {
		path := filepath.Join(dir, manifest.FileName)
		if _, known := m.text[path]; !known {
			if data, err := regular.Read(path); err == nil {
				if err := m.write(path, string(data)); err != nil {
					return err
				}
			}
		}
		if dir == m.base {
			break
		}
	}
	return nil
}

// remove removes the copy.
func (m *mirror) remove() { _ = os.RemoveAll(m.dir) }

// at is where a path of the workspace is in the copy.
func (m *mirror) at(path string) string { return filepath.Join(m.dir, paths.Relative(m.base, path)) }

// real is where a path of the copy is in the workspace.
func (m *mirror) real(path string) string {
	return filepath.Join(m.base, paths.Relative(m.dir, path))
}

// write gives a file of the workspace a text, in the copy.
func (m *mirror) write(path, text string) error {
	if known, ok := m.text[path]; ok && known == text {
		return nil
	}
	at := m.at(path)
	if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil {
		return err
	}
	m.text[path] = text
	return os.WriteFile(at, []byte(text), 0o600)
}

func (m *mirror) touch(path string) error {
	at := m.at(path)
	if paths.Exists(at) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil {
		return err
	}
	return os.WriteFile(at, nil, 0o600)
}

// drop removes a file from the copy.
func (m *mirror) drop(path string) error {
	delete(m.text, path)
	return os.Remove(m.at(path))
}

// reread takes in what cargo has written.
func (m *mirror) reread(path string) error {
	data, err := regular.Read(m.at(path))
	if errors.Is(err, fs.ErrNotExist) {
		delete(m.text, path)
		return nil
	}
	m.text[path] = string(data)
	return err
}

// state stands for all that is in the copy.
func (m *mirror) state() string {
	hash := sha256.New()
	for _, path := range slices.Sorted(maps.Keys(m.text)) {
		_, _ = fmt.Fprintf(hash, "%d %s %d %s", len(path), path, len(m.text[path]), m.text[path])
	}
	return hex.EncodeToString(hash.Sum(nil))
}

// targets are the files of a package that cargo takes for targets, as far as
// they are there, and those that its manifest gives
// (https://doc.rust-lang.org/cargo/reference/cargo-targets.html#target-auto-discovery).
func targets(pkg string, settings manifest.Settings) []string {
	var list []string
	for _, pattern := range []string{"*.rs", "src/*.rs", "src/bin/*.rs", "src/bin/*/main.rs", "examples/*.rs", "examples/*/main.rs", "tests/*.rs", "tests/*/main.rs", "benches/*.rs", "benches/*/main.rs"} {
		list = append(list, matching(pkg, strings.Split(pattern, "/"))...)
	}
	for _, path := range settings.TargetPaths() {
		if file := filepath.Clean(paths.Join(pkg, path)); paths.IsFile(file) {
			list = append(list, file)
		}
	}
	return list
}

// matching are the files below dir whose names match the words: "*", a suffix
// after it, or a name.
func matching(dir string, words []string) (list []string) {
	entries, _ := os.ReadDir(dir) // what cannot be read has none
	for _, e := range entries {
		suffix, pattern := strings.CutPrefix(words[0], "*")
		if pattern && !strings.HasSuffix(e.Name(), suffix) || !pattern && e.Name() != words[0] {
			continue
		}
		path := filepath.Join(dir, e.Name())
		if len(words) > 1 {
			list = append(list, matching(path, words[1:])...)
		} else if paths.IsFile(path) {
			list = append(list, path)
		}
	}
	return list
}

var errVolumes = errors.New("its packages are on several volumes")

// common is the innermost directory that contains all of the paths.
func common(list []string) (string, error) {
	dir := cmp.Or(list...)
	for _, path := range list {
		for !paths.Inside(dir, path) {
			up := filepath.Dir(dir)
			if up == dir {
				return "", errVolumes
			}
			dir = up
		}
	}
	if paths.IsFile(dir) {
		dir = filepath.Dir(dir)
	}
	return dir, nil
}
