package selection

import (
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/spelling"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Miss is a pattern that matches nothing.
type Miss struct {
	Option  string
	Pattern Pattern
	Meant   string // "" when no name is near
}

// Unmatched are the patterns that match no workspace of the tree, each with
// the name that was probably meant.
func (r Request) Unmatched(tree nested.Tree) []Miss {
	var names []string
	for _, ws := range tree.Workspaces {
		for _, run := range append(ws.AllRuns(), manifest.Run{}) {
			names = append(names, runKey(Name(r.Cwd, tree.RunDir(ws)), run.Name))
		}
	}
	var misses []Miss
	for _, list := range []struct {
		option   string
		patterns []Pattern
	}{{"--exclude", r.Exclude}, {"--only", r.Only}} {
		for _, p := range r.paths(r.whole(list.patterns, tree), tree) {
			hit := slices.ContainsFunc(tree.Workspaces, func(ws nested.Workspace) bool { return p.hits(r.Cwd, tree, ws) })
			if list.option == "--exclude" { // also what would only be a warning
				hit = hit || slices.ContainsFunc(tree.Strays, func(s nested.Stray) bool { return p.Matches(r.Cwd, filepath.Dir(s.Manifest)) })
			}
			if !hit {
				misses = append(misses, Miss{Option: list.option, Pattern: p, Meant: spelling.Nearest(p.String(), names)})
			}
		}
	}
	for _, pattern := range r.Members {
		if miss, ok := r.unknownMember(pattern, tree); ok {
			misses = append(misses, miss)
		}
	}
	return misses
}

// refuseMisses is an error if a pattern of --only matches no workspace: what the
// user wants to run is not there. One of --exclude is only a warning, as it is
// to cargo: there is nothing to leave out.
func (s *Scope) refuseMisses(c command.Call, tree nested.Tree) error {
	var wrong error
	for _, miss := range s.Unmatched(tree) {
		what := "workspace"
		if miss.Option == "--member" {
			what = "package"
		}
		message := miss.Option + " " + miss.Pattern.String() + " matches no " + what
		if miss.Option == "--exclude" {
			c.Warn(message, s.instead(miss))
			continue
		}
		if wrong != nil {
			c.Fail(wrong)
		}
		wrong = command.Refusal(message, s.instead(miss))
	}
	return wrong
}

// instead is what to type.
func (s *Scope) instead(miss Miss) string {
	if miss.Meant != "" {
		return "cargo nw " + miss.Option + " " + args.Quote(Literal(miss.Meant)) + " …"
	}
	words := []string{"cargo", "nw", "list"}
	if s.ManifestPath != "" {
		words = append(words, "--manifest-path", s.ManifestPath)
	}
	if s.Discover {
		words = append(words, "--discover")
	}
	return args.Join(words) + " shows the paths"
}
