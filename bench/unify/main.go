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

	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
)

// contender is one way to prepare the workspace.
type contender struct {
	name, settings string
	commands       [][]string
	hakari         bool
	platforms      bool
}

var contenders = []contender{
	{name: "without"},
	{name: "unify", commands: [][]string{{"cargo-nw", "nw", "unify", "--yes"}}},
	{name: "unify, one list", settings: "\n[workspace.metadata.cargo-nw.unify]\ngranularity = \"workspace\"\n", commands: [][]string{{"cargo-nw", "nw", "unify", "--yes"}}},
	{name: "cargo-hakari", hakari: true},
	{name: "cargo-hakari, platforms", hakari: true, platforms: true},
}

func main() {
	only := flag.String("only", "", "the name of one contender")
	keep := flag.String("dir", "", "work here and keep it, in place of a temporary directory")
	hakari := flag.String("hakari", "cargo-hakari", "the program cargo-hakari")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *only, *keep, *hakari); err != nil {
		fmt.Fprintln(os.Stderr, "unify: error:", err)
		os.Exit(1) //nolint:gocritic // nothing is left to stop
	}
}

func run(ctx context.Context, only, dir, hakari string) error {
	if dir == "" {
		made, err := os.MkdirTemp("", "cargo-nw-unify-bench-")
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
	l := lab{ctx: ctx, dir: dir, hakari: hakari}
	if err := l.furnish(); err != nil {
		return err
	}
	fmt.Println("| | third-party: whole | again | local again | CPU s, whole | CPU s, again | wall s | target MB | third-party of a clean -p, all members |")
	fmt.Println("|---|---|---|---|---|---|---|---|---|")
	for _, c := range contenders {
		if only != "" && c.name != only {
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
	ctx         context.Context //nolint:containedctx // one run, one context
	dir, hakari string
	env         []string
	lock        []byte
}

// furnish builds our program, and downloads once.
func (l *lab) furnish() error {
	for _, kv := range os.Environ() {
		if !strings.HasPrefix(kv, "CARGO") && !strings.HasPrefix(kv, "RUST") || strings.HasPrefix(kv, "RUSTUP_HOME") {
			l.env = append(l.env, kv)
		}
	}
	bin := filepath.Join(l.dir, "bin")
	l.env = append(l.env, "CARGO_HOME="+filepath.Join(l.dir, "home"), "XDG_CACHE_HOME="+filepath.Join(l.dir, "cache"),
		"PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"), "CARGO_TERM_COLOR=never")
	if _, err := l.run(".", "go", "build", "-o", filepath.Join(bin, "cargo-nw"), "github.com/cargo-nw/cargo-nw"); err != nil {
		return err
	}
	first := filepath.Join(l.dir, "first")
	if err := write(first); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(first, "Cargo.lock")); err != nil {
		if _, err := l.run(first, "cargo", "fetch"); err != nil {
			return err
		}
	}
	var err error
	l.lock, err = os.ReadFile(filepath.Join(first, "Cargo.lock")) //nolint:gosec // in the temporary directory
	return err
}

// ran is what a command took.
type ran struct {
	stdout    string
	cpu, wall time.Duration
}

func (l *lab) run(dir string, argv ...string) (ran, error) {
	program := argv[0]
	if own := filepath.Join(l.dir, "bin", program); program == "cargo-nw" {
		program = own
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

// prepare makes the workspace and what the contender adds to it.
func (l *lab) prepare(c contender) (string, error) {
	dir := filepath.Join(l.dir, strings.NewReplacer(" ", "-", ",", "").Replace(c.name))
	if err := os.RemoveAll(dir); err != nil {
		return "", err
	}
	if err := write(dir); err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(dir, "Cargo.lock"), l.lock, 0o600); err != nil {
		return "", err
	}
	manifest := filepath.Join(dir, "Cargo.toml")
	text, err := os.ReadFile(manifest) //nolint:gosec // in the temporary directory
	if err == nil {
		err = os.WriteFile(manifest, append(text, c.settings...), 0o600) //nolint:gosec // in the temporary directory
	}
	if err != nil {
		return "", err
	}
	if c.hakari {
		if err = l.hakariIn(dir, c.platforms); err != nil {
			return "", err
		}
	}
	for _, argv := range c.commands {
		if _, err = l.run(dir, argv...); err != nil {
			return "", err
		}
	}
	_, err = l.run(dir, "cargo", "metadata", "--offline", "--format-version", "1")
	return dir, err
}

// hakariIn sets cargo-hakari up, and has it verify the result. `generate` exits
// with 1 when it has changed something.
func (l *lab) hakariIn(dir string, platform bool) error {
	hakari := func(words ...string) error {
		_, err := l.run(dir, append([]string{l.hakari, "hakari"}, words...)...)
		return err
	}
	if err := hakari("init", "--yes", "workspace-hack"); err != nil {
		return err
	}
	if platform {
		if err := platforms(filepath.Join(dir, ".config", "hakari.toml")); err != nil {
			return err
		}
	}
	_ = hakari("generate")
	_ = hakari("manage-deps", "--yes")
	_ = hakari("generate")
	return hakari("verify")
}

// platforms sets the platform that this runs on.
func platforms(path string) error {
	text, err := os.ReadFile(path) //nolint:gosec // in the temporary directory
	if err != nil {
		return err
	}
	var kept []string
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "platforms") {
			kept = append(kept, line)
		}
	}
	out := strings.Join(kept, "")
	begin := strings.Index(out, "\n    #") // what was in the list
	if end := strings.Index(out, "\n]"); begin > 0 && end > begin {
		out = out[:begin] + out[end+2:]
	}
	return os.WriteFile(path, []byte(out+"\nplatforms = [\"x86_64-unknown-linux-gnu\"]\n"), 0o600)
}

func (l *lab) measure(c contender) error {
	dir, err := l.prepare(c)
	if err != nil {
		return err
	}
	check := []string{"cargo", "check", "--offline", "--message-format=json"}
	whole, err := l.run(dir, append(check, "--workspace")...)
	if err != nil {
		return err
	}
	third, _ := count(whole.stdout)
	sum := ran{wall: whole.wall}
	var thirdAgain, localAgain, clean int
	for _, m := range members {
		one, err := l.run(dir, append(check, "-p", m)...)
		if err != nil {
			return err
		}
		sum.cpu, sum.wall = sum.cpu+one.cpu, sum.wall+one.wall
		t, local := count(one.stdout)
		thirdAgain, localAgain = thirdAgain+t, localAgain+local
	}
	for _, m := range members {
		n, err := l.clean(dir, m)
		if err != nil {
			return err
		}
		clean += n
	}
	fmt.Printf("| %s | %d | %d | %d | %.1f | %.1f | %.0f | %.0f | %d |\n", c.name, third, thirdAgain, localAgain,
		whole.cpu.Seconds(), sum.cpu.Seconds(), sum.wall.Seconds(), float64(size(filepath.Join(dir, "target")))/1e6, clean)
	return nil
}

// clean is how many crates of other people the build of a member has, by its unit
// graph.
func (l *lab) clean(dir, member string) (n int, err error) {
	c := &unitgraph.Cargo{Program: "cargo", Dir: dir, Env: l.env, Scratch: filepath.Join(l.dir, "scratch")}
	if c.Program, err = exec.LookPath("cargo"); err != nil {
		return 0, err
	}
	if err = c.Ask(l.ctx); err != nil {
		return 0, err
	}
	data, err := c.Graph(l.ctx, unitgraph.Build{Command: "check", Member: member})
	if err != nil {
		return 0, err
	}
	g, err := unitgraph.Parse(data)
	for _, u := range g.Units {
		if u.Compiled() && !strings.Contains(u.Package, "path+") {
			n++
		}
	}
	return n, err
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

// size adds up the files below a directory.
func size(dir string) (total int64) {
	_ = filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return nil //nolint:nilerr // it is gone
		}
		if info, err := e.Info(); err == nil {
			total += info.Size()
		}
		return nil
	})
	return total
}
