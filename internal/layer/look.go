package layer

import (
	"slices"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Layer is what a traversal has to do with a skeleton. nil is nothing, as nearly
// always.
type Layer struct {
	command args.Command
	env     []string // of a cargo in the tree
	// skeleton: there are no sources.
	skeleton bool
	sum      *Sum    // nil: none was found
	origin   *origin // of a temporary skeleton, nil for others
	changed  bool    // files of the sources differ from what the skeleton was built with
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
		if sum != nil {
			l.origin, err = readOrigin(sum.Top)
		}
		return l, err
	case sum == nil:
		return nil, nil
	}
	if left := sum.leftover(); left != "" {
		return nil, mixture(tree.Start, left)
	}
	return l, nil
}
