package unify

import (
	"context"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/edit"
	"github.com/cargo-nw/cargo-nw/internal/unify"
)

// attributes say that the crates are generated: GitHub folds them in a diff.
const (
	attributesFile = ".gitattributes"
	attributes     = unify.Marker + "\n* linguist-generated\n"
	// excludedBefore is in that file if workspace.exclude had the directory already.
	excludedBefore = "# workspace.exclude has had this directory before.\n"
)

// apply writes into the copy what the lists say, and says whether that changes
// anything.
func (s *space) apply(ctx context.Context, view unify.Space) (changed bool, err error) {
	before := s.mirror.state()
	crates := s.lists.Crates(view)
	if err := s.writeCrates(crates); err != nil {
		return false, err
	}
	byID := map[string]map[string][]string{} // lines by condition and member
	for _, condition := range unify.Conditions {
		byID[condition] = s.lists.Lines(view, crates, condition)
	}
	done := map[string]bool{}
	for _, m := range view.Members {
		at := s.mirror.real(s.meta.Packages[m.ID].Manifest)
		done[at] = true
		var ways [][]string
		for _, condition := range unify.Conditions {
			ways = append(ways, byID[condition][m.ID])
		}
		if err := s.block(at, ways, len(crates) > 0); err != nil {
			return false, err
		}
	}
	if !done[s.ws.Manifest] { // a virtual workspace
		if err := s.block(s.ws.Manifest, [][]string{nil}, len(crates) > 0); err != nil {
			return false, err
		}
	}
	s.wrote = crates
	if s.mirror.state() == before {
		return false, nil
	}
	return true, s.relock(ctx, false)
}

// block gives a manifest its lines, in the first of several ways that it has room
// for. The root gets what the workspace needs, too.
func (s *space) block(at string, ways [][]string, crates bool) error {
	text := []byte(s.bare[at])
	var err error
	root := at == s.ws.Manifest
	if root && crates && s.reader.Settings(at).IsRoot() {
		if text, err = edit.Exclude(text, s.settings.Path, true); err != nil {
			return s.refused(at, err)
		}
	}
	for _, lines := range ways {
		if root {
			lines = append(slices.Clone(lines), s.profile()...)
		}
		var edited []byte
		if edited, err = edit.WithBlock(text, lines); err == nil {
			return s.mirror.write(at, string(edited))
		}
	}
	return s.refused(at, err)
}

// profile are the lines that give packages the debuginfo that the workspace has.
func (s *space) profile() []string {
	var lines []string
	for _, name := range s.debug {
		lines = append(lines, "[profile.dev.package."+name+"]", "debug = "+s.level)
	}
	return lines
}

// writeCrates writes the crates, and removes those that are no longer wanted.
func (s *space) writeCrates(crates []unify.Crate) error {
	texts := map[string]string{}
	for _, c := range crates {
		texts[path.Join(c.Name, manifest.FileName)] = c.Manifest
		texts[path.Join(c.Name, "src", "lib.rs")] = unify.Library
	}
	if len(crates) > 0 {
		texts[attributesFile] = attributes
		if s.excluded {
			texts[attributesFile] += excludedBefore
		}
	}
	for name, text := range texts {
		if err := s.mirror.write(filepath.Join(s.hack(), filepath.FromSlash(name)), text); err != nil {
			return err
		}
	}
	for known := range s.mirror.text {
		rel, below := strings.CutPrefix(known, s.hack()+string(filepath.Separator))
		if _, wanted := texts[filepath.ToSlash(rel)]; below && !wanted {
			if err := s.mirror.drop(known); err != nil {
				return err
			}
		}
	}
	return nil
}
