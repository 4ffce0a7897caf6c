package unify

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/metadata"
	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
	"github.com/cargo-nw/cargo-nw/internal/change"
	"github.com/cargo-nw/cargo-nw/internal/edit"
	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/unify"
	"github.com/cargo-nw/cargo-nw/nested"
)

// space is a workspace that is being unified.
type space struct {
	ws       nested.Workspace
	settings manifest.Unify
	reader   *manifest.Reader
	cargo    unitgraph.Cargo
	home     string // CARGO_HOME
	cache    string // directory
	cwd      string // the current directory

	old  map[string]change.File // files that may change, as they are
	bare map[string]string      // the texts of those that stay, without anything generated
	dirs []string               // where crates are to be, and where the manifests say that they are
	ours map[string]bool        // those with generated crates in them
	// excluded: the workspace has excluded the directory before there were crates.
	excluded bool
	mirror   *mirror
	known    *unitgraph.Cache
	plain    metadata.Metadata // without anything generated
	meta     metadata.Metadata
	crates   map[string]bool // IDs of the generated crates
	lists    unify.Lists
	debug    []string // packages with a line in the dev profile
	level    string   // which debuginfo these get, as TOML
	wrote    []unify.Crate
	own      unitgraph.Cargo // with the environment that builds have
	asked    string          // what questions begin with, if they are asked in another way
	config   []string        // lines for cargo's configuration
	proven   []string        // the units of the build of the whole workspace in the copy
}

// members is how many packages the workspace has.
func (s *space) members() int { return len(s.ws.Members) }

// hack is the directory of the crates.
func (s *space) hack() string {
	return filepath.Join(s.ws.Dir, filepath.FromSlash(s.settings.Path))
}

func (s *space) lock() string { return lockfile.In(s.ws.Manifest) }

// configuration is the file in which cargo's own unification is switched on.
func (s *space) configuration() string {
	old := filepath.Join(s.ws.Dir, ".cargo", "config")
	if paths.IsFile(old) {
		return old
	}
	return old + ".toml"
}

// open reads the workspace and takes out what is generated, in memory.
func (s *space) open() (err error) {
	if s.settings, err = s.reader.Unify(s.ws.Manifest); err != nil {
		return err
	}
	s.old, s.bare, s.ours = map[string]change.File{}, map[string]string{}, map[string]bool{}
	s.dirs = []string{s.hack()}
	manifests := []string{s.ws.Manifest}
	for _, m := range s.ws.Members {
		manifests = append(manifests, m.Manifest)
	}
	for _, path := range manifests {
		if err = s.strip(path); err != nil {
			return err
		}
	}
	if err = s.generated(); err != nil {
		return err
	}
	if err = s.include(); err != nil {
		return err
	}
	if err = s.strip(s.configuration()); err != nil {
		return err
	}
	file, err := change.Read(s.lock())
	switch {
	case err != nil:
		return err
	case !file.Exists:
		return hint.New("there is no Cargo.lock", "cargo nw fetch writes it")
	}
	s.old[file.Path], s.bare[file.Path] = file, string(file.Old)
	return nil
}

// include takes the directories of the crates out of what the workspace excludes,
// if they are there because of the crates.
func (s *space) include() error {
	root := s.ws.Manifest
	s.excluded = edit.Excludes([]byte(s.bare[root]), s.settings.Path)
	for _, dir := range s.dirs {
		ours := s.ours[dir] && !bytes.Contains(s.old[filepath.Join(dir, attributesFile)].Old, []byte(excludedBefore))
		if !ours {
			continue
		}
		rel := paths.Shown(s.ws.Dir, dir)
		text, err := edit.Exclude([]byte(s.bare[root]), rel, false)
		if err != nil {
			return s.refused(root, err)
		}
		s.bare[root] = string(text)
		s.excluded = s.excluded && rel != s.settings.Path
	}
	return nil
}

// strip reads a file and takes out the part that is generated.
func (s *space) strip(path string) error {
	if _, known := s.old[path]; known {
		return nil
	}
	file, err := change.Read(path)
	if err != nil {
		return err
	}
	s.old[path] = file
	if !file.Exists {
		return nil
	}
	for _, listed := range edit.BlockPaths(file.Old, true) {
		crate := filepath.Join(filepath.Dir(path), filepath.FromSlash(listed))
		dir := filepath.Dir(crate)
		if !slices.Contains(s.dirs, dir) && s.reader.Settings(filepath.Join(crate, manifest.FileName)).Generated() {
			s.dirs = append(s.dirs, dir) // the settings may have had another path then
		}
	}
	text, err := edit.WithoutBlock(file.Old)
	if err != nil {
		return s.refused(path, err)
	}
	if len(text) > 0 || len(file.Old) == 0 {
		s.bare[path] = string(text)
	}
	return nil
}

// refused is the error that a file cannot be edited, with what to do.
func (s *space) refused(path string, err error) error {
	if bad, ok := errors.AsType[*edit.RefusedError](err); ok {
		return &manifest.Error{Path: path, Line: bad.Line, Message: "unify does not edit it: " + bad.Why, Hint: "write this there yourself: " + bad.Add}
	}
	return err
}

// generated reads the files of the crates that are there, where they are to be and
// where they have been. A package there that was not generated is an error.
func (s *space) generated() error {
	for _, dir := range s.dirs {
		if err := s.generatedIn(dir); err != nil {
			return err
		}
	}
	return nil
}

func (s *space) generatedIn(hack string) error {
	dirs, err := os.ReadDir(hack)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("reading %s: %w", hack, err)
	}
	for _, dir := range append([]string{"."}, names(dirs)...) {
		path := filepath.Join(hack, dir, manifest.FileName)
		var file change.File
		file, err = change.Read(path)
		switch {
		case err != nil:
			return err
		case !file.Exists:
			continue
		case bytes.HasPrefix(file.Old, []byte(unify.Marker)):
		case hack != s.hack():
			continue
		default:
			return &manifest.Error{
				Path: path, Line: 1, Message: "was not written by cargo nw unify, and is where its crates go",
				Hint: "write another name into [workspace.metadata.cargo-nw.unify] of " + filepath.Base(s.ws.Manifest) + ": name = \"unify-hack\"",
			}
		}
		s.ours[hack] = true
		s.old[path] = file
		library := filepath.Join(hack, dir, "src", "lib.rs")
		if s.old[library], err = change.Read(library); err != nil {
			return err
		}
	}
	if !s.ours[hack] {
		return nil
	}
	path := filepath.Join(hack, attributesFile)
	s.old[path], err = change.Read(path)
	return err
}

func names(entries []fs.DirEntry) []string {
	var list []string
	for _, e := range entries {
		if e.IsDir() {
			list = append(list, e.Name())
		}
	}
	return list
}
