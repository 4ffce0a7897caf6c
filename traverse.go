package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/manifest"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// traverse is `cargo nw <subcommand>`: discover, plan, run, report.
func (s *session) traverse(c *cli.Context) error {
	sit, err := lockguard.Observe(s.ctx, s.env)
	if err != nil {
		return err
	}
	tree, err := s.discover(c.String("manifest-path"), sit.Home)
	if err != nil {
		return err
	}
	command := s.inv.Command
	survey, err := sit.Survey(directories(tree), command, lockguard.Traversal)
	if err != nil {
		return err
	}
	plan := nested.NewPlan(command, tree, sit, survey)
	plan.FailFast = c.Bool("fail-fast")
	s.style.Warnings(s.std.err, plan.Warnings)
	if len(tree.Nested()) == 0 {
		s.style.Warning(s.std.err, "found no nested workspaces in "+s.style.Path(tree.Workspaces[0].Dir), noneHint)
	}
	if c.Bool("dry-run") {
		return s.style.DryRun(s.std.out, plan)
	}
	file, err := report.Create(c.String("report"))
	if err != nil {
		return err
	}
	defer file.Discard()
	runner := nested.Terminal{Stdin: s.std.in, Stdout: s.std.out, Stderr: s.std.err}
	rep := nested.Run(s.ctx, plan, runner, report.Progress{Style: s.style, W: s.std.err, Total: len(plan.Steps)})
	s.style.Summary(s.std.err, rep)
	s.status = rep.Status()
	return file.Write(s.style, rep, "cargo-nw "+version)
}

const noneHint = `name them in Cargo.toml: [package.metadata.nested_workspace] roots = ["path", …]`

// discover reads the tree that begins at --manifest-path, or where the user
// stands.
func (s *session) discover(manifestPath, cargoHome string) (nested.Tree, error) {
	dir := s.style.Stand
	if manifestPath != "" {
		path := manifestPath
		if !filepath.IsAbs(path) {
			path = filepath.Join(dir, path)
		}
		if err := checkManifestPath(path, manifestPath); err != nil {
			return nested.Tree{}, err
		}
		dir = filepath.Dir(path)
	}
	return nested.Discover(s.ctx, manifest.NewReader(cargoHome), dir)
}

// checkManifestPath refuses what cargo refuses (src/cargo/util/command_prelude.rs,
// root_manifest).
func checkManifestPath(path, written string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return &args.UsageError{Message: fmt.Sprintf("manifest path `%s` does not exist", report.Escape(written))}
	case info.IsDir():
		return &args.UsageError{
			Message: fmt.Sprintf("manifest path `%s` is a directory but expected a file", report.Escape(written)),
			Hint:    "cargo nw --manifest-path " + args.Quote(filepath.Join(written, "Cargo.toml")) + " …",
		}
	case filepath.Base(path) != "Cargo.toml":
		return &args.UsageError{Message: "the manifest-path must be a path to a Cargo.toml file"}
	}
	return nil
}

func directories(tree nested.Tree) []string {
	dirs := make([]string, 0, len(tree.Workspaces))
	for _, ws := range tree.Workspaces {
		dirs = append(dirs, ws.Dir)
	}
	return dirs
}
