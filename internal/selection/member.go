package selection

import (
	"context"
	"errors"

	"github.com/cargo-nw/cargo-nw/internal/cargo/glob"
	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/git"
	"github.com/cargo-nw/cargo-nw/internal/spelling"
	"github.com/cargo-nw/cargo-nw/nested"
)

// parseMember reads the name of a package, or a pattern for names, as cargo's
// --package does.
func parseMember(text string) (string, error) {
	if err := glob.Valid(text); err != nil {
		return "", errors.New("not a pattern: use *, ? and [a-z]")
	}
	return text, nil
}

// member says whether a package of a workspace is asked for.
func (r Request) member(m nested.Member) bool {
	for _, pattern := range r.Members {
		if m.Name == pattern || glob.Match(pattern, m.Name) {
			return true
		}
	}
	return false
}

// locked says which workspaces have a Cargo.lock in git.
func (w World) locked(ctx context.Context, tree *nested.Tree) (map[string]bool, error) {
	top, err := git.Top(ctx, w.Env, tree.Start)
	if err != nil {
		return nil, withRemedy(err)
	}
	tracked, err := git.Tracked(ctx, w.Env, top, ":(glob)**/"+lockfile.Name)
	if err != nil {
		return nil, withRemedy(err)
	}
	known := map[string]bool{}
	for _, path := range tracked {
		known[path] = true
	}
	found := map[string]bool{}
	for _, ws := range tree.Workspaces {
		found[ws.Dir] = known[lockfile.In(ws.Manifest)]
	}
	return found, nil
}

// unknownMember is a pattern that matches no package of the tree.
func (Request) unknownMember(pattern string, tree nested.Tree) (Miss, bool) {
	var names []string
	for _, ws := range tree.Workspaces {
		for _, m := range ws.Members {
			if (Request{Members: []string{pattern}}).member(m) {
				return Miss{}, false
			}
			names = append(names, m.Name)
		}
	}
	return Miss{Option: "--member", Pattern: Pattern{text: pattern}, Meant: spelling.Nearest(pattern, names)}, true
}
