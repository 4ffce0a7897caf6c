// Package workbench is what the benchmarks below bench have in common: a
// directory to work in, an environment, and commands that are timed and counted.
// It knows nothing of what is measured.
package workbench

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// Main runs a benchmark until it is done or a signal ends it, and ends the
// process if it fails.
func Main(name string, run func(ctx context.Context) error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, name+": error:", err)
		os.Exit(1)
	}
}

// In calls run with the directory keep, or if that is "", with a temporary one
// that is removed afterwards.
func In(keep, prefix string, run func(dir string) error) error {
	if keep == "" {
		made, err := os.MkdirTemp("", prefix)
		if err != nil {
			return err
		}
		defer os.RemoveAll(made) //nolint:errcheck // a temporary directory
		keep = made
	}
	dir, err := filepath.EvalSymlinks(keep)
	if err != nil {
		return err
	}
	return run(dir)
}

// Bench is where it happens.
type Bench struct {
	Ctx context.Context //nolint:containedctx // one run, one context
	Dir string
	Env []string // of the commands
}

// Program is the path of our program, once it is built.
func (b *Bench) Program() string { return filepath.Join(b.Dir, "bin", "cargo-nw") }

// Build builds our program with the present environment.
func (b *Bench) Build() error {
	_, err := b.Run(".", "go", "build", "-o", b.Program(), "github.com/cargo-nw/cargo-nw")
	return err
}

// Furnish makes an environment without the user's cargo settings, with a cargo
// home of its own and our program first on PATH, and builds the program.
func (b *Bench) Furnish(more ...string) error {
	for _, kv := range os.Environ() {
		if !strings.HasPrefix(kv, "CARGO") && !strings.HasPrefix(kv, "RUST") || strings.HasPrefix(kv, "RUSTUP_HOME") {
			b.Env = append(b.Env, kv)
		}
	}
	b.Env = append(b.Env, "CARGO_HOME="+filepath.Join(b.Dir, "home"), "CARGO_TERM_COLOR=never",
		"PATH="+filepath.Dir(b.Program())+string(filepath.ListSeparator)+os.Getenv("PATH"))
	b.Env = append(b.Env, more...)
	return b.Build()
}

// Ran is what a command took. CPU is that of all processes that it has waited
// for.
type Ran struct {
	Stdout, Stderr string
	CPU, Wall      time.Duration
}

// Run runs a command in a directory. The program cargo-nw is the one that was
// built here.
func (b *Bench) Run(dir string, argv ...string) (Ran, error) {
	program := argv[0]
	if program == "cargo-nw" {
		program = b.Program()
	}
	cmd := exec.CommandContext(b.Ctx, program, argv[1:]...) //nolint:gosec // to run commands is what a benchmark is for
	var stdout, stderr bytes.Buffer
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, b.Env, &stdout, &stderr
	began := time.Now()
	if err := cmd.Run(); err != nil {
		return Ran{}, fmt.Errorf("%s: %w\n%s", strings.Join(argv, " "), err, stderr.String())
	}
	return Ran{stdout.String(), stderr.String(), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), time.Since(began)}, nil
}

// Compiled are the package IDs of the units that cargo says it compiled, in the
// output of --message-format=json: those of other people, and those on disk.
func Compiled(stdout string) (third, local []string) {
	for line := range strings.Lines(stdout) {
		var m struct {
			Reason string
			ID     string `json:"package_id"`
			Fresh  bool
		}
		if json.Unmarshal([]byte(line), &m) != nil || m.Reason != "compiler-artifact" || m.Fresh {
			continue
		}
		if strings.HasPrefix(m.ID, "path+") {
			local = append(local, m.ID)
		} else {
			third = append(third, m.ID)
		}
	}
	return third, local
}
