package lockguard

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/builddir"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/proc/ancestry"
)

// The variables through which cargo-nw talks to the hooks below it.
const (
	selfEnv = "CARGO_NW" // the cargo-nw that stubs call; the user may set it, too

	// Sccache makes variables that begin with CARGO_ part of its key
	// (src/compiler/rust.rs), and these differ from run to run.

	noticesEnv = "_CARGO_NW_NOTICES" // the directory in which processes above have their notices; see told
	stackEnv   = "_CARGO_NW_STACK"   // containing packages on the way, in case no notice can be found; see Frame
	heldEnv    = "_CARGO_NW_HELD"    // lock directories held on the way
)

// Cargo is a cargo process above this one.
type Cargo struct {
	PID     int
	Command args.Command // aliases expanded, paths of files made absolute
	Dir     string       // its working directory, which -C has changed already; "" when unreadable
	Env     []string     // the environment it was started with, nil when unreadable
	Offline bool         // by flag, environment or configuration
	Home    string       // its CARGO_HOME, absolute; "" if unknown
	// Vendored are the directories of packages that its configuration has as
	// directory sources.
	Vendored []string
}

// Situation is what surrounds this process.
type Situation struct {
	PID   int
	Self  string   // our own program, for the hooks below; "" when unknown
	Env   []string // our own environment
	Home  string   // CARGO_HOME, absolute; "" when there is none
	Stand string   // where PWD says we are, symlinks resolved; "" when unset
	// Program is the cargo for the runs, as an absolute path.
	Program string
	// Toolchain is what the user named by +toolchain or RUSTUP_TOOLCHAIN, or
	// "".
	Toolchain string
	Caller    string   // the program that started us, "" when unreadable
	Cargos    []Cargo  // the cargo processes above, the nearest first
	Held      []string // directories whose lock an ancestor holds, symlinks resolved
	// Stack are the containing packages on the way, the outermost first, as a
	// hook above us says in its notice.
	Stack []Frame
	// Claimed are those in a variable, which anything can set: enough reason to
	// fail, but not to be silent. It equals Stack unless something else has set
	// it, or the notice cannot be found.
	Claimed []Frame
	// Store is where the hook above us shares compiled units, as its notice says;
	// "" if it does not.
	Store string
	// BuildScript says that we run below a build script: cargo's locks are held.
	BuildScript bool
	// Unconfirmed says that our variables are set, but that, as far as can be
	// seen, no process above us has set them.
	Unconfirmed bool
	visits      []string // what a traversal above us visits
	traversed   []string // what the environments of our own traversal begin with
}

// Observe reads the ancestors, the environment and the configuration of each
// cargo above. env is the environment of this process. The error is
// [ErrNoCargo], or about a configuration file that cannot be read.
func Observe(ctx context.Context, env []string) (Situation, error) {
	s := Situation{PID: os.Getpid(), Env: env, Home: config.Home(env)}
	s.Self, _ = os.Executable()
	if pwd := environ.Get(env, "PWD"); pwd != "" {
		s.Stand = paths.Resolve(pwd)
	}
	program, err := FindCargo(env)
	if err != nil {
		return s, err
	}
	s.Program = program
	s.BuildScript = ofBuildScript(env)
	stack, err := parseStack(environ.Get(env, stackEnv))
	if err != nil {
		return s, fmt.Errorf("reading %s: %w", stackEnv, err)
	}
	s.Claimed = stack
	held, err := unquoteList(environ.Get(env, heldEnv))
	if err != nil {
		return s, fmt.Errorf("reading %s: %w", heldEnv, err)
	}
	s.Held = held

	own := paths.Resolve(environ.Get(env, "CARGO"))
	configs := config.NewReader()
	chain := ancestry.Chain(ctx, func(p ancestry.Process) bool { return isCargo(p, own) })
	if len(chain) > 0 {
		s.Caller = chain[0].Exe
	}
	s.hear(chain)
	for _, p := range chain {
		if !isCargo(p, own) {
			continue
		}
		c, err := s.cargo(p, configs)
		if err != nil {
			return s, err
		}
		s.Cargos = append(s.Cargos, c)
		s.Held = append(s.Held, builddir.Locked(p.Open)...)
	}
	if dir := builddir.LockedAbove(environ.Get(env, "OUT_DIR")); s.BuildScript && dir != "" {
		s.Held = append(s.Held, dir)
	}
	for i, dir := range s.Held {
		s.Held[i] = paths.Resolve(dir)
	}
	slices.Sort(s.Held)
	s.Held = slices.Compact(s.Held)
	parent, _ := s.Parent()
	s.Toolchain = toolchain.Named(env, parent.Dir)
	return s, nil
}

// Parent is the cargo that called us, if one can be seen.
func (s Situation) Parent() (Cargo, bool) {
	if len(s.Cargos) == 0 {
		return Cargo{Offline: truthy(environ.Get(s.Env, "CARGO_NET_OFFLINE"))}, false
	}
	return s.Cargos[0], true
}

// WorkspaceWrapper is the RUSTC_WORKSPACE_WRAPPER of the parent, "" if there is
// none.
func (s Situation) WorkspaceWrapper() string { return environ.Get(s.Env, "RUSTC_WORKSPACE_WRAPPER") }

// isCargo recognises a cargo by its program's name, or because it is the CARGO
// that cargo sets for its children, symlinks resolved: not every distribution
// calls it cargo.
func isCargo(p ancestry.Process, own string) bool {
	return p.Name() == "cargo" || p.Exe != "" && paths.Resolve(p.Exe) == own
}

// cargo reads the command line of a cargo process by cargo's own grammar, with
// the aliases of the directory where it was started.
func (s Situation) cargo(p ancestry.Process, configs *config.Reader) (Cargo, error) {
	c := Cargo{PID: p.PID, Dir: p.Cwd, Env: p.Env}
	if len(p.Argv) == 0 {
		return c, nil
	}
	env := p.Env
	if env == nil {
		env = s.Env
	}
	argv := p.Argv[1:]
	plain, _ := args.ParseCargo(argv, nil)
	c.Home = config.HomeIn(c.Dir, env)
	conf, err := configs.Load(config.Place{Dir: c.Dir, Home: c.Home, Env: env, CLI: plain.Values("--config")})
	if err != nil {
		return c, err
	}
	c.Vendored = conf.Vendored()
	// If this cargo accepted what we cannot read, it is a flag of a later
	// version: the command is then unknown, but the environment still says
	// enough.
	c.Command, _ = args.ParseCargo(argv, conf.Alias)
	c.Command.Globals, c.Command.Arguments = Anchored(c.Dir, c.Command.Globals), Anchored(c.Dir, c.Command.Arguments)
	c.Offline = c.Command.Offline() || conf.NetOffline
	return c, nil
}

func truthy(value string) bool {
	on, err := strconv.ParseBool(value)
	return err == nil && on
}
