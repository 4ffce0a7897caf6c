package hook

import (
	"path/filepath"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/lockguard"
)

// Kind is what calls a hook.
type Kind int

const (
	// Build is a build script.
	Build Kind = iota
	// Test is a #[test].
	Test
)

// hook is one call of `cargo-nw hook`.
type hook struct {
	kind      Kind
	pkg       args.Package      // the containing package
	manifest  string            // its manifest path
	workspace string            // directory of its workspace, symlinks resolved
	settings  manifest.Nested   // its table
	extra     []string          // what the hook line adds to each command
	policy    policy            // what applies if the parent of a build script is not offline
	endless   map[string]string // by directory of a nested workspace: fuzz targets whose test would not end
	occupied  map[string]bool   // directories of nested workspaces that a cargo above works in
}

// command is what a hook runs in each nested workspace, without "cargo".
func (h hook) command(sit lockguard.Situation) args.Command {
	parent, _ := sit.Parent()
	var argv []string
	if h.kind == Test {
		command := parent.Command
		if command.Subcommand != "test" {
			command = args.Command{} // nextest, or the test program started by hand
		}
		argv = args.ForTest(command, h.pkg, h.extra)
	} else {
		argv = args.ForBuild(h.subcommand(sit), parent.Command, h.extra)
	}
	return args.Command{Subcommand: argv[0], Arguments: argv[1:]}
}

// subcommand is the subcommand of a build script's nested runs: the parent's.
// Nothing is compiled that was not asked for. With rerun = "changed" the build
// script does not run again when check is followed by build, so it is build.
func (h hook) subcommand(sit lockguard.Situation) string {
	parent, _ := sit.Parent()
	switch {
	case h.settings.Rerun == manifest.RerunChanged || parent.Command.Subcommand != "check":
		return "build"
	case clippy(sit):
		return "clippy"
	}
	return "check"
}

// clippy says that the parent is `cargo clippy`, which is `cargo check` with
// clippy's driver around rustc.
func clippy(sit lockguard.Situation) bool {
	return strings.TrimSuffix(filepath.Base(sit.WorkspaceWrapper()), ".exe") == "clippy-driver"
}

// foreignWrapper is a RUSTC_WORKSPACE_WRAPPER other than clippy's, which is not
// passed on.
func (h hook) foreignWrapper(sit lockguard.Situation) string {
	if clippy(sit) {
		return ""
	}
	return sit.WorkspaceWrapper()
}
