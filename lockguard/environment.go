package lockguard

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/environ"
)

// set by cargo for every process it runs for a package: build scripts, tests,
// programs (src/cargo/core/compiler/compilation.rs, fill_env).
var (
	packageNames = []string{
		"CARGO", "CARGO_BIN_NAME", "CARGO_CRATE_NAME", "CARGO_MANIFEST_DIR", "CARGO_MANIFEST_LINKS",
		"CARGO_MANIFEST_PATH", "CARGO_PRIMARY_PACKAGE", "CARGO_RUSTC_CURRENT_DIR", "CARGO_TARGET_TMPDIR", "OUT_DIR",
	}
	packagePrefixes = []string{"CARGO_PKG_", "CARGO_BIN_EXE_"}
)

// set by cargo for build scripts only (custom_build.rs).
var (
	scriptNames = []string{
		"CARGO_ENCODED_RUSTFLAGS", "CARGO_TRIM_PATHS", "DEBUG", "HOST", "NUM_JOBS", "OPT_LEVEL", "PROFILE", "RUSTC",
		"RUSTC_LINKER", "RUSTDOC", "TARGET",
	}
	scriptPrefixes = []string{"CARGO_CFG_", "CARGO_FEATURE_", "DEP_"}
)

// set by programs between the user and us: rustup's proxy, clippy, an outer
// cargo-nw.
var launcherNames = append([]string{
	"CARGO", "CARGO_MAKEFLAGS", "CLIPPY_ARGS", "CLIPPY_TERMINAL_WIDTH", heldEnv, stackEnv, noticesEnv,
}, toolchain.ProxyVariables...)

// peerEnv silences the hooks of cargo-nested: set by its own command for what it
// runs, and by a traversal, which gets to the nested workspaces itself.
const peerEnv = "NESTED_WORKSPACE_CARGO_NESTED"

// Run says what an environment is for.
type Run struct {
	// Dir is the working directory; a shell would have put it into PWD.
	Dir string
	// OwnToolchain says that the workspace has a toolchain file, which decides.
	OwnToolchain bool
	Toolchain    string   // that its settings name, which counts before the file
	Env          []string // what its settings add
	Verdict      Verdict
}

// Mode is how a nested run comes about.
type Mode int

const (
	// Traversal is `cargo nw <subcommand>`.
	Traversal Mode = iota
	// Direct is a build script or a test that calls `cargo-nw hook`.
	Direct
)

// UserEnv is the user's environment, without what rustup, cargo and clippy
// added on the way to us. In direct mode that is the environment of the cargo
// that called us, if it can be read: cargo hides some of the user's variables
// (RUSTFLAGS) from build scripts and sets many of its own.
func (s Situation) UserEnv(mode Mode) []string {
	env := s.Env
	if mode == Direct && len(s.Cargos) > 0 && s.Cargos[0].Env != nil {
		env = s.Cargos[0].Env
	}
	clean := environ.Without(env, launcherNames, nil)
	if mode == Direct {
		// The driver of clippy or dylint: it belongs to the parent's toolchain.
		clean = environ.Without(clean, []string{"RUSTC_WORKSPACE_WRAPPER"}, nil)
	}
	if environ.Get(env, "CARGO_MANIFEST_DIR") != "" {
		clean = environ.Without(clean, packageNames, packagePrefixes)
	}
	if ofBuildScript(env) {
		clean = environ.Without(clean, scriptNames, scriptPrefixes)
	}
	return s.withoutLibraries(clean)
}

// Traverse is the situation of our own traversal, whose runs have most of their
// environments in common.
func (s Situation) Traverse() Situation {
	s.traversed = slices.Clip(s.finish(s.traversing(), Run{OwnToolchain: true}))
	return s
}

// traversing is the user's environment for a traversal.
func (s Situation) traversing() []string {
	env := s.UserEnv(Traversal)
	if environ.Get(env, peerEnv) == "" {
		env = append(env, peerEnv+"=1")
	}
	return env
}

// PWD is what a shell would have put into that variable for a run of a traversal
// in dir: "" for what is there already, as the user's own shell has spelled it.
func (s Situation) PWD(dir string) string {
	if dir == "" || dir == s.Stand || environ.Get(s.Env, "PWD") == "" {
		return ""
	}
	return dir
}

// TraversalEnv is the environment of a run of `cargo nw`. After
// [Situation.Traverse] all of them share its strings, and runs that need
// nothing special share one slice: do not modify it.
func (s Situation) TraversalEnv(r Run) []string {
	env := s.traversed
	if env == nil {
		env = s.traversing()
	}
	return s.finish(slices.Clip(env), r)
}

// DirectEnv is the environment of a run under a build script or a test. last is
// the step on the way to the nested workspace.
func (s Situation) DirectEnv(r Run, last Frame) []string {
	env := append(s.UserEnv(Direct), stackEnv+"="+formatStack(append(slices.Clip(s.Claimed), last)))
	if s.BuildScript {
		if flags := environ.Get(s.Env, "CARGO_MAKEFLAGS"); flags != "" {
			env = append(env, "CARGO_MAKEFLAGS="+flags) // join the parent's jobserver
		}
		env = append(env, heldEnv+"="+quoteList(s.Held))
	}
	return s.finish(env, r)
}

// ofBuildScript says whether this is the environment of a build script: a test
// has OUT_DIR, too.
func ofBuildScript(env []string) bool {
	return environ.Get(env, "OUT_DIR") != "" && environ.Get(env, "CARGO_CFG_TARGET_OS") != ""
}

// finish adds what the run's own verdict and toolchain require.
func (s Situation) finish(env []string, r Run) []string {
	if s.Self != "" && environ.Get(env, selfEnv) == "" {
		env = append(env, selfEnv+"="+s.Self)
	}
	if r.Dir != "" && r.Dir != s.Stand && environ.Get(env, "PWD") != "" {
		env = environ.With(env, "PWD", r.Dir)
	}
	for _, kv := range r.Env {
		name, value, _ := strings.Cut(kv, "=")
		env = environ.With(env, name, value)
	}
	switch {
	case r.Toolchain != "":
		env = append(env, toolchain.NameEnv+"="+r.Toolchain)
	case s.Toolchain != "" && !r.OwnToolchain:
		env = append(env, toolchain.NameEnv+"="+s.Toolchain)
	}
	if r.Verdict.Action == Move {
		env = environ.Without(env, []string{"CARGO_TARGET_DIR", "CARGO_BUILD_BUILD_DIR"}, nil)
		env = append(env, "CARGO_TARGET_DIR="+r.Verdict.Moved.Target)
		// To cargo, braces in a build directory are templates. If the path has
		// some and it is the target directory, nothing has set it.
		if moved := r.Verdict.Moved; moved.Build != moved.Target || !strings.ContainsAny(moved.Build, "{}") {
			env = append(env, "CARGO_BUILD_BUILD_DIR="+moved.Build)
		}
	}
	return env
}

// withoutLibraries removes from the loader's paths the entries that belong to
// a toolchain or to a locked target directory.
func (s Situation) withoutLibraries(env []string) []string {
	toolchains := filepath.Join(toolchain.Home(env), "toolchains") + string(filepath.Separator)
	foreign := func(entry string) bool {
		if strings.HasPrefix(entry, toolchains) {
			return true
		}
		return slices.ContainsFunc(s.Held, func(dir string) bool { return strings.HasPrefix(entry, dir) })
	}
	clean := make([]string, 0, len(env))
	for _, kv := range env {
		name, value, _ := strings.Cut(kv, "=")
		if slices.Contains(toolchain.LibraryVariables, name) {
			entries := slices.DeleteFunc(filepath.SplitList(value), foreign)
			if len(entries) == 0 {
				continue
			}
			kv = name + "=" + strings.Join(entries, string(filepath.ListSeparator))
		}
		clean = append(clean, kv)
	}
	return clean
}
