package selection

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/nested"
)

// ParseRun reads a pattern that may end with `#` and the name of a variant:
// `boards/*#debug`.
func ParseRun(text string) (Pattern, error) {
	path, variant, ok := cutVariant(text)
	if !ok {
		return ParsePattern(text)
	}
	if path == "" {
		return Pattern{}, errors.New("write the path of a workspace before the #, or ** for any")
	}
	p, err := ParsePattern(path)
	p.variant = variant
	return p, err
}

// cutVariant splits at the last `#`, unless a path goes on after it.
func cutVariant(text string) (path, variant string, ok bool) {
	i := strings.LastIndexByte(text, '#')
	if i < 0 || i == len(text)-1 || strings.ContainsAny(text[i:], `/\`) {
		return text, "", false
	}
	return text[:i], text[i+1:], true
}

// whole are the patterns; one with a `#` that is also the path of a workspace in
// the tree becomes that path.
func (r Request) whole(patterns []Pattern, tree nested.Tree) []Pattern {
	patterns = slices.Clone(patterns)
	for i, p := range patterns {
		text := p.text + "#" + p.variant
		if p.variant != "" && slices.ContainsFunc(tree.Workspaces, func(ws nested.Workspace) bool {
			dir := tree.RunDir(ws)
			return Name(r.Cwd, dir) == text || filepath.ToSlash(dir) == text
		}) {
			patterns[i] = Pattern{text: text}
		}
	}
	return patterns
}

// hits says whether the pattern matches the workspace, or one of its runs.
func (p Pattern) hits(cwd string, tree nested.Tree, ws nested.Workspace) bool {
	return p.Matches(cwd, tree.RunDir(ws)) &&
		(p.variant == "" || slices.ContainsFunc(ws.Runs, func(run manifest.Run) bool { return run.Name == p.variant }))
}

// narrow is the tree with only the wanted runs in each workspace. A workspace in
// which none is left is not wanted.
func (r Request) narrow(tree nested.Tree, facts Facts) nested.Tree {
	kept := slices.Clone(tree.Workspaces)
	empty := map[string]bool{}
	for i, ws := range kept {
		if ws.Runs == nil {
			continue
		}
		matching := func(run manifest.Run) func(p Pattern) bool {
			return func(p Pattern) bool {
				return p.Matches(r.Cwd, tree.RunDir(ws)) && (p.variant == "" || p.variant == run.Name)
			}
		}
		kept[i].Runs = slices.DeleteFunc(slices.Clone(ws.Runs), func(run manifest.Run) bool {
			return len(r.Only) > 0 && !slices.ContainsFunc(r.Only, matching(run)) ||
				slices.ContainsFunc(r.Exclude, matching(run)) || facts.Done[runKey(ws.Dir, run.Name)]
		})
		empty[ws.Dir] = len(kept[i].Runs) == 0
	}
	tree.Workspaces = kept
	return keep(tree, func(ws nested.Workspace) bool { return !empty[ws.Dir] })
}

// runKey is how reports and we name a run: the directory, with the variant after
// a `#`.
func runKey(dir, variant string) string {
	if variant == "" {
		return dir
	}
	return dir + "#" + variant
}
