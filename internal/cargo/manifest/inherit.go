package manifest

import (
	"os"
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// inheritAll checks everything in m that says `workspace = true` against root
// and returns the path dependencies (src/cargo/util/toml/mod.rs,
// normalize_toml).
func (m *Manifest) inheritAll(root *Manifest) ([]pathDep, *Error) {
	w := root.Workspace
	edition2024 := m.edition2024
	for _, key := range m.inherited {
		if _, ok := w.fields[key]; !ok && (key != "readme" || !root.hasReadme()) {
			return nil, m.notInRoot("package."+key, "workspace.package."+key, root)
		}
		if key == "edition" {
			edition2024 = w.edition2024
		}
	}
	if m.lints && !w.lints {
		return nil, m.notInRoot("lints", "workspace.lints", root)
	}
	if edition2024 {
		if err := m.checkEdition2024(); err != nil {
			return nil, err
		}
	}
	return resolve(m, root)
}

// checkEdition2024 refuses the old names that earlier editions allow.
func (m *Manifest) checkEdition2024() *Error {
	if m.project {
		bad := errorf(m.Path, "`[project]` is not supported as of the 2024 edition")
		bad.Key = "project"
		return bad.hint("write [package]")
	}
	if len(m.underscores) > 0 {
		bad := errorf(m.Path, "is unsupported as of the 2024 edition")
		bad.Key = m.underscores[0]
		return bad.hint("write it with a hyphen")
	}
	return nil
}

func (m *Manifest) notInRoot(key, wanted string, root *Manifest) *Error {
	bad := errorf(m.Path, "error inheriting from the workspace root: `%s` was not defined", wanted)
	bad.Key = key
	return bad.hint("add %s to %s, or write the value here", wanted, printable.Path(root.Path))
}

// hasReadme reports whether cargo finds a readme on its own
// (src/cargo/util/toml/mod.rs, default_readme_from_package_root).
func (m *Manifest) hasReadme() bool {
	for _, name := range []string{"README.md", "README.txt", "README"} {
		if info, err := os.Stat(filepath.Join(m.dir(), name)); err == nil && info.Mode().IsRegular() {
			return true
		}
	}
	return false
}
