package unify

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// failed says in which workspace something went wrong, with what helps.
func (s *space) failed(err error) error {
	if _, ok := errors.AsType[*manifest.Error](err); ok {
		return err // it says the file
	}
	asked, ok := errors.AsType[*unitgraph.Error](err)
	if ok && s.mirror != nil {
		asked.Text = strings.ReplaceAll(asked.Text, s.mirror.dir+string(filepath.Separator), strings.TrimSuffix(s.mirror.base, string(filepath.Separator))+string(filepath.Separator))
	}
	err = fmt.Errorf("%s: %w", paths.Shown(s.cwd, s.ws.Dir), err)
	switch {
	case errors.Is(err, unitgraph.ErrFormat) || ok && asked.Unknown():
		return hint.With(err, "cargo nw unify needs a cargo whose unit graph it knows; cargo nw drift works without one")
	case hint.Of(err) == "":
		return hint.With(err, "run cargo metadata --locked there to see what is wrong")
	}
	return err
}
