package lockguard

import (
	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargoconfig"
)

// Survey reads which directories a cargo with this command line would build
// in, for each workspace root, symlinks resolved. Where no lock is held there
// is nothing to fear, and nothing is read.
func (s Situation) Survey(roots []string, command args.Command, mode Mode) (map[string]cargoconfig.Directories, error) {
	found := map[string]cargoconfig.Directories{}
	if len(s.Held) == 0 {
		return found, nil
	}
	configs, env := cargoconfig.NewReader(), s.UserEnv(mode)
	for _, root := range roots {
		dir := resolve(root) // as cargo sees its working directory
		config, err := configs.Load(cargoconfig.Place{Dir: dir, Home: cargoHome(dir, env), Env: env, CLI: command.Values("--config")})
		if err != nil {
			return nil, err
		}
		flag, ok := command.Value("--target-dir")
		if ok {
			flag = absolute(dir, flag)
		}
		dirs := config.Directories(dir, flag)
		dirs.Target, dirs.Build = resolve(dirs.Target), resolve(dirs.Build)
		found[root] = dirs
	}
	return found, nil
}
