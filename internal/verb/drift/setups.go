package drift

import (
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/share"
	"github.com/cargo-nw/cargo-nw/internal/variant"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// readSetups reads how the workspaces with these lock files are built. No cargo
// runs.
func readSetups(r *manifest.Reader, env []string, tree nested.Tree, locks []variant.Lock) []variant.Setup {
	env = lockguard.Situation{Env: env}.UserEnv(lockguard.Traversal)
	configs, overrides := config.NewReader(), toolchain.Overrides(toolchain.Home(env))
	shared := share.Begin(tree, env, "") != nil
	packages := map[string]variant.Lock{}
	for _, l := range locks {
		packages[l.Workspace] = l
	}
	var list []variant.Setup
	for _, ws := range withLock(tree, locks) {
		root := filepath.Dir(ws.Manifest)
		own := r.Settings(ws.Manifest)
		s := variant.Setup{
			Workspace: ws.Dir, Toolchain: toolchain.Chosen(root, overrides), Resolver: own.Resolver(),
			Profiles: own.Profiles(), Config: map[string]string{}, Packages: packages[ws.Dir].Packages,
		}
		for key, is := range configs.Deciding(root) {
			s.Config[key] = is.Text
		}
		dirs, err := lockguard.Directories(root, args.Command{}, env) // what is wrong with the configuration is cargo's to report
		switch {
		case shared:
			s.Meets = "store"
		case err == nil && !dirs.Unique:
			s.Meets = dirs.Build
		}
		list = append(list, s)
	}
	return list
}
