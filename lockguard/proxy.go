package lockguard

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// Decision is what rustup's proxy decided on the way to us; the zero value if
// that is not certain. If the proxy would decide the same again, the
// toolchain's own cargo can be started without it: asking costs a quarter of a
// cargo check that has nothing to do.
//
// The order: a toolchain that the user has named, then the nearest of directory
// overrides and toolchain files, then the default
// (https://rust-lang.github.io/rustup/overrides.html).
type Decision struct {
	cargo    string   // of the toolchain, "" if nothing is certain
	name     string   // of the toolchain that the user has named, "" for none
	file     string   // the toolchain file that decided, "" for none
	settings string   // path of rustup's settings
	read     string   // what was in them
	vars     []string // what the proxy has added to the environment
}

// Decision reads what the proxy has decided. here is our working directory,
// symlinks resolved; command is what will run.
func (s Situation) Decision(here string, command args.Command) Decision {
	home := environ.Get(s.Env, "RUSTUP_HOME") // set by the proxy
	name, source := toolchain.Current(s.Env)
	directory := filepath.Join(home, "toolchains", name)
	d := Decision{
		cargo:    filepath.Join(directory, "bin", filepath.Base(s.Program)),
		name:     s.Toolchain,
		file:     toolchain.NearestFile(here),
		settings: toolchain.Settings(home),
	}
	if !filepath.IsAbs(home) || name == "" || command.Toolchain != "" || !s.behindOneProxy(directory, d.cargo) {
		return Decision{}
	}
	text, err := os.ReadFile(d.settings)
	if err != nil {
		return Decision{}
	}
	d.read = string(text)
	var certain bool
	switch source {
	case "cli", "env":
		certain = s.Toolchain == name
	case "default":
		certain = d.file == "" && !toolchain.HasOverrides(text)
	case "toolchain-file":
		certain = d.file != "" && !toolchain.HasOverrides(text) && s.stands(here) && chooses(d.file, name)
	}
	if !certain {
		return Decision{}
	}
	for _, name := range slices.Concat(toolchain.ProxyVariables, toolchain.LibraryVariables) {
		if value := environ.Get(s.Env, name); value != "" {
			d.vars = append(d.vars, name+"="+value)
		}
	}
	return d
}

// Launch is the cargo that the proxy would start in dir now, and its
// environment, given the environment env that the proxy would get. What may
// have changed since the decision is checked again.
func (d Decision) Launch(dir string, env []string) (program string, _ []string, ok bool) {
	if named, _ := toolchain.Current(env); d.cargo == "" || named != d.name {
		return "", nil, false
	}
	if d.name == "" {
		text, err := os.ReadFile(d.settings)
		if err != nil || string(text) != d.read || toolchain.NearestFile(paths.Resolve(dir)) != d.file {
			return "", nil, false
		}
	}
	return d.cargo, append(environ.Without(env, slices.Concat(toolchain.ProxyVariables, toolchain.LibraryVariables), nil), d.vars...), true
}

// behindOneProxy says that one proxy started this cargo of the toolchain, which
// started us as its subcommand, and that the program for our runs is that
// proxy.
func (s Situation) behindOneProxy(directory, cargo string) bool {
	if !toolchain.OneProxy(s.Env) || environ.Get(s.Env, "CARGO_MANIFEST_DIR") != "" {
		return false
	}
	libraries := slices.ContainsFunc(toolchain.LibraryVariables, func(name string) bool {
		entries := filepath.SplitList(environ.Get(s.Env, name))
		return len(entries) > 0 && entries[0] == filepath.Join(directory, "lib")
	})
	return paths.Same(cargo, environ.Get(s.Env, "CARGO")) && toolchain.IsProxy(s.Program) && (libraries || runtime.GOOS == "windows")
}

// stands says that the proxy decided in this directory, too: PWD is where the
// user's shell was, and cargo's -C goes elsewhere.
func (s Situation) stands(here string) bool { return s.Stand == "" || s.Stand == here }

// chooses says whether the toolchain file certainly selects this toolchain.
func chooses(path, name string) bool {
	file, err := toolchain.ReadFile(path)
	return err == nil && file.Chooses(name)
}
