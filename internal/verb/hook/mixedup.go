package hook

import (
	"context"
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/internal/shareddir"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// mixedUp are warnings about nested runs that get each other's code, because
// they build in one directory, or that of the containing workspace: a test's
// hook runs after the cargo above has left it.
func (h hook) mixedUp(ctx context.Context, style report.Style, reader *manifest.Reader, tree nested.Tree, plan nested.Plan, sit lockguard.Situation) []nested.Warning {
	world := shareddir.NewWorld(ctx, reader, sit.Program, sit.UserEnv(lockguard.Direct))
	world.Command = h.command(sit)
	sites := shareddir.Planned(plan, sit.Readable(nested.Directories(tree.Nested()), world.Command, lockguard.Direct))
	if first, ok := tree.First(); ok && h.kind == Test && len(sites) > 0 {
		parent, _ := sit.Parent()
		dir := filepath.Dir(first.Manifest)
		if dirs, ok := sit.Readable([]string{dir}, parent.Command, lockguard.Direct)[dir]; ok {
			name, _ := toolchain.Current(sit.Env)
			sites = append([]shareddir.Site{{Workspace: first, Directories: dirs, Toolchain: name}}, sites...)
		}
	}
	list := world.Warnings(style, world.Look(sites))
	for i := range list {
		list[i].Message += "; hint: " + list[i].Hint // cargo shows a line for each warning
	}
	return list
}
