package lockguard

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// Decision is what rustup's proxy has decided on the way to us, as far as that
// is certain; the zero value is for where it is not. Where the proxy would
// decide the same again, the toolchain's own cargo can be started without it:
// to ask takes a quarter of a cargo check that has nothing to do.
//
// What decides: a toolchain that the user has named, else the nearest of
// directory overrides and toolchain files, else the default
// (https://rust-lang.github.io/rustup/overrides.html).
type Decision struct {
	cargo    string   // of the toolchain, "" where nothing is certain
	name     string   // of the toolchain that the user has named, "" for none
	file     string   // the toolchain file that decided, "" for none
	settings string   // path of rustup's settings
	read     string   // what was in them
	vars     []string // what the proxy has added to the environment
}

// proxied are the variables by which the proxy talks to those below it.
var proxied = []string{"RUST_RECURSION_COUNT", "RUSTUP_TOOLCHAIN", "RUSTUP_TOOLCHAIN_SOURCE"}

// Decision reads what the proxy has decided. here is our working directory,
// symlinks resolved; command is what is to be run.
func (s Situation) Decision(here string, command args.Command) Decision {
	home, name := environ.Get(s.Env, "RUSTUP_HOME"), environ.Get(s.Env, "RUSTUP_TOOLCHAIN")
	toolchain := filepath.Join(home, "toolchains", name)
	d := Decision{
		cargo:    filepath.Join(toolchain, "bin", filepath.Base(s.Program)),
		name:     s.Toolchain,
		file:     nearestToolchainFile(here),
		settings: filepath.Join(home, "settings.toml"),
	}
	if !filepath.IsAbs(home) || name == "" || command.Toolchain != "" || !s.behindOneProxy(toolchain, d.cargo) {
		return Decision{}
	}
	text, err := os.ReadFile(d.settings)
	if err != nil {
		return Decision{}
	}
	d.read = string(text)
	var certain bool
	switch environ.Get(s.Env, "RUSTUP_TOOLCHAIN_SOURCE") {
	case "cli", "env":
		certain = s.Toolchain == name
	case "default":
		certain = d.file == "" && !hasOverrides(text)
	case "toolchain-file":
		certain = d.file != "" && !hasOverrides(text) && s.stands(here) && channel(d.file, name)
	}
	if !certain {
		return Decision{}
	}
	for _, name := range slices.Concat(proxied, libraryPaths) {
		if value := environ.Get(s.Env, name); value != "" {
			d.vars = append(d.vars, name+"="+value)
		}
	}
	return d
}

// Launch is the cargo that the proxy would start in dir now, and its
// environment, of which env is what the proxy would get. What may have changed
// since the decision is looked at again.
func (d Decision) Launch(dir string, env []string) (program string, _ []string, ok bool) {
	if d.cargo == "" || environ.Get(env, "RUSTUP_TOOLCHAIN") != d.name {
		return "", nil, false
	}
	if d.name == "" {
		text, err := os.ReadFile(d.settings)
		if err != nil || string(text) != d.read || nearestToolchainFile(paths.Resolve(dir)) != d.file {
			return "", nil, false
		}
	}
	return d.cargo, append(environ.Without(env, slices.Concat(proxied, libraryPaths), nil), d.vars...), true
}

// behindOneProxy says that one proxy has started this cargo of the toolchain,
// which has started us as its subcommand, and that the program for our runs is
// that proxy.
func (s Situation) behindOneProxy(toolchain, cargo string) bool {
	if environ.Get(s.Env, "RUST_RECURSION_COUNT") != "1" || environ.Get(s.Env, "CARGO_MANIFEST_DIR") != "" {
		return false
	}
	libraries := slices.ContainsFunc(libraryPaths, func(name string) bool {
		entries := filepath.SplitList(environ.Get(s.Env, name))
		return len(entries) > 0 && entries[0] == filepath.Join(toolchain, "lib")
	})
	return paths.Same(cargo, environ.Get(s.Env, "CARGO")) && isProxy(s.Program) && (libraries || runtime.GOOS == "windows")
}

// isProxy says that the program is rustup by another name, as rustup installs
// it: a link to the one beside it. A script is somebody else's, whatever its
// name.
func isProxy(program string) bool {
	rustup, err := filepath.EvalSymlinks(filepath.Join(filepath.Dir(program), "rustup"+filepath.Ext(program)))
	if err != nil || !paths.Same(program, rustup) {
		return false
	}
	if name := strings.TrimSuffix(filepath.Base(rustup), ".exe"); name != "rustup" && name != "rustup-init" {
		return false
	}
	f, err := os.Open(rustup)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }()
	head := make([]byte, 2)
	_, err = io.ReadFull(f, head)
	return err == nil && !bytes.Equal(head, []byte("#!"))
}

// stands says that the proxy decided here, too: PWD is where the user's shell
// was, and cargo's -C goes elsewhere.
func (s Situation) stands(here string) bool { return s.Stand == "" || s.Stand == here }

// triple is a host as it ends the name of a toolchain.
var triple = regexp.MustCompile(`^-[a-z]\w*-\w+-\w+(-\w+)?$`)

// channel says whether the toolchain file names the toolchain of that name.
func channel(file, name string) bool {
	data, err := os.ReadFile(file) //nolint:gosec // the user's own toolchain file
	if err != nil {
		return false
	}
	rest, found := strings.CutPrefix(name, channelIn(data))
	return found && (rest == "" || triple.MatchString(rest))
}

// hasOverrides says that a directory has, or may have, a toolchain in rustup's
// settings.
func hasOverrides(text []byte) bool {
	var settings struct{ Overrides map[string]any }
	return toml.Unmarshal(text, &settings) != nil || len(settings.Overrides) > 0
}
