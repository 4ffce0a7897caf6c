package unitgraph

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/proc"
)

// channelEnv makes a stable cargo listen to unstable flags. Only cargo reads it;
// RUSTC_BOOTSTRAP would reach rustc, too, and change which dependencies there are
// (measured: 22 more cfgs). It is for a question only, never for a build.
const channelEnv = "__CARGO_TEST_CHANNEL_OVERRIDE_DO_NOT_USE_THIS"

// Cargo is a cargo in a workspace.
type Cargo struct {
	Program string // its path
	Dir     string // where it runs: the workspace's root
	// Manifest is the one that it reads instead of that in Dir, "" for none. Its
	// configuration and its toolchain stay those of Dir.
	Manifest string
	Env      []string
	Scratch  string // a target directory for questions, which nothing is built in
	// Unstable: the keys of [unstable] in its configuration that a stable one
	// would not listen to.
	Unstable []string
	Version  toolchain.Verbose
}

// Ask gets to know the cargo that runs in a workspace.
func (c *Cargo) Ask(ctx context.Context) error {
	out, err := c.run(ctx, []string{"-vV"}, c.Env)
	if err != nil {
		return err
	}
	v, ok := toolchain.ParseVerbose("cargo", string(out))
	if !ok {
		return &Error{Dir: c.Dir, Argv: []string{"-vV"}, Text: "it does not say its version"}
	}
	c.Version = v
	return nil
}

// Graph prints the unit graph of a build; [Parse] reads it.
func (c Cargo) Graph(ctx context.Context, b Build) ([]byte, error) {
	argv, env := c.Unlocked(append(b.query(c.Scratch), c.manifest()...))
	return c.run(ctx, argv, environ.With(env, "CARGO_BUILD_BUILD_DIR", c.Scratch))
}

// Unlocked is a command with -Z flags, and the environment in which also a
// stable cargo listens to them, and to nothing else that it would ignore. It is
// for commands that write nothing in the user's tree.
func (c Cargo) Unlocked(argv []string) (_, env []string) {
	if c.Version.Unstable {
		return argv, c.Env
	}
	for _, key := range c.Unstable {
		argv = append(argv, "--config", "unstable."+key+"=false")
	}
	return argv, environ.With(environ.Without(c.Env, nil, []string{"CARGO_UNSTABLE_"}), channelEnv, "nightly")
}

// Tree prints the packages of a build; [ParseTree] reads them.
func (c Cargo) Tree(ctx context.Context, b Build) ([]byte, error) { return c.run(ctx, b.tree(), c.Env) }

// Metadata prints the packages of the workspace and what they depend on.
func (c Cargo) Metadata(ctx context.Context) ([]byte, error) {
	return c.run(ctx, append([]string{"metadata", "--format-version", "1", "--locked", "--offline", "--quiet"}, c.manifest()...), c.Env)
}

func (c Cargo) manifest() []string {
	if c.Manifest == "" {
		return nil
	}
	return []string{"--manifest-path", c.Manifest}
}

// Relock prints what [Cargo.Metadata] does, and brings the lock file up to date
// with what has been downloaded.
func (c Cargo) Relock(ctx context.Context) ([]byte, error) {
	return c.run(ctx, append([]string{"metadata", "--format-version", "1", "--offline", "--quiet"}, c.manifest()...), c.Env)
}

// Declared prints the packages of the workspace that the cargo's directory is in
// and what they declare, with all that they inherit; package metadata reads it.
// Neither the lock file nor the network is asked. It counts as a nightly cargo:
// what a manifest declares for another toolchain can be read, too.
func (c Cargo) Declared(ctx context.Context) ([]byte, error) {
	return c.run(ctx, []string{"metadata", "--format-version", "1", "--no-deps", "--quiet"}, environ.With(c.Env, channelEnv, "nightly"))
}

// UpdateMembers brings the lock file in the cargo's directory up to date with the
// manifests, and changes no version of a package that is not on disk if it can
// be helped.
func (c Cargo) UpdateMembers(ctx context.Context, offline bool) error {
	argv := []string{"update", "--workspace", "--quiet"}
	if offline {
		argv = append(argv, "--offline")
	}
	_, err := c.run(ctx, argv, c.Env)
	return err
}

func (c Cargo) run(ctx context.Context, argv, env []string) ([]byte, error) {
	out, _, err := c.Run(ctx, argv, env)
	return out, err
}

// Run starts it. An [*Error] says that it could not be started, or has what it
// printed before it failed.
func (c Cargo) Run(ctx context.Context, argv, env []string) (stdout, stderr []byte, err error) {
	var out, errs bytes.Buffer
	res := proc.Run(ctx, proc.Command{Path: c.Program, Argv: append([]string{"cargo"}, argv...), Dir: c.Dir, Env: env, Stdout: &out, Stderr: &errs})
	if res.Err != nil || res.Code != 0 {
		return nil, nil, &Error{Dir: c.Dir, Argv: argv, Text: strings.TrimSpace(errs.String()), Err: res.Err}
	}
	return out.Bytes(), errs.Bytes(), nil
}

// Error is a question that cargo does not answer.
type Error struct {
	Dir  string
	Argv []string
	Text string // what it printed
	Err  error  // why it could not be started, nil
}

// Error is what cargo printed first, without what it printed after that.
func (e *Error) Error() string {
	if e.Err != nil {
		return "starting cargo: " + e.Err.Error()
	}
	first, _, _ := strings.Cut(e.Text, "\n\n")
	first, _, _ = strings.Cut(first, "\nhelp: ")
	first = strings.TrimPrefix(strings.Join(strings.Fields(first), " "), "error: ")
	return fmt.Sprintf("cargo %s: %s", e.Argv[0], first)
}

// Unwrap is why it could not be started.
func (e *Error) Unwrap() error { return e.Err }

// Remedy is what brings lock file and crates up to date, "" where that is not
// what is wrong.
func (e *Error) Remedy() string {
	for _, word := range []string{"--locked", "--offline", "offline", "lock file"} {
		if strings.Contains(e.Text, word) {
			return "cargo nw fetch"
		}
	}
	return ""
}

// Unknown says that this cargo does not know the flag.
func (e *Error) Unknown() bool {
	return strings.Contains(e.Text, "unit-graph") || strings.Contains(e.Text, "-Z")
}
