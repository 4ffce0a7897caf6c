package layer

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/regular"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// origin is where a temporary skeleton was made from, and what is to run in it.
type origin struct {
	top    string   // of the sources
	wanted []string // directories of workspaces relative to it, with slashes
}

// text is what is in [OfName].
func (o origin) text() string { return o.top + "\n" + strings.Join(o.wanted, "\n") + "\n" }

func parseOrigin(text string) origin {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	return origin{lines[0], lines[1:]}
}

// readOrigin reads it. A skeleton that was not made to be removed again has none.
func readOrigin(top string) (*origin, error) {
	text, err := regular.Read(filepath.Join(top, OfName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	o := parseOrigin(string(text))
	return &o, nil
}

// Mark makes the skeleton in dir one that is built where the sources below top
// would be, in these of their workspaces. It has to have a sum.
func Mark(dir, top string, wanted []nested.Workspace) error {
	o := origin{top: top}
	for _, ws := range wanted {
		o.wanted = append(o.wanted, paths.Shown(top, filepath.Dir(ws.Manifest)))
	}
	return os.WriteFile(filepath.Join(dir, OfName), []byte(o.text()), 0o644) //nolint:gosec // no secret
}

// Narrow removes the workspaces that were not wanted when a temporary skeleton
// was made: they are in it only to lead to others.
func (l *Layer) Narrow(tree nested.Tree) nested.Tree {
	if l == nil || l.origin == nil {
		return tree
	}
	kept := []nested.Workspace{}
	for _, ws := range tree.Workspaces {
		if slices.Contains(l.origin.wanted, paths.Shown(l.sum.Top, filepath.Dir(ws.Manifest))) {
			kept = append(kept, ws)
		} else if ws.First() { // what is shared is in its target directory
			tree.LeftOut = append(slices.Clip(tree.LeftOut), ws)
		}
	}
	tree.Workspaces = kept
	return tree
}

// real is the directory of the sources that one of the skeleton stands for.
func (l *Layer) real(dir string) string {
	return filepath.Join(l.origin.top, paths.Relative(l.sum.Top, dir))
}

// Env is the environment of a cargo in the workspace at root: in a temporary
// skeleton it builds where one in the sources would.
func (l *Layer) Env(root string, env []string) ([]string, error) {
	if l == nil || l.origin == nil {
		return env, nil
	}
	dirs, err := lockguard.Directories(l.real(root), l.command, env)
	if err != nil {
		return nil, err
	}
	if dirs.Unique {
		return nil, hint.New("build.build-dir has {workspace-path-hash} in it, which is another one for a temporary skeleton",
			"cargo nw skeleton --out DIR")
	}
	env = environ.With(env, "CARGO_TARGET_DIR", dirs.Target)
	if dirs.Build != dirs.Target {
		env = environ.With(env, "CARGO_BUILD_BUILD_DIR", dirs.Build)
	}
	return env, nil
}

// locks are the lock files of the workspaces.
func (o origin) locks() []string {
	var list []string
	for _, ws := range o.wanted {
		list = append(list, path.Join(ws, lockfile.Name))
	}
	return list
}

func manifests(files map[string]string) (list []string) {
	for name := range files {
		if isManifest(name) {
			list = append(list, name)
		}
	}
	return list
}

// hadLine begins a line about a file of the sources that is not in the skeleton
// as it is.
const hadLine = "# had "

// topLine begins the first line of a sum in a target directory: the top,
// relative to the first workspace.
const topLine = "# below "

// Keep writes the sum of a temporary skeleton into the target directory of the
// first workspace of the sources, where a later call in them looks for it. It adds
// the lock files and the manifests: if they change, cargo has reasons of its own
// to compile something.
func Keep(skeleton, first, target string) error {
	o, err := readOrigin(skeleton)
	if err != nil || o == nil {
		return err
	}
	text, err := regular.Read(filepath.Join(skeleton, SumName))
	if err != nil {
		return err
	}
	files, err := parseSum(string(text))
	if err != nil {
		return err
	}
	rel, err := filepath.Rel(first, o.top)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(target, 0o755); err != nil { //nolint:gosec // as cargo makes it
		return err
	}
	had := map[string][]byte{}
	for _, name := range slices.Concat(o.locks(), manifests(files)) {
		if source, readErr := regular.Read(filepath.Join(o.top, filepath.FromSlash(name))); readErr == nil {
			had[name] = source
		}
	}
	var whole strings.Builder
	whole.WriteString(topLine + filepath.ToSlash(rel) + "\n" + string(text))
	for line := range strings.Lines(FormatSum(had)) {
		whole.WriteString(hadLine + line)
	}
	return os.WriteFile(filepath.Join(target, SumName), []byte(whole.String()), 0o644) //nolint:gosec // no secret
}

// cachedSum is the one that [Keep] has written. Only the usual place and that of
// the environment are looked at.
func cachedSum(tree nested.Tree, env []string) (*Sum, error) {
	first, ok := tree.Containing()
	if !ok {
		return nil, nil
	}
	dir := filepath.Dir(first.Manifest)
	target := filepath.Join(dir, "target")
	if given := environ.Get(env, "CARGO_TARGET_DIR"); given != "" {
		target = paths.Absolute(tree.Start, given)
	}
	file := filepath.Join(target, SumName)
	if !paths.Exists(file) {
		return nil, nil
	}
	text, err := regular.Read(file)
	if err != nil {
		return nil, err
	}
	line, rest, _ := strings.Cut(string(text), "\n")
	top, ok := strings.CutPrefix(line, topLine)
	if !ok {
		return nil, hint.New(file+" does not say where the sources are", "remove it")
	}
	var lines, had []string
	for line := range strings.Lines(rest) {
		if rest, is := strings.CutPrefix(line, hadLine); is {
			had = append(had, rest)
		} else {
			lines = append(lines, line)
		}
	}
	sum := &Sum{Top: paths.Absolute(dir, filepath.FromSlash(top)), Path: file}
	if sum.Files, err = parseSum(strings.Join(lines, "")); err == nil {
		sum.Had, err = parseSum(strings.Join(had, ""))
	}
	if err != nil {
		return nil, hint.With(err, "remove "+file)
	}
	return sum, nil
}
