package selection

import (
	"cmp"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Pattern is a path or a glob for the directories of workspaces, relative to
// the current directory. It selects what it matches and everything below that;
// with `/.` at its end only what it matches, and so does `.`. In a glob `*` and
// `?` stay within a component, `**` does not, and {a,b} and [a-z] work too:
// `x/**` is what is below x. A glob that is also the path of a workspace is that
// path.
type Pattern struct {
	text    string // with slashes, clean unless it is a glob
	glob    bool
	alone   bool   // not what is below
	variant string // only the runs of this name, "" for all; see [ParseRun]
}

// ParsePattern reads a pattern as typed.
func ParsePattern(text string) (Pattern, error) {
	if text == "" {
		return Pattern{}, errors.New("the pattern is empty")
	}
	p := Pattern{text: filepath.ToSlash(text), glob: strings.ContainsAny(text, "*?[{")}
	if above, ok := strings.CutSuffix(strings.TrimRight(p.text, "/"), "/."); ok {
		p.text, p.alone = cmp.Or(above, "/"), true
	}
	if !p.glob {
		p.text = filepath.ToSlash(filepath.Clean(p.text))
		p.alone = p.alone || p.text == "."
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
func (p Pattern) String() string {
	text := p.text
	if p.alone && text != "." {
		text += "/."
	}
	return runKey(text, p.variant)
}

// Matches says whether the pattern, which is relative to the directory stand,
// selects the absolute directory dir.
func (p Pattern) Matches(stand, dir string) bool {
	if !p.glob {
		// Not by the text alone: what is below `..` need not begin with `..`.
		outer := paths.Absolute(stand, filepath.FromSlash(p.text))
		return outer == filepath.Clean(dir) || !p.alone && paths.Inside(outer, dir)
	}
	base, text := stand, p.text
	if text == "**" {
		return true
	}
	if paths.Rooted(text) {
		base, text = "", filepath.ToSlash(paths.Join(stand, text))
	}
	for rest, ok := strings.CutPrefix(text, "../"); ok; rest, ok = strings.CutPrefix(text, "../") {
		base, text = filepath.Dir(base), rest
	}
	name := filepath.ToSlash(dir)
	if base != "" {
		name = Name(base, dir)
	}
	if name == "." {
		return text == "**" // `*` is what is in a directory, not the directory
	}
	if name == ".." || strings.HasPrefix(name, "../") {
		return false
	}
	return within(text, name) || !p.alone && slices.ContainsFunc(above(name), func(up string) bool { return within(text, up) })
}

// within says whether a glob matches a name. To doublestar `x/**` also matches
// x, which is not below itself.
func within(text, name string) bool {
	for strings.HasSuffix(text, "/**/**") {
		text = strings.TrimSuffix(text, "/**")
	}
	outer, ok := strings.CutSuffix(text, "/**")
	if !ok || outer == "" || outer == "**" {
		return doublestar.MatchUnvalidated(text, name)
	}
	return slices.ContainsFunc(above(name), func(up string) bool { return within(outer, up) })
}

// above are the directories that a name is in, the nearest first: a/b and a for
// a/b/c.
func above(name string) []string {
	var list []string
	for i := strings.LastIndexByte(name, '/'); i > 0; i = strings.LastIndexByte(name, '/') {
		name = name[:i]
		list = append(list, name)
	}
	return list
}

// Name is the name of a workspace in dir: its path relative to the current
// directory, with slashes.
func Name(stand, dir string) string {
	return paths.Shown(stand, dir)
}
