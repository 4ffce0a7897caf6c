package traverse

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/internal/spelling"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// known refuses a subcommand that no run would know: each would say so. A
// builtin, a program and an alias are found without a process; only if it is
// none of them cargo is asked, once.
func known(ctx context.Context, c command.Call, sit lockguard.Situation, tree nested.Tree) error {
	word, env := c.Command.Subcommand, sit.UserEnv(lockguard.Traversal)
	if len(tree.Workspaces) == 0 || args.Builtin(args.Canonical(word)) || script(word) || installed(sit, env, word) || aliased(env, tree, word) {
		return nil
	}
	list := args.ParseList(asked(ctx, c, sit, env))
	names := make([]string, 0, len(c.Line.Verbs)+len(list))
	for _, v := range c.Line.Verbs {
		if !v.Hidden {
			names = append(names, v.Name)
		}
	}
	verbs := len(names)
	for _, listed := range list {
		names = append(names, listed.Name)
	}
	if len(list) == 0 || slices.Contains(names[verbs:], word) {
		return nil // cargo could not say, or has it from somewhere else
	}
	near := spelling.Nearest(word, names)
	remedy := "cargo --list shows what is installed, and cargo search " + args.Quote("cargo-"+word) + " what may have it"
	if near != "" {
		remedy = args.Join(typed(c, near))
	}
	return command.Usage("no such command: `"+word+"`", remedy)
}

// typed is the user's command line with another subcommand.
func typed(c command.Call, subcommand string) []string {
	words := []string{"cargo", "nw"}
	if c.Command.Toolchain != "" {
		words = append(words, "+"+c.Command.Toolchain)
	}
	words = slices.Concat(words, c.Command.Globals, c.Own)
	return slices.Concat(words, []string{subcommand}, c.Command.Arguments)
}

// script says whether the word is a file that a nightly cargo runs (-Zscript).
func script(word string) bool {
	return strings.ContainsAny(word, `/\`) || strings.HasSuffix(word, ".rs") || strings.HasSuffix(word, ".toml")
}

// installed says whether there is a program for the subcommand where cargo looks
// for one: on PATH, and in its own directory (src/bin/cargo/main.rs,
// search_directories).
func installed(sit lockguard.Situation, env []string, word string) bool {
	for _, where := range [][]string{env, environ.With(env, "PATH", filepath.Join(sit.Home, "bin"))} {
		if _, err := environ.Find(where, "cargo-"+word); err == nil {
			return true
		}
	}
	return false
}

// aliased says whether it is an alias in one of the workspaces, or might be.
func aliased(env []string, tree nested.Tree, word string) bool {
	configs := config.NewReader()
	for _, ws := range tree.Workspaces {
		dir := paths.Resolve(tree.RunDir(ws))
		conf, err := configs.Load(config.Place{Dir: dir, Home: config.HomeIn(dir, env), Env: env})
		if err != nil {
			return true // cargo itself reports that
		}
		if _, ok := conf.Alias(word); ok {
			return true
		}
	}
	return false
}

// asked is what `cargo --list` prints, "" if it fails.
func asked(ctx context.Context, c command.Call, sit lockguard.Situation, env []string) string {
	var out bytes.Buffer
	argv := append([]string{"cargo"}, args.Command{Toolchain: c.Command.Toolchain, Globals: []string{"--list"}}.Argv()...)
	res := proc.Run(ctx, proc.Command{Path: sit.Program, Argv: argv, Dir: c.Dir, Env: env, Stdout: &out})
	if res.Err != nil || res.Code != 0 {
		return ""
	}
	return out.String()
}
