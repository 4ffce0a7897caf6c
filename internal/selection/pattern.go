package selection

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/spelling"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Pattern is a path or a glob for the directories of workspaces, relative to
// the current directory. A path includes everything below it, but `.` is only
// the workspace there. In a glob `*` and `?` stay within a component, `**` does
// not, and {a,b} and [a-z] work too. A glob that is also the path of a
// workspace is that path.
type Pattern struct {
	text string // with slashes, clean unless it is a glob
	glob bool
}

// ParsePattern reads a pattern as typed.
func ParsePattern(text string) (Pattern, error) {
	if text == "" {
		return Pattern{}, errors.New("the pattern is empty")
	}
	p := Pattern{text: filepath.ToSlash(text), glob: strings.ContainsAny(text, "*?[{")}
	if !p.glob {
		p.text = filepath.ToSlash(filepath.Clean(text))
		return p, nil
	}
	for strings.HasPrefix(p.text, "./") {
		p.text = strings.TrimLeft(p.text[2:], "/")
	}
	p.text = strings.TrimRight(p.text, "/")
	if !doublestar.ValidatePattern(p.text) {
		return Pattern{}, errors.New("not a pattern: use *, **, ?, [a-z], [!a-z] and {a,b}, and [[] for the character [")
	}
	return p, nil
}

// Literal is a pattern for the workspace called name, and for everything below
// it: the name, unless it cannot be read as a pattern.
func Literal(name string) string {
	if _, err := ParsePattern(name); err == nil {
		return name
	}
	var text strings.Builder
	for _, r := range name {
		switch {
		case strings.ContainsRune("*?[{", r):
			text.WriteString("[" + string(r) + "]")
		case r == '\\':
			text.WriteString(`\\`)
		default:
			text.WriteRune(r)
		}
	}
	return text.String()
}

// paths are the patterns; those that are also the path of a workspace in the
// tree become paths.
func (r Request) paths(patterns []Pattern, tree nested.Tree) []Pattern {
	if !slices.ContainsFunc(patterns, func(p Pattern) bool { return p.glob }) {
		return patterns
	}
	called := map[string]bool{}
	for _, ws := range slices.Concat(tree.Workspaces, tree.LeftOut) {
		dir := tree.RunDir(ws)
		called[Name(r.Cwd, dir)], called[filepath.ToSlash(dir)] = true, true
	}
	patterns = slices.Clone(patterns)
	for i, p := range patterns {
		if p.glob && called[p.text] {
			patterns[i].glob = false
		}
	}
	return patterns
}

// String is the pattern as it is read.
func (p Pattern) String() string { return p.text }

// Matches says whether the pattern, which is relative to the directory stand,
// matches the absolute directory dir.
func (p Pattern) Matches(stand, dir string) bool {
	name, text := Name(stand, dir), p.text
	if paths.Rooted(text) {
		name, text = filepath.ToSlash(dir), filepath.ToSlash(paths.Join(stand, text))
	}
	switch {
	case p.glob && name == ".":
		return text == "**" // `*` is what is in a directory, not the directory
	case p.glob:
		return doublestar.MatchUnvalidated(text, name)
	case text == ".", name == text:
		return name == text
	}
	// Not by the text alone: what is below `..` need not begin with `..`.
	return paths.Inside(paths.Absolute(stand, filepath.FromSlash(text)), dir)
}

// Name is the name of a workspace in dir: its path relative to the current
// directory, with slashes.
func Name(stand, dir string) string {
	return paths.Shown(stand, dir)
}

// Unmatched are the patterns that match no workspace of the tree, each with
// the name that was probably meant.
func (r Request) Unmatched(tree nested.Tree) []Miss {
	var names []string
	for _, ws := range tree.Workspaces {
		names = append(names, Name(r.Cwd, tree.RunDir(ws)))
	}
	var misses []Miss
	for _, list := range []struct {
		option   string
		patterns []Pattern
	}{{"--only", r.Only}, {"--exclude", r.Exclude}} {
		for _, p := range r.paths(list.patterns, tree) {
			hit := false
			for _, ws := range tree.Workspaces {
				hit = hit || p.Matches(r.Cwd, tree.RunDir(ws))
			}
			if !hit {
				misses = append(misses, Miss{Option: list.option, Pattern: p, Meant: spelling.Nearest(p.text, names)})
			}
		}
	}
	return misses
}

// Miss is a pattern that matches nothing.
type Miss struct {
	Option  string
	Pattern Pattern
	Meant   string // "" when no name is near
}
