package layer

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/regular"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Layer is what a traversal has to do with a skeleton. nil is nothing, as nearly
// always.
type Layer struct {
	command args.Command
	env     []string // of a cargo in the tree
	// skeleton: there are no sources.
	skeleton bool
	sum      *Sum   // nil: none was found
	sources  string // of a temporary skeleton: the directory that it was made from; "" for others
	changed  bool   // files of the sources differ from what the skeleton was built with
}

// Look finds out what the tree is. An error says that it is a mixture. env is
// what a cargo in the tree gets.
func Look(tree nested.Tree, command args.Command, env []string) (*Layer, error) {
	workspaces := slices.Concat(tree.Workspaces, tree.LeftOut)
	sum, err := findSum(tree.Start)
	if err == nil && sum == nil {
		sum, err = cachedSum(tree, env)
	}
	if err != nil {
		return nil, err
	}
	is, path := sort(workspaces, sum)
	l := &Layer{command: command, env: env, sum: sum}
	switch {
	case is == mixed:
		return nil, mixture(tree.Start, path)
	case is == skeletons:
		l.skeleton = true
		return l, l.locate()
	case sum == nil:
		return nil, nil
	}
	if left := sum.leftover(); left != "" {
		return nil, mixture(tree.Start, left)
	}
	return l, nil
}

// cachedSum is the one of a temporary skeleton, which is where its runs have
// built: in the first workspace's target directory. Its first line says where
// the top is. Only the usual place and that of the environment are looked at.
func cachedSum(tree nested.Tree, env []string) (*Sum, error) {
	first, ok := tree.Containing()
	if !ok {
		return nil, nil
	}
	target := filepath.Join(first.Dir, "target")
	if given := environ.Get(env, "CARGO_TARGET_DIR"); given != "" {
		target = paths.Absolute(tree.Start, given)
	}
	path := filepath.Join(target, SumName)
	text, err := regular.Read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	line, rest, _ := strings.Cut(string(text), "\n")
	top, ok := strings.CutPrefix(line, topLine)
	if !ok {
		return nil, fmt.Errorf("%s does not say where the sources are", path)
	}
	files, err := parseSum(rest)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return &Sum{Top: paths.Absolute(first.Dir, filepath.FromSlash(top)), Path: path, Files: files}, nil
}

// topLine begins the first line of a sum in a target directory: the top,
// relative to the first workspace.
const topLine = "# below "

// locate reads where a temporary skeleton was made from.
func (l *Layer) locate() error {
	if l.sum == nil {
		return nil
	}
	text, err := regular.Read(filepath.Join(l.sum.Top, OfName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	l.sources = strings.TrimSpace(string(text))
	return err
}

// real is a directory of the sources that a directory of the skeleton stands for.
func (l *Layer) real(dir string) string {
	return filepath.Join(l.sources, paths.Relative(l.sum.Top, dir))
}

// Env is the environment of a cargo in the workspace at root: in a temporary
// skeleton it builds where one in the sources would.
func (l *Layer) Env(root string, env []string) ([]string, error) {
	if l == nil || l.sources == "" {
		return env, nil
	}
	dirs, err := lockguard.Directories(l.real(root), l.command, env)
	if err != nil {
		return nil, err
	}
	if dirs.Unique {
		return nil, hint.New("build.build-dir has {workspace-path-hash} in it, and a temporary skeleton has another path",
			"cargo nw skeleton --out DIR")
	}
	env = environ.With(env, "CARGO_TARGET_DIR", dirs.Target)
	if dirs.Build != dirs.Target {
		env = environ.With(env, "CARGO_BUILD_BUILD_DIR", dirs.Build)
	}
	return env, nil
}
