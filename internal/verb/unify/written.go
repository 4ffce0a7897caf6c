package unify

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
	"github.com/cargo-nw/cargo-nw/internal/change"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/internal/proc"
)

// apply does what the modes say. What has been written is held against what was
// proven; if it is something else, every file gets its old text back.
func (o *options) apply(ctx context.Context, c command.Call, set change.Set, spaces []*space, status int) (int, error) {
	written := false
	set.Then = func() { written = true }
	set.Files = slices.Clone(set.Files)
	done, err := o.modes.Apply(ctx, c, name, set)
	if err != nil || !written {
		if status == command.OK || err != nil {
			status = done
		}
		return status, err
	}
	for _, s := range spaces {
		if err = s.holds(ctx); err != nil {
			break
		}
		if o.verify {
			if err = s.verify(ctx, c); err != nil {
				break
			}
		}
	}
	if stopped := context.Cause(ctx); err != nil && stopped != nil {
		err = stopped // that is why it failed
	}
	if err != nil {
		err = undo(ctx, c, set.Files, err)
		removeEmpty(spaces)
		return command.Status(err), err
	}
	removeEmpty(spaces)
	return done, nil
}

// undo gives all files their old text.
func undo(ctx context.Context, c command.Call, files []change.File, err error) error {
	var back []change.File
	for _, f := range files {
		old := f
		old.Exists, old.Old, old.New, old.Remove = !f.Remove, f.New, f.Old, !f.Exists
		if old.Remove {
			old.New = nil
		}
		back = append(back, old)
	}
	remedy := hint.Of(err)
	if failed := change.Write(context.WithoutCancel(ctx), c.Style, back); failed != nil {
		return errors.Join(err, failed)
	}
	err = fmt.Errorf("%w; what had been written was undone", err)
	if remedy != "" {
		err = hint.With(err, remedy)
	}
	return err
}

var errDiffers = hint.New("the workspace does not build what its copy did", "please report it, with the output of cargo nw unify --diff")

// holds asks cargo about the workspace itself: it has to accept the lock file,
// and build what the copy did.
func (s *space) holds(ctx context.Context) error {
	if _, err := s.own.Metadata(ctx); err != nil {
		return s.failed(err)
	}
	if s.proven == nil {
		return nil
	}
	data, err := s.own.Graph(ctx, unitgraph.Build{Command: "build"})
	if err != nil {
		return s.failed(err)
	}
	g, err := unitgraph.Parse(data)
	if err != nil {
		return s.failed(err)
	}
	if !slices.Equal(units(g), s.proven) {
		return s.failed(errDiffers)
	}
	return nil
}

// units are those of a graph, without paths, sorted.
func units(g unitgraph.Graph) []string {
	list := make([]string, len(g.Units))
	for i, u := range g.Units {
		name, version := unitgraph.NameVersion(u.Package)
		list[i] = strings.Join([]string{name, version, u.Target, u.Mode, u.Debuginfo, strings.Join(u.Features, ",")}, " ")
	}
	slices.Sort(list)
	return list
}

// verify compiles the workspace.
func (s *space) verify(ctx context.Context, c command.Call) error {
	res := proc.Run(ctx, proc.Command{
		Path: s.cargo.Program, Argv: []string{"cargo", "check", "--workspace", "--locked"},
		Dir: s.ws.Dir, Env: s.cargo.Env, Stdout: c.Stderr, Stderr: c.Stderr,
	})
	if res.Err == nil && res.Code != 0 {
		res.Err = fmt.Errorf("cargo check --workspace fails with status %d", res.Code)
	}
	if res.Err != nil {
		return hint.With(s.failed(res.Err), "features that exclude each other do not compile together; see whether it compiles without unify")
	}
	return nil
}

// removeEmpty removes directories of crates that have nothing in them any more.
func removeEmpty(spaces []*space) {
	for _, s := range spaces {
		for _, hack := range s.dirs {
			dirs, _ := os.ReadDir(hack)
			for _, dir := range names(dirs) {
				_ = os.Remove(filepath.Join(hack, dir, "src")) // one that is not empty stays
				_ = os.Remove(filepath.Join(hack, dir))
			}
			for dir := hack; dir != s.ws.Dir && os.Remove(dir) == nil; {
				dir = filepath.Dir(dir)
			}
		}
		if s.old[s.configuration()].Exists {
			_ = os.Remove(filepath.Dir(s.configuration()))
		}
	}
}
