package main

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/cargo-nw/cargo-nw/bench/workbench"
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
	workbench.Main("unify", func(ctx context.Context) error { return run(ctx, *only, *keep, *hakari) })
}

func run(ctx context.Context, only, keep, hakari string) error {
	return workbench.In(keep, "cargo-nw-unify-bench-", func(dir string) error {
		l := lab{Bench: workbench.Bench{Ctx: ctx, Dir: dir}, hakari: hakari}
		return l.all(only)
	})
}

// all measures everything that is wanted.
func (l *lab) all(only string) error {
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
	workbench.Bench
	hakari string
	lock   []byte
}

// furnish builds our program, and downloads once.
func (l *lab) furnish() error {
	if err := l.Furnish("XDG_CACHE_HOME=" + filepath.Join(l.Dir, "cache")); err != nil {
		return err
	}
	first := filepath.Join(l.Dir, "first")
	if err := write(first); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(first, "Cargo.lock")); err != nil {
		if _, err := l.Run(first, "cargo", "fetch"); err != nil {
			return err
		}
	}
	var err error
	l.lock, err = os.ReadFile(filepath.Join(first, "Cargo.lock")) //nolint:gosec // in the temporary directory
	return err
}

// prepare makes the workspace and what the contender adds to it.
func (l *lab) prepare(c contender) (string, error) {
	dir := filepath.Join(l.Dir, strings.NewReplacer(" ", "-", ",", "").Replace(c.name))
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
		if _, err = l.Run(dir, argv...); err != nil {
			return "", err
		}
	}
	_, err = l.Run(dir, "cargo", "metadata", "--offline", "--format-version", "1")
	return dir, err
}

// hakariIn sets cargo-hakari up, and has it verify the result. `generate` exits
// with 1 when it has changed something.
func (l *lab) hakariIn(dir string, platform bool) error {
	hakari := func(words ...string) error {
		_, err := l.Run(dir, append([]string{l.hakari, "hakari"}, words...)...)
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
	whole, err := l.Run(dir, append(check, "--workspace")...)
	if err != nil {
		return err
	}
	third, _ := workbench.Compiled(whole.Stdout)
	sum := workbench.Ran{Wall: whole.Wall}
	var thirdAgain, localAgain, clean int
	for _, m := range members {
		one, err := l.Run(dir, append(check, "-p", m)...)
		if err != nil {
			return err
		}
		sum.CPU, sum.Wall = sum.CPU+one.CPU, sum.Wall+one.Wall
		t, local := workbench.Compiled(one.Stdout)
		thirdAgain, localAgain = thirdAgain+len(t), localAgain+len(local)
	}
	for _, m := range members {
		n, err := l.clean(dir, m)
		if err != nil {
			return err
		}
		clean += n
	}
	fmt.Printf("| %s | %d | %d | %d | %.1f | %.1f | %.0f | %.0f | %d |\n", c.name, len(third), thirdAgain, localAgain,
		whole.CPU.Seconds(), sum.CPU.Seconds(), sum.Wall.Seconds(), float64(size(filepath.Join(dir, "target")))/1e6, clean)
	return nil
}

// clean is how many crates of other people the build of a member has, by its unit
// graph.
func (l *lab) clean(dir, member string) (n int, err error) {
	c := &unitgraph.Cargo{Program: "cargo", Dir: dir, Env: l.Env, Scratch: filepath.Join(l.Dir, "scratch")}
	if c.Program, err = exec.LookPath("cargo"); err != nil {
		return 0, err
	}
	if err = c.Ask(l.Ctx); err != nil {
		return 0, err
	}
	data, err := c.Graph(l.Ctx, unitgraph.Build{Command: "check", Member: member})
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
