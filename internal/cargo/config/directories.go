package config

import (
	"path/filepath"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// The templates of build.build-dir (docs: reference/config.html#buildbuild-dir).
const (
	workspaceRoot = "{workspace-root}"
	cacheHome     = "{cargo-cache-home}"
	pathHash      = "{workspace-path-hash}"
)

// Directories are the two that cargo locks while it builds. They are equal
// unless build.build-dir is set.
type Directories struct {
	Target string // artifact directory: where the user looks
	Build  string // intermediate artifacts
	// Unique says that Build has a hash of the workspace's path in its name, so
	// no other workspace uses it. Build then shows the template.
	Unique bool
}

// Directories returns those of the workspace rooted at root. flag is the value
// of --target-dir, absolute, or empty.
func (c Config) Directories(root, flag string) Directories {
	target := c.TargetDir
	if flag != "" {
		target = flag
	}
	if target == "" {
		target = filepath.Join(root, "target")
	}
	d := Directories{Target: target, Build: target}
	if c.BuildDir != "" {
		d.Unique = strings.Contains(c.BuildDir, pathHash)
		d.Build = filepath.Clean(strings.NewReplacer(workspaceRoot, root, cacheHome, c.home).Replace(c.BuildDir))
	}
	return d
}

// templated makes a build-dir absolute unless a template at its start will.
func templated(base, dir string) string {
	if strings.HasPrefix(dir, workspaceRoot) || strings.HasPrefix(dir, cacheHome) {
		return dir
	}
	return paths.Absolute(base, dir)
}
