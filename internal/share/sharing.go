package share

import (
	"context"
	"fmt"
	"io"
	"slices"
	"sync"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/internal/store"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Sharing is the sharing of one call, over all its workspaces. It is safe for
// concurrent use.
type Sharing struct {
	store     store.Store // none for one that only has something to tell
	compilers compilers

	mu    sync.Mutex
	notes []string
}

// New shares by a store, which need not be there yet.
func New(s store.Store) *Sharing {
	return &Sharing{store: s, compilers: compilers{asked: map[string]string{}}}
}

// idle shares nothing, and tells why.
func idle(why string) *Sharing { return &Sharing{notes: []string{why}} }

// Store is the directory of the store, "" if nothing is shared.
func (s *Sharing) Store() string {
	if s == nil {
		return ""
	}
	return s.store.Dir
}

// Tell prints the first note, and how many more there are.
func (s *Sharing) Tell(style report.Style, w io.Writer) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch len(s.notes) {
	case 0:
	case 1:
		style.Note(w, "sharing: "+s.notes[0])
	default:
		style.Note(w, fmt.Sprintf("sharing: %s (and %d more)", s.notes[0], len(s.notes)-1))
	}
}

func (s *Sharing) note(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.Contains(s.notes, text) {
		s.notes = append(s.notes, text)
	}
}

// work is one cargo command in one workspace.
type work struct {
	root        string // of the workspace
	dir         string // where cargo starts, symlinks resolved
	build       string // the build directory, symlinks resolved
	home        string // CARGO_HOME
	cargo       string // the program
	env         []string
	command     args.Command
	compilation config.Compilation
}

// work reads what a run builds, and where.
func (s *Sharing) work(ctx context.Context, spec nested.Spec) (work, config.Directories, error) {
	process := spec.Command()
	command, err := args.ParseCargo(process.Argv[1:], nil)
	if err != nil {
		return work{}, config.Directories{}, err
	}
	dirs, err := lockguard.Directories(spec.Root, command, process.Env)
	if err == nil && dirs.Unique {
		dirs.Build, err = s.compilers.buildDirectory(ctx, process, command)
	}
	if err != nil {
		return work{}, dirs, err
	}
	home := config.HomeIn(process.Dir, process.Env)
	compilation, err := config.NewReader().Compilation(config.Place{Dir: process.Dir, Home: home, Env: process.Env, CLI: command.Values("--config")})
	return work{
		root: spec.Root, dir: process.Dir, build: dirs.Build, home: home, cargo: process.Path,
		env: process.Env, command: command, compilation: compilation,
	}, dirs, err
}
