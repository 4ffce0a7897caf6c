package unify

import (
	"bytes"
	"context"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/metadata"
	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
	"github.com/cargo-nw/cargo-nw/internal/change"
	"github.com/cargo-nw/cargo-nw/internal/edit"
	"github.com/cargo-nw/cargo-nw/internal/graph"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// untouched says that nothing in the workspace is generated.
func (s *space) untouched() bool {
	for path, file := range s.old {
		if text, kept := s.bare[path]; file.Exists && (!kept || text != string(file.Old)) {
			return false
		}
	}
	return true
}

// copy makes the mirror, without anything generated, and asks cargo there what
// the workspace is.
func (s *space) copy(ctx context.Context) error {
	configs := config.NewReader()
	s.cargo.Unstable = configs.Unstable(s.ws.Dir, s.home)
	if err := s.cargo.Ask(ctx); err != nil {
		return err
	}
	s.own = s.cargo
	if there, _ := edit.HasBlock(s.old[s.configuration()].Old); there {
		s.cargo = s.cargo.Unified(false)
	}
	in, err := graph.ReadIngredients(s.reader, configs, s.ws, s.ws.Dir)
	if err != nil {
		return err
	}
	texts := maps.Clone(s.bare)
	delete(texts, s.configuration())
	packages := slices.DeleteFunc(slices.Clone(in.Packages), func(dir string) bool { return s.isCrate(dir) })
	var files []string
	for _, path := range slices.Concat(in.Files, manifests(packages)) {
		if filepath.Base(path) != manifest.FileName {
			files = append(files, path)
			continue
		}
		if _, known := texts[path]; known || s.isCrate(path) {
			continue
		}
		if file, missing := change.Read(path); missing == nil && file.Exists {
			texts[path] = string(file.Old)
		}
	}
	s.mirror, err = newMirror(filepath.Join(s.cache, "mirrors"), packages, texts, s.reader)
	if err != nil {
		return err
	}
	s.cargo.Manifest = s.mirror.at(s.ws.Manifest)
	files = append(files, filepath.Join(s.home, "config.toml"), filepath.Join(s.home, "config"))
	s.known = unitgraph.OpenCache(s.cache, "unify "+s.ws.Dir, s.cargo.Key(files, nil)+s.mirror.state())
	if err := s.relock(ctx, s.untouched()); err != nil {
		return err
	}
	s.plain = s.meta
	return nil
}

// isCrate says whether a path is in one of the directories of the crates.
func (s *space) isCrate(path string) bool {
	return slices.ContainsFunc(s.dirs, func(dir string) bool { return paths.Inside(dir, path) })
}

func manifests(packages []string) []string {
	list := make([]string, len(packages))
	for i, dir := range packages {
		list[i] = filepath.Join(dir, manifest.FileName)
	}
	return list
}

// relock brings the lock file of the copy up to date and reads the packages.
// With locked it has to be up to date.
func (s *space) relock(ctx context.Context, locked bool) error {
	state := "metadata " + s.mirror.state()
	ask := s.cargo.Relock
	if locked {
		ask = s.cargo.Metadata
	}
	data, err := s.once(state, func() ([]byte, error) { return ask(ctx) })
	if err != nil {
		return err
	}
	lock, err := s.once("lock "+state, func() ([]byte, error) {
		read := s.mirror.reread(s.lock())
		return []byte(s.mirror.text[s.lock()]), read
	})
	if err != nil {
		return err
	}
	if err = s.mirror.write(s.lock(), string(lock)); err != nil {
		return err
	}
	if s.meta, err = metadata.Parse(data); err != nil {
		return err
	}
	s.crates = map[string]bool{}
	for id, p := range s.meta.Packages {
		if paths.Inside(s.mirror.at(s.hack()), p.Manifest) {
			s.crates[id] = true
		}
	}
	return nil
}

// once is the answer to a question, from the cache where it is known. The
// directory of the copy has another name each time.
func (s *space) once(question string, ask func() ([]byte, error)) ([]byte, error) {
	own, common := []byte(filepath.Base(s.mirror.dir)), []byte(prefix+"0")
	if answer, ok := s.known.Get(question); ok {
		return bytes.ReplaceAll(answer, common, own), nil
	}
	answer, err := ask()
	if err == nil {
		s.known.Put(question, bytes.ReplaceAll(answer, own, common))
	}
	return answer, err
}

// noStd says whether a library is for targets without std.
func (s *space) noStd(p metadata.Package) bool {
	for _, t := range p.Targets {
		if !slices.Contains(t.Kinds, "lib") && !slices.Contains(t.Kinds, "rlib") {
			continue
		}
		file, err := change.Read(s.mirror.real(t.Source))
		if err != nil {
			return false
		}
		for line := range bytes.Lines(file.Old) {
			if strings.ReplaceAll(string(bytes.TrimSpace(line)), " ", "") == "#![no_std]" {
				return true
			}
		}
	}
	return false
}
