package completion

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/internal/selection"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// patience is how long a shell waits for candidates.
const patience = 5 * time.Second

// candidates answers a completion script. What cannot be determined is not
// offered: an error on a half-typed line helps nobody.
func candidates(ctx context.Context, c command.Call, words []string) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	world := World{
		Toolchains: func() []Candidate {
			rustup, err := environ.Find(c.Env, "rustup")
			if err != nil {
				return nil
			}
			return Toolchains(printed(ctx, c, rustup, "toolchain", "list"))
		},
		Subcommands: func(toolchain string) []Candidate {
			cargo, err := lockguard.FindCargo(c.Env)
			if err != nil {
				return nil
			}
			return Subcommands(printed(ctx, c, cargo, args.Command{Toolchain: toolchain, Globals: []string{"--list"}}.Argv()...))
		},
		Workspaces: func(manifestPath string) []Candidate { return workspaces(ctx, c, manifestPath) },
	}
	return At(words, c.Line, world).Write(c.Stdout)
}

// printed is what a program writes to its stdout, "" if it fails. rustup
// installs no toolchain for it.
func printed(ctx context.Context, c command.Call, program string, argv ...string) string {
	var out bytes.Buffer
	res := proc.Run(ctx, proc.Command{
		Path: program, Argv: append([]string{filepath.Base(program)}, argv...), Dir: c.Dir,
		Env: append(slices.Clip(c.Env), "RUSTUP_AUTO_INSTALL=0"), Stdout: &out,
	})
	if res.Err != nil || res.Code != 0 {
		return ""
	}
	return out.String()
}

// workspaces are those that `cargo nw list` shows, and the first one: `--only
// .` selects only that. Each word selects its workspace.
func workspaces(ctx context.Context, c command.Call, manifestPath string) []Candidate {
	dir, err := selection.Start{ManifestPath: manifestPath}.Directory(c)
	if err != nil {
		return nil
	}
	tree, err := nested.Discover(ctx, manifest.NewReader(config.Home(c.Env)), dir)
	if err != nil {
		return nil
	}
	var found []Candidate
	for _, ws := range tree.Workspaces {
		found = append(found, Candidate{Word: selection.Literal(c.Style.Relative(ws.Dir)), About: named(ws)})
	}
	return found
}

func named(ws nested.Workspace) string {
	names := make([]string, len(ws.Members))
	for i, m := range ws.Members {
		names[i] = m.Name
	}
	return strings.Join(names, ", ")
}
