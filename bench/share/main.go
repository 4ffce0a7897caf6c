package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// contender is one way to build the replica.
type contender struct {
	name, table, config string
	salt                bool
	env                 []string
	jobs                bool // two workspaces at a time
}

var contenders = []contender{
	{name: "separate"},
	{name: "sharing", table: "share = true\n"},
	{name: "sharing, -j 2 from cold", table: "share = true\n", jobs: true},
	{name: "shared build-dir, a version each", config: "[build]\nbuild-dir = \"shared\"\n", salt: true},
	{name: "sccache", env: []string{"RUSTC_WRAPPER=sccache", "CARGO_INCREMENTAL=0"}},
}

func main() {
	only := flag.String("only", "", "the name of one contender")
	keep := flag.String("dir", "", "work here and keep it, in place of a temporary directory")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *only, *keep); err != nil {
		fmt.Fprintln(os.Stderr, "share: error:", err)
		os.Exit(1) //nolint:gocritic // nothing is left to stop
	}
}

func run(ctx context.Context, only, dir string) error {
	if dir == "" {
		made, err := os.MkdirTemp("", "cargo-nw-share-")
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
	fmt.Println("| | third-party units | local units | CPU s | wall s | disk MB | wrong | no-op CPU s | no-op wall s | two at once, wall s |")
	fmt.Println("|---|---|---|---|---|---|---|---|---|---|")
	for _, c := range contenders {
		if only != "" && c.name != only {
			continue
		}
		if _, err := exec.LookPath("sccache"); c.name == "sccache" && err != nil {
			fmt.Println("| sccache | not installed |")
			continue
		}
		if err := l.measure(c); err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
	}
	return nil
}

// lab is where it happens.
type lab struct {
	ctx  context.Context //nolint:containedctx // one run, one context
	dir  string
	env  []string
	lock string // a tree with lock files, which all contenders get
}

// furnish builds our program, and downloads once.
func (l *lab) furnish() error {
	for _, kv := range os.Environ() {
		if !strings.HasPrefix(kv, "CARGO") && !strings.HasPrefix(kv, "RUST") || strings.HasPrefix(kv, "RUSTUP_HOME") {
			l.env = append(l.env, kv)
		}
	}
	bin := filepath.Join(l.dir, "bin")
	l.env = append(l.env, "CARGO_HOME="+filepath.Join(l.dir, "home"), "PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"), "SCCACHE_DIR="+filepath.Join(l.dir, "sccache"), "CARGO_TERM_COLOR=never")
	if _, err := l.run(".", "go", "build", "-o", filepath.Join(bin, "cargo-nw"), "../.."); err != nil {
		if _, err := l.run(".", "go", "build", "-o", filepath.Join(bin, "cargo-nw"), "."); err != nil {
			return err
		}
	}
	l.lock = filepath.Join(l.dir, "locks")
	r := replica{dir: l.lock}
	if err := r.write("", ""); err != nil {
		return err
	}
	_, err := l.run(l.lock, filepath.Join(bin, "cargo-nw"), "nw", "fetch")
	return err
}

// ran is what a command took.
type ran struct {
	stdout    string
	cpu, wall time.Duration
}

func (l *lab) run(dir string, argv ...string) (ran, error) {
	cmd := exec.CommandContext(l.ctx, argv[0], argv[1:]...) //nolint:gosec // to run commands is what a benchmark is for
	var stdout, stderr bytes.Buffer
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, l.env, &stdout, &stderr
	began := time.Now()
	if err := cmd.Run(); err != nil {
		return ran{}, fmt.Errorf("%s: %w\n%s", strings.Join(argv, " "), err, stderr.String())
	}
	return ran{stdout.String(), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), time.Since(began)}, nil
}

func (l *lab) measure(c contender) error {
	plain := l.env
	defer func() { l.env = plain }()
	l.env = append(l.env, c.env...)
	r := replica{dir: filepath.Join(l.dir, strings.NewReplacer(" ", "-", ",", "").Replace(c.name)), salt: c.salt}
	if err := r.write(c.table, c.config); err != nil {
		return err
	}
	if !c.salt {
		for i := range workspaces {
			text, err := os.ReadFile(filepath.Join(l.lock, r.name(i), "Cargo.lock"))
			if err == nil {
				err = os.WriteFile(filepath.Join(r.dir, r.name(i), "Cargo.lock"), text, 0o600) //nolint:gosec // in the temporary directory
			}
			if err != nil {
				return err
			}
		}
	}
	build := []string{filepath.Join(l.dir, "bin", "cargo-nw"), "nw"}
	if c.jobs {
		build = append(build, "-j", "2")
	}
	build = append(build, "build", "--offline", "--workspace", "--message-format=json")
	cold, err := l.run(r.dir, build...)
	if err != nil {
		return err
	}
	third, local := count(cold.stdout)
	disk := size(r.dir)
	noop, err := l.run(r.dir, build...)
	if err != nil {
		return err
	}
	again, err := l.run(r.dir, build...) // the first one may still have had files to read
	if err != nil {
		return err
	}
	if again.cpu < noop.cpu {
		noop = again
	}
	wrong, err := r.wrong()
	if err != nil {
		return err
	}
	two, err := l.twoAtOnce(r)
	if err != nil {
		return err
	}
	fmt.Printf("| %s | %d | %d | %.1f | %.0f | %.0f | %d | %.2f | %.2f | %.1f |\n", c.name, third, local,
		cold.cpu.Seconds(), cold.wall.Seconds(), float64(disk)/1e6, wrong, noop.cpu.Seconds(), noop.wall.Seconds(), two.Seconds())
	return nil
}

// twoAtOnce edits two workspaces and builds both at the same time, by hand.
func (l *lab) twoAtOnce(r replica) (time.Duration, error) {
	done := make(chan error, 2)
	began := time.Now()
	for i := range 2 {
		dir := filepath.Join(r.dir, r.name(i))
		now := time.Now()
		if err := os.Chtimes(filepath.Join(dir, "service", "src", "main.rs"), now, now); err != nil {
			return 0, err
		}
		go func() {
			_, err := l.run(dir, "cargo", "build", "--offline", "--workspace")
			done <- err
		}()
	}
	err := <-done
	if second := <-done; err == nil {
		err = second
	}
	return time.Since(began), err
}

// count counts what cargo says it compiled.
func count(stdout string) (third, local int) {
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
			local++
		} else {
			third++
		}
	}
	return third, local
}

// size adds up the files below a directory, each once.
func size(dir string) (total int64) {
	seen := map[uint64]bool{}
	_ = filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return nil //nolint:nilerr // it is gone
		}
		info, err := e.Info()
		if err != nil {
			return nil //nolint:nilerr // it is gone
		}
		if n, ok := inode(info); ok {
			if seen[n] {
				return nil
			}
			seen[n] = true
		}
		total += info.Size()
		return nil
	})
	return total
}
