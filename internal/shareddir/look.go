package shareddir

import (
	"context"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/collision"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/nested"
)

// World is what a look needs besides the workspaces.
type World struct {
	Reader *manifest.Reader
	Env    []string // that of the cargos, except for the toolchain
	// Command is what they run. The zero value means anything that they may run.
	Command args.Command
	// Rustup says that rustup chooses toolchains; otherwise there is one for all.
	Rustup bool
	// Cargo describes a toolchain's cargo, "" being the default. It is called at
	// most once for each, and only if the answer matters.
	Cargo func(toolchain string) collision.Cargo
}

// NewWorld is the world of this cargo, which is started only to ask it.
func NewWorld(ctx context.Context, reader *manifest.Reader, program string, env []string) World {
	return World{
		Reader: reader, Env: env, Rustup: toolchain.IsProxy(program),
		Cargo: func(name string) collision.Cargo { return ask(ctx, program, env, name) },
	}
}

// Finding is a package of a workspace that cargo mixes up with one of another
// workspace.
type Finding struct {
	collision.Finding
	Between [2]nested.Workspace
}

// Look finds those among the sites. It reads only the manifests of workspaces
// that share a directory.
func (w World) Look(sites []Site) []Finding {
	sites = sharing(sites)
	if len(sites) == 0 {
		return nil
	}
	configs := config.NewReader()
	request := collision.Request{Cargo: w.Cargo}
	if w.Command.Subcommand != "" {
		compiles, links := w.expanded(configs, sites[0]).Compiles()
		if !compiles {
			return nil
		}
		request.Checks = !links
	}
	choose := w.chooser()
	for _, site := range sites {
		request.Workspaces = append(request.Workspaces, w.read(configs, site, choose))
	}
	var list []Finding
	for _, f := range request.Find() {
		list = append(list, Finding{f, [2]nested.Workspace{sites[f.First].Workspace, sites[f.Second].Workspace}})
	}
	return list
}

// expanded is the command with aliases expanded, using those of the first site.
func (w World) expanded(configs *config.Reader, site Site) args.Command {
	conf, err := configs.Load(w.place(site))
	if err != nil {
		return w.Command
	}
	if command, err := args.ParseCargo(w.Command.Argv(), conf.Alias); err == nil {
		return command
	}
	return w.Command
}

// place is the cargo at a site.
func (w World) place(site Site) config.Place {
	root := filepath.Dir(site.Workspace.Manifest)
	return config.Place{Dir: root, Home: config.HomeIn(root, w.Env), Env: w.Env, CLI: w.Command.Values("--config")}
}

// sharing are the sites whose build directory is also that of another.
func sharing(sites []Site) []Site {
	builders := map[string]int{}
	for _, site := range sites {
		builders[site.Directories.Build]++
	}
	return slices.DeleteFunc(slices.Clone(sites), func(site Site) bool {
		return site.Directories.Unique || builders[site.Directories.Build] < 2
	})
}

// read is a workspace as the rules see it. One that cannot be read has no
// packages.
func (w World) read(configs *config.Reader, site Site, choose func(Site) string) collision.Workspace {
	root := filepath.Dir(site.Workspace.Manifest)
	found := collision.Workspace{
		Root: root, Directory: site.Directories.Build, Toolchain: choose(site),
		NewLayout: slices.Contains(w.Command.Values("-Z"), "build-dir-new-layout"),
		Locked:    locked(site.Workspace.Manifest),
	}
	if conf, err := configs.Load(w.place(site)); err == nil {
		found.NewLayout = found.NewLayout || conf.NewLayout
	}
	if runtime.GOOS == "windows" {
		found.Programs = func(p manifest.Local) []string { return w.Reader.Settings(p.Manifest).Executables(p.Dir()) }
	}
	ws, err := w.Reader.Workspace(site.Workspace.Manifest)
	if err != nil {
		return found
	}
	var also []string
	for _, replacement := range configs.Sources(root).Packages {
		also = append(also, filepath.Join(replacement.Dir, manifest.FileName))
	}
	found.Packages = w.Reader.Locals(ws, also...)
	return found
}

// chooser says which toolchain builds at a site. Without rustup there is one
// cargo for all.
func (w World) chooser() func(Site) string {
	if !w.Rustup {
		return func(Site) string { return "" }
	}
	choosing := toolchain.NewChooser(toolchain.Overrides(toolchain.Home(w.Env)))
	named := w.Command.Toolchain
	return func(site Site) string {
		switch {
		case named != "":
			return named
		case site.Toolchain != "":
			return site.Toolchain
		}
		return choosing.Chosen(filepath.Dir(site.Workspace.Manifest))
	}
}

// locked reads the lock file of a workspace on demand: the version of a package
// that occurs once.
func locked(path string) func(name string) string {
	var versions map[string]string
	return func(name string) string {
		if versions == nil {
			versions = map[string]string{}
			lock, _ := lockfile.Read(lockfile.In(path)) // without one nothing is certain
			for _, p := range lock.Packages {
				if _, twice := versions[p.Name]; twice {
					p.Version = ""
				}
				versions[p.Name] = p.Version
			}
		}
		return versions[name]
	}
}
