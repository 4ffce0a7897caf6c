package unify

import (
	"context"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
	"github.com/cargo-nw/cargo-nw/internal/edit"
	"github.com/cargo-nw/cargo-nw/internal/hint"
)

// errCannot says that mode = "cargo" is for another toolchain.
var errCannot = hint.New("mode = \"cargo\" needs a cargo with resolver.feature-unification, and this one has none",
	"use a nightly toolchain (cargo +nightly nw unify), or mode = \"crate\"")

// choose says who unifies where the settings leave it open: cargo itself, if it
// can and that is stable. It cannot do it for several workspaces together.
func (s *space) choose(ctx context.Context, across bool) error {
	if s.settings.Mode != manifest.UnifyAuto {
		return nil
	}
	s.settings.Mode = manifest.UnifyCrate
	answer, err := s.once("unification", func() ([]byte, error) {
		can, err := s.cargo.Unification(ctx)
		return []byte(strings.Join(can.Lines(), "\n")), err
	})
	if err == nil && !across && string(answer) == strings.Join(unitgraph.UnifyStable.Lines(), "\n") {
		s.settings.Mode = manifest.UnifyCargo
	}
	return err
}

// native has cargo itself unify the features in the copy. What this cargo cannot
// do is an error.
func (s *space) native(ctx context.Context) error {
	can, err := s.cargo.Unification(ctx)
	switch {
	case err != nil:
		return s.failed(err)
	case can == unitgraph.CannotUnify:
		return s.failed(errCannot)
	}
	s.cargo, s.asked = s.cargo.Unified(true), "unified "
	s.config = can.Lines()
	return nil
}

// isNative says whether cargo itself is to unify.
func (s *space) isNative() bool { return s.settings.Mode == manifest.UnifyCargo }

// configured is the text of cargo's configuration with the lines that switch its
// own unification on, if they are wanted, and whether there is such a file.
func (s *space) configured() (text string, exists bool, err error) {
	bare, kept := s.bare[s.configuration()]
	if len(s.config) == 0 {
		return bare, kept, nil
	}
	edited, err := edit.WithBlock([]byte(bare), s.config)
	if err != nil {
		return "", false, s.refused(s.configuration(), err)
	}
	return string(edited), true, nil
}
