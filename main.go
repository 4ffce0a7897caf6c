// Command cargo-nw runs cargo in workspaces inside workspaces.
//
//	cargo nw check                  in this workspace and in every nested one
//	cargo nw --dry-run test --lib   what would be run, and where
//	cargo nw list --tree            the nested workspaces
//
// This package is the only one that knows the command line library, reads the
// process's environment, and exits. See docs/manual.md.
package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/manifest"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/internal/repo"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Exit statuses of cargo-nw's own. All others are cargo's. See
// docs/adr/0001-exit-status.md.
const (
	exitUsage = 2
	exitStart = nested.StartFailure
	exitFound = 4 // a check of ours found what it looks for
)

// stdio are the three streams of a process.
type stdio struct {
	in       io.Reader
	out, err io.Writer
}

func main() {
	os.Exit(run(os.Args[1:], os.Environ(), stdio{os.Stdin, os.Stdout, os.Stderr}))
}

// run is the whole program: argv without the program's name in, exit status out.
func run(argv, env []string, std stdio) int {
	ctx, stop := signalled()
	defer stop()
	s := session{ctx: ctx, env: env, std: std}
	err := s.start(argv)
	if err == nil {
		return s.status
	}
	if errors.Is(err, syscall.EPIPE) {
		return proc.Stop{Signal: syscall.SIGPIPE}.Code() // whoever has read enough is told nothing
	}
	message, hint := s.explain(err)
	s.style.Error(std.err, message, hint)
	return exitCode(err)
}

// signalled gives a context that ends with the first signal that asks us to
// end. The second one ends the children at once, the third finds no handler.
// SIGPIPE asks us, too, and only once, since every further line raises it: by
// default the first line that nobody reads would end us in the middle of a run,
// and leave its processes to themselves.
func signalled() (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	unread := make(chan os.Signal, 1)
	signal.Notify(unread, syscall.SIGPIPE)
	go func() {
		var sig os.Signal
		select {
		case sig = <-signals:
		case sig = <-unread:
		case <-ctx.Done():
			return
		}
		again := make(chan struct{})
		cancel(proc.Stop{Signal: sig, Shared: proc.FromTerminal(sig), Again: again})
		<-signals
		signal.Stop(signals)
		close(again)
	}()
	return ctx, func() { signal.Stop(signals); cancel(nil) }
}

// exitCode maps an error to the status that says whose it is.
func exitCode(err error) int {
	if usage := (*args.UsageError)(nil); errors.As(err, &usage) {
		return exitUsage
	}
	if stop := (proc.Stop{}); errors.As(err, &stop) {
		return stop.Code()
	}
	return exitStart
}

// explain takes an error apart into what is wrong and what to do.
func (s *session) explain(err error) (message, hint string) {
	var usage *args.UsageError
	var bad *manifest.Error
	var output *fs.PathError
	switch {
	case errors.As(err, &usage):
		return usage.Message, usage.Hint
	case errors.As(err, &bad):
		return strings.Replace(err.Error(), bad.Error(), s.seen(*bad).Error(), 1), bad.Hint
	case errors.As(err, &output) && output.Path == os.Stdout.Name():
		return "writing the output: " + output.Err.Error(), ""
	case errors.Is(err, manifest.ErrNotFound):
		return err.Error(), "go to a workspace, or name one: cargo nw --manifest-path PATH/Cargo.toml …"
	case errors.Is(err, lockguard.ErrNoCargo):
		return err.Error(), "install Rust (https://rustup.rs), or add the directory of cargo to PATH"
	case errors.Is(err, repo.ErrNoCommit):
		return err.Error(), "git fetch, or name a branch, a tag or a commit that `git rev-parse` knows: cargo nw --changed HEAD …"
	case errors.Is(err, repo.ErrNoGit):
		return err.Error(), "--changed needs git, and a repository around the first workspace; leave it out"
	}
	return err.Error(), ""
}

// seen is the error with its path relative to where the user stands. That is
// not known where a build script calls us.
func (s *session) seen(bad manifest.Error) *manifest.Error {
	if s.inv.Verb != "hook" {
		bad.Path = s.style.Relative(bad.Path)
	}
	return &bad
}

// physicalDir is the working directory as cargo sees it: symlinks resolved.
func physicalDir() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(dir)
}
