package doctor

import (
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// local is how cargo tells local packages in one build directory apart: by
// name, version and path relative to the workspace's root
// (src/cargo/core/compiler/build_runner/compilation_files.rs, metadata).
type local struct{ dir, name, version, path string }

// directories finds build and target directories that workspaces share: where
// a nested run would wait for the cargo above it, and where one package's code
// would be taken for another's.
func (e *examination) directories() error {
	env := lockguard.Situation{Env: e.Env}.UserEnv(lockguard.Traversal)
	var above []built // the way down to the workspace looked at
	first := map[local]nested.Workspace{}
	for _, ws := range e.tree.Workspaces {
		root := filepath.Dir(ws.Manifest)
		conf, err := e.configs.Load(config.Place{Dir: root, Home: e.home, Env: env})
		if err != nil {
			e.add(Finding{
				Check: "config", Severity: Error, Path: root, Message: err.Error(),
				Hint: "correct the file; cargo refuses it as well",
			})
			return nil //nolint:nilerr // it is a finding
		}
		b := built{ws, conf.Directories(root, "")}
		above = append(above[:min(ws.Depth, len(above))], b)
		e.hangs(above)
		e.collisions(b, first)
	}
	return nil
}

// built is a workspace and where it is built.
type built struct {
	nested.Workspace
	config.Directories
}

// hangs tells of a nested workspace that builds where one of those above it
// does.
func (e *examination) hangs(way []built) {
	last := way[len(way)-1]
	for _, up := range way[:len(way)-1] {
		if shared := meet(up.Directories, last.Directories); shared != "" {
			e.add(Finding{
				Check: "shared-directory", Severity: Warning, Path: last.Dir,
				Message: "builds in " + e.Style.Path(shared) + ", as " + e.Style.Path(up.Dir) + " does: plain cargo in a build script would wait for ever; in direct mode `cargo nw` gives it a directory of its own",
				Hint:    `set build.build-dir to a path with {workspace-path-hash} in .cargo/config.toml, or take the common target-dir out`,
			})
			return
		}
	}
}

// meet is a directory that both build in, "".
func meet(a, b config.Directories) string {
	switch {
	case a.Target == b.Target:
		return a.Target
	case a.Build == b.Build && !a.Unique:
		return a.Build
	}
	return ""
}

// collisions finds packages that cargo cannot tell apart. first remembers who
// had a package first.
func (e *examination) collisions(b built, first map[local]nested.Workspace) {
	if b.Unique {
		return
	}
	root := filepath.Dir(b.Manifest)
	for _, m := range b.Members {
		path, err := filepath.Rel(root, filepath.Dir(m.Manifest))
		if err != nil {
			continue
		}
		key := local{b.Build, m.Name, e.reader.Settings(m.Manifest).Version(e.reader.Settings(b.Manifest)), path}
		other, taken := first[key]
		if !taken {
			first[key] = b.Workspace
			continue
		}
		e.add(Finding{
			Check: "collision", Severity: Error, Path: m.Manifest,
			Message: "shares the build directory " + e.Style.Path(b.Build) + " with " + e.Style.Path(other.Dir) + ", which has a package " + key.name + " " + key.version + " at the same place: cargo takes the code of one for that of the other, and says nothing",
			Hint:    "rename one, give it another version, or give each workspace a build directory of its own",
		})
	}
}
