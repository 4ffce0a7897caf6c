package layer

import (
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/nested"
)

// grain is how much older than now a file system may date what is written now.
const grain = 20 * time.Millisecond

// thirdParty is how many crates that are not the tree's own were compiled in the
// workspaces of the plan since then. It counts a crate once, in however many
// variants it was compiled.
func (l *Layer) thirdParty(plan nested.Plan, since time.Time) int {
	crates := map[string]bool{}
	for _, step := range plan.Steps {
		for _, build := range l.directories(nested.Plan{Steps: []nested.Step{step}}) {
			dir, err := units.Read(build)
			if err != nil {
				continue
			}
			for _, u := range dir.Units {
				if u.Kind == units.Run || !invoked(u, since.Add(-grain)) {
					continue
				}
				if sources, err := dir.Sources(u); err == nil && len(sources.Files) > 0 {
					crates[l.crate(step.Spec.Root, sources.Files[0])] = true
				}
			}
		}
	}
	delete(crates, "")
	return len(crates)
}

// invoked says whether the unit was compiled since then: cargo writes a file
// just before (src/cargo/core/compiler/mod.rs, rustc).
func invoked(u units.Unit, since time.Time) bool {
	return slices.ContainsFunc(u.Files, func(f units.File) bool {
		return path.Base(f.Path) == "invoked.timestamp" && f.Time.After(since)
	})
}

// crate is the directory of the third-party crate that a source is in, as it is
// in a .d file; "" if the tree has it itself. Cargo unpacks crates in its home
// (src/cargo/util/context/mod.rs, registry_source_path and git_checkouts_path);
// others are vendored. It starts rustc in root for what is below it.
func (l *Layer) crate(root, source string) string {
	home := config.HomeIn(l.sum.Top, l.env)
	for _, cache := range []string{"registry/src", "git/checkouts"} {
		if at := filepath.Join(home, filepath.FromSlash(cache)); paths.Inside(at, source) {
			parts := strings.SplitN(paths.Relative(at, source), string(filepath.Separator), 3)
			return strings.Join(parts[:min(len(parts), 2)], "/")
		}
	}
	name := l.sum.Name(paths.Absolute(root, source))
	if _, listed := l.sum.Files[name]; name == "" || listed {
		return filepath.Dir(source)
	}
	return ""
}
