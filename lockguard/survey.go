package lockguard

import (
	"os"
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// Survey maps a workspace's directory to the directories that a cargo there
// builds in.
type Survey map[string]config.Directories

// Survey reads which directories a cargo with this command line would build in,
// for each workspace root. If no lock is held there is nothing to fear, and
// nothing is read.
func (s Situation) Survey(roots []string, command args.Command, mode Mode) (Survey, error) {
	if len(s.Held) == 0 {
		return Survey{}, nil
	}
	return s.Directories(roots, command, mode)
}

// Directories reads which directories a cargo with this command line would
// build in, for each workspace root, symlinks resolved.
func (s Situation) Directories(roots []string, command args.Command, mode Mode) (Survey, error) {
	found := Survey{}
	configs, env := config.NewReader(), s.UserEnv(mode)
	for _, root := range roots {
		dirs, err := directories(configs, root, command, env)
		if err != nil {
			return nil, err
		}
		found[root] = dirs
	}
	return found, nil
}

// Directories are those that a cargo with this command line and environment
// builds in, when it is started in root, a workspace's directory.
func Directories(root string, command args.Command, env []string) (config.Directories, error) {
	return directories(config.NewReader(), root, command, env)
}

// directories returns those that a cargo with this command line and environment
// builds in when started in root, a workspace's directory. Symlinks are
// resolved.
func directories(configs *config.Reader, root string, command args.Command, env []string) (config.Directories, error) {
	dir := paths.Resolve(root) // as cargo sees its working directory
	conf, err := configs.Load(config.Place{Dir: dir, Home: config.HomeIn(dir, env), Env: env, CLI: command.Values("--config")})
	if err != nil {
		return config.Directories{}, err
	}
	flag, ok := command.Value("--target-dir")
	if ok {
		flag = paths.Absolute(dir, flag)
	}
	dirs := conf.Directories(dir, flag)
	if dirs.Build == dirs.Target {
		dirs.Target = resolved(dir, dirs.Target)
		dirs.Build = dirs.Target
	} else {
		dirs.Target, dirs.Build = resolved(dir, dirs.Target), resolved(dir, dirs.Build)
	}
	return dirs, nil
}

// resolved is path with its symlinks resolved. What is directly in dir, where
// there are none on the way, is looked at alone: that is most target directories.
func resolved(dir, path string) string {
	if filepath.Dir(path) == dir {
		if info, err := os.Lstat(path); err != nil || info.Mode()&os.ModeSymlink == 0 {
			return path
		}
	}
	return paths.Resolve(path)
}

// Readable is [Situation.Directories] without the workspaces whose
// configuration cannot be read: cargo itself should report those.
func (s Situation) Readable(roots []string, command args.Command, mode Mode) Survey {
	found := Survey{}
	configs, env := config.NewReader(), s.UserEnv(mode)
	for _, root := range roots {
		if dirs, err := directories(configs, root, command, env); err == nil {
			found[root] = dirs
		}
	}
	return found
}
