package cli

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/git"
	"github.com/cargo-nw/cargo-nw/internal/printable"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/internal/selection"
	"github.com/cargo-nw/cargo-nw/nested"
)

// choose finds the workspaces and takes away those that are not wanted. What
// is doubtful is told, and how many are left. argv is the command that is to be
// run, nil when there is none.
func (s *session) choose(c *cli.Context, want wanted, reader *manifest.Reader, argv []string) (nested.Tree, error) {
	dir, err := s.startDir(c)
	if err != nil {
		return nested.Tree{}, err
	}
	tree, err := s.find(reader, dir, want.discover)
	if err != nil {
		return nested.Tree{}, err
	}
	bare := len(tree.Warnings) == 0
	facts, err := selection.Observe(s.ctx, selection.World{Env: s.env, Reader: reader, Argv: argv}, &tree, want.Request)
	if err != nil {
		return nested.Tree{}, err
	}
	s.style.Warnings(s.std.err, tree.Warnings)
	s.warnNone(tree, bare && !want.discover)
	for _, miss := range want.Unmatched(tree) {
		s.warnMiss(miss)
	}
	tree = selection.Select(tree, want.Request, facts)
	for _, ws := range tree.Workspaces {
		if ws.Problem != nil {
			message, hint := s.explain(ws.Problem)
			s.style.Error(s.std.err, message, hint)
		}
	}
	s.tell(tree, want)
	return tree, nil
}

// find reads the tree that begins in dir.
func (s *session) find(reader *manifest.Reader, dir string, onDisk bool) (nested.Tree, error) {
	if !onDisk {
		return nested.Discover(s.ctx, reader, dir)
	}
	manifests, err := git.Manifests(s.ctx, s.env, dir)
	if err != nil {
		return nested.Tree{}, fmt.Errorf("looking for manifests: %w", err)
	}
	return nested.DiscoverBelow(s.ctx, reader, dir, manifests)
}

// tell says how many workspaces are left. None at all is a status of its own
// where the user says so.
func (s *session) tell(tree nested.Tree, want wanted) {
	none := len(tree.Workspaces) == 0
	count := report.Selected(len(tree.Workspaces), len(tree.LeftOut))
	switch {
	case none && want.failIfNone:
		s.style.Error(s.std.err, count, "")
		s.status = exitFound
	case none || len(tree.LeftOut) > 0:
		s.style.Note(s.std.err, count)
	}
}

// warnMiss tells a pattern that matches nothing.
func (s *session) warnMiss(miss selection.Miss) {
	hint := "cargo nw list shows the paths"
	if miss.Meant != "" {
		hint = "cargo nw " + miss.Option + " " + args.Quote(miss.Meant) + " …"
	}
	s.style.Warning(s.std.err, miss.Option+" "+printable.Text(miss.Pattern.String())+" matches no workspace", hint)
}

// warnNone says that there is nothing nested. The hint is for who has named
// nothing; who has, has been told what is wrong with it.
func (s *session) warnNone(tree nested.Tree, hinted bool) {
	if len(tree.Nested()) > 0 {
		return
	}
	hint := ""
	if hinted {
		hint = noneHint
	}
	dir := tree.Start
	if first, ok := tree.First(); ok {
		dir = first.Dir
	}
	s.style.Warning(s.std.err, "found no nested workspaces in "+s.style.Path(dir), hint)
}

const noneHint = `name them in Cargo.toml: [package.metadata.nested_workspace] roots = ["path", …]`
