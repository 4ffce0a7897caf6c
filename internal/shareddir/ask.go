package shareddir

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/collision"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/proc"
)

// ask starts the cargo of a toolchain to learn its version. A toolchain that is
// chosen by its directory is not started: it may come from a repository. Nor is
// one that is not installed: rustup would install it. For these, the version is
// the one in their name, if any.
func ask(ctx context.Context, program string, env []string, name string) collision.Cargo {
	known := collision.Cargo{ID: name}
	known.Version, _ = toolchain.ParseVersion(name)
	if name != "" && (strings.ContainsAny(name, `/\`) || !toolchain.IsInstalled(env, name)) {
		return known
	}
	env = environ.With(env, "RUSTUP_AUTO_INSTALL", "0")
	if name != "" {
		env = environ.With(env, toolchain.NameEnv, name)
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	var out bytes.Buffer
	top := filepath.VolumeName(program) + string(filepath.Separator) // where there is no toolchain file
	res := proc.Run(ctx, proc.Command{Path: program, Argv: []string{"cargo", "-vV"}, Dir: top, Env: env, Stdout: &out})
	said, ok := toolchain.ParseVerbose("cargo", out.String())
	if res.Err != nil || res.Code != 0 || !ok {
		return known
	}
	return collision.Cargo{
		ID: said.Text, Version: said.Version,
		Unstable:     said.Unstable || environ.Get(env, "RUSTC_BOOTSTRAP") == "1",
		BarePrograms: strings.HasSuffix(said.Host, "-msvc"),
	}
}
