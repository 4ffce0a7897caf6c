// Package cli is the command line: argv in, exit status out. It is the only
// place that knows the command line library, and it never exits.
package cli

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/git"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/lockguard"
)

// Exit statuses of cargo-nw's own. All others are cargo's. See
// docs/adr/0001-exit-status.md.
const (
	exitUsage = 2
	exitStart = execution.StartFailure
	exitFound = 4 // a check of ours found what it looks for
)

// stdio are the three streams of a process.
type stdio struct {
	in       io.Reader
	out, err io.Writer
}

// Run is the whole program: argv without the program's name in, exit status
// out. version is what a release has set, "" for what the build information
// says. If you ask twice to end, it does not wait for a reader of its output
// that does not read.
func Run(argv, env []string, version string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, forced, stop := signalled()
	defer stop()
	s := session{ctx: ctx, env: env, std: stdio{stdin, stdout, stderr}, version: built(version)}
	status := make(chan int, 1)
	go func() { status <- s.serve(argv) }()
	select {
	case code := <-status:
		return code
	case code := <-forced:
		return code
	}
}

// serve does what the command line says. Errors are told here, once.
func (s *session) serve(argv []string) int {
	err := s.start(argv)
	if err == nil {
		return s.status
	}
	if errors.Is(err, syscall.EPIPE) {
		return proc.Stop{Signal: syscall.SIGPIPE}.Code() // whoever has read enough is told nothing
	}
	message, hint := s.explain(err)
	s.style.Error(s.std.err, message, hint)
	return exitCode(err)
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
	case errors.Is(err, git.ErrNoCommit):
		return err.Error(), "git fetch, or name a branch, a tag or a commit that `git rev-parse` knows: cargo nw --changed HEAD …"
	case errors.Is(err, git.ErrNoGit):
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
