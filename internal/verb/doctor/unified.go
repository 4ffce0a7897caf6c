package doctor

import (
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/edit"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/regular"
	"github.com/cargo-nw/cargo-nw/nested"
)

// hakari are the places of cargo-hakari's configuration, relative to the root.
var hakari = []string{".config/hakari.toml", ".guppy/hakari.toml"}

// unified finds what `cargo nw unify` has written and that cannot be so: crates
// that are gone, lines that are switched off, and cargo-hakari beside it.
func (e *examination) unified() error {
	for _, ws := range e.tree.Workspaces {
		if ws.Problem != nil {
			continue
		}
		if here, at := e.generated(ws); here {
			for _, name := range hakari {
				path := filepath.Join(ws.Dir, filepath.FromSlash(name))
				if paths.IsFile(path) {
					e.add(Finding{
						Check: "unify", Severity: Warning, Path: path,
						Message: "cargo-hakari is used beside cargo nw unify (" + e.Style.Path(at) + "): each changes what the other one has to write",
						Hint:    "cargo nw unify --remove --yes, or cargo hakari remove-deps and remove its crate",
					})
				}
			}
		}
	}
	return nil
}

// generated looks at the manifests of a workspace. It says whether one has
// generated lines, and which.
func (e *examination) generated(ws nested.Workspace) (here bool, at string) {
	manifests := []string{ws.Manifest}
	for _, m := range ws.Members {
		if m.Manifest != ws.Manifest {
			manifests = append(manifests, m.Manifest)
		}
	}
	off := ""
	for _, path := range manifests {
		text, err := regular.Read(path)
		if err != nil {
			continue
		}
		there, isOff := edit.HasBlock(text)
		if !there {
			continue
		}
		here, at = true, path
		if isOff {
			off = path
		}
		e.absent(path, edit.BlockPaths(text, false))
	}
	if off != "" {
		e.add(Finding{
			Check: "unify", Severity: Warning, Path: off,
			Message: "the lines of cargo nw unify are switched off",
			Hint:    "cargo nw unify on --yes",
		})
	}
	return here, at
}

// absent reports the first path in generated lines where there is no package.
func (e *examination) absent(path string, listed []string) {
	for _, to := range listed {
		to = filepath.Join(filepath.Dir(path), filepath.FromSlash(to), manifest.FileName)
		if !paths.Exists(to) {
			e.add(Finding{
				Check: "unify", Severity: Error, Path: path,
				Message: "cargo nw unify has written a dependency on " + e.Style.Path(filepath.Dir(to)) + ", and it is not there",
				Hint:    "cargo nw unify --yes writes it, or commit it; cargo nw unify --remove --yes takes the lines out",
			})
			return
		}
	}
}
