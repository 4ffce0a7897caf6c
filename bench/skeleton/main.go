package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

func main() {
	only := flag.String("only", "", "one part: layers, chef or many")
	keep := flag.String("dir", "", "work here and keep it, in place of a temporary directory")
	chef := flag.String("chef", "", "the program cargo-chef")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *only, *keep, *chef); err != nil {
		fmt.Fprintln(os.Stderr, "skeleton: error:", err)
		os.Exit(1) //nolint:gocritic // nothing is left to stop
	}
}

func run(ctx context.Context, only, dir, chef string) error {
	if dir == "" {
		made, err := os.MkdirTemp("", "cargo-nw-skeleton-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(made) //nolint:errcheck // a temporary directory
		dir = made
	}
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return err
	}
	l := lab{ctx: ctx, dir: dir}
	if err := l.furnish(); err != nil {
		return err
	}
	for _, part := range []struct {
		name string
		run  func() error
	}{{"many", l.many}, {"layers", l.layers}, {"chef", func() error { return l.chef(chef) }}} {
		if only != "" && only != part.name || part.name == "chef" && chef == "" {
			continue
		}
		if err := part.run(); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
		fmt.Println()
	}
	return nil
}

// lab is where it happens.
type lab struct {
	ctx context.Context //nolint:containedctx // one run, one context
	dir string
	env []string
}

// furnish builds our program. All parts have one cargo home.
func (l *lab) furnish() error {
	for _, kv := range os.Environ() {
		if !strings.HasPrefix(kv, "CARGO") && !strings.HasPrefix(kv, "RUST") || strings.HasPrefix(kv, "RUSTUP_HOME") {
			l.env = append(l.env, kv)
		}
	}
	bin := filepath.Join(l.dir, "bin")
	l.env = append(l.env, "CARGO_HOME="+filepath.Join(l.dir, "home"), "PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"), "CARGO_TERM_COLOR=never")
	_, err := l.run(".", "go", "build", "-o", filepath.Join(bin, "cargo-nw"), "github.com/cargo-nw/cargo-nw")
	return err
}

// ran is what a command took.
type ran struct {
	stdout    string
	cpu, wall time.Duration
}

func (l *lab) run(dir string, argv ...string) (ran, error) {
	program := argv[0]
	if program == "cargo-nw" {
		program = filepath.Join(l.dir, "bin", program)
	}
	cmd := exec.CommandContext(l.ctx, program, argv[1:]...) //nolint:gosec // to run commands is what a benchmark is for
	var stdout, stderr bytes.Buffer
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, l.env, &stdout, &stderr
	began := time.Now()
	if err := cmd.Run(); err != nil {
		return ran{}, fmt.Errorf("%s: %w\n%s", strings.Join(argv, " "), err, stderr.String())
	}
	return ran{stdout.String(), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), time.Since(began)}, nil
}

// row prints what a command took, and what cargo says it compiled.
func row(name string, r ran) {
	packages := map[string]bool{}
	third, local := 0, 0
	for line := range strings.Lines(r.stdout) {
		var m struct {
			Reason string
			ID     string `json:"package_id"`
			Fresh  bool
		}
		if json.Unmarshal([]byte(line), &m) != nil || m.Reason != "compiler-artifact" || m.Fresh {
			continue
		}
		if strings.HasPrefix(m.ID, "path+") {
			local++
		} else {
			third++
			packages[m.ID] = true
		}
	}
	fmt.Printf("| %s | %.1f | %.1f | %d | %d | %d |\n", name, r.cpu.Seconds(), r.wall.Seconds(), third, len(packages), local)
}

func median(list []time.Duration) time.Duration {
	list = slices.Clone(list)
	slices.Sort(list)
	return list[len(list)/2]
}
