package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/cargo-nw/cargo-nw/bench/workbench"
)

// old is the time of sources in a layer, as some builders set it.
var old = time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)

// overlay copies a tree over another one, without build directories, and gives
// the files this time.
func overlay(from, to string, at time.Time) error {
	return filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		switch {
		case e.IsDir() && e.Name() == "target":
			return fs.SkipDir
		case e.IsDir():
			return os.MkdirAll(target, 0o750)
		}
		text, err := os.ReadFile(path) //nolint:gosec // in the temporary directory
		if err != nil {
			return err
		}
		return errors.Join(os.WriteFile(target, text, 0o600), os.Chtimes(target, at, at)) //nolint:gosec // in the temporary directory
	})
}

// edit makes one program print something else.
func edit(dir string) error {
	path := filepath.Join(dir, "server", "src", "main.rs")
	text, err := os.ReadFile(path) //nolint:gosec // in the temporary directory
	if err != nil {
		return err
	}
	return os.WriteFile(path, []byte(strings.ReplaceAll(string(text), "as it was", "edited")), 0o600) //nolint:gosec // in the temporary directory
}

// layers measures the project from scratch, as a layer of dependencies, and what
// is left to do over that layer.
func (l *lab) layers() error {
	sources := filepath.Join(l.Dir, "sources")
	if err := write(sources, files()); err != nil {
		return err
	}
	if _, err := l.Run(sources, "cargo-nw", "nw", "fetch"); err != nil {
		return err
	}
	build := []string{"cargo-nw", "nw", "build", "--workspace", "--locked", "--offline", "--message-format=json"}
	fmt.Println("| | CPU s | wall s | third-party units | third-party packages | local units |")
	fmt.Println("|---|---|---|---|---|---|")
	for _, round := range []string{"1", "2"} {
		scratch := filepath.Join(l.Dir, "scratch"+round)
		if err := errors.Join(overlay(sources, scratch, old), edit(scratch)); err != nil {
			return err
		}
		whole, err := l.Run(scratch, build...)
		if err != nil {
			return err
		}
		row("from scratch, run "+round, whole)

		app, skeleton := filepath.Join(l.Dir, "app"+round), filepath.Join(l.Dir, "skeleton"+round)
		made, err := l.Run(sources, "cargo-nw", "nw", "skeleton", "--out", skeleton)
		if err == nil {
			err = overlay(skeleton, app, old)
		}
		if err != nil {
			return err
		}
		layer, err := l.Run(app, build...)
		if err != nil {
			return err
		}
		row("the layer: `build` in the skeleton, run "+round, layer)
		if err = errors.Join(overlay(sources, app, old), edit(app)); err != nil {
			return err
		}
		rest, err := l.Run(app, build...)
		if err != nil {
			return err
		}
		row("the layer, the sources and one edit, run "+round, rest)
		fmt.Printf("| from scratch : the layer and one edit, run %s | %.1f | %.1f | | | |\n", round, whole.CPU.Seconds()/rest.CPU.Seconds(), whole.Wall.Seconds()/rest.Wall.Seconds())
		fmt.Printf("| `cargo nw skeleton --out`, run %s | %.2f | %.2f | | | |\n", round, made.CPU.Seconds(), made.Wall.Seconds())
		if err := l.says(app); err != nil {
			return err
		}
		if err := errors.Join(os.RemoveAll(scratch), os.RemoveAll(app)); err != nil {
			return err
		}
	}
	return nil
}

// says runs the programs: each has to be the real one.
func (l *lab) says(app string) error {
	for program, want := range map[string]string{"target/debug/server": "server edited\n", "tools/target/debug/tool": "tool as it was\n", "checks/target/debug/check": "check as it was\n"} {
		res, err := l.Run(app, filepath.Join(app, filepath.FromSlash(program)))
		if err != nil || res.Stdout != want {
			return fmt.Errorf("%s prints %q, not %q: %w", program, res.Stdout, want, err)
		}
	}
	return nil
}

// chef measures cargo-chef and the skeleton on the first workspace alone.
func (l *lab) chef(chef string) error {
	l.Env = append(l.Env, "PATH="+filepath.Dir(chef)+string(filepath.ListSeparator)+os.Getenv("PATH")) // of two the last one counts
	sources := filepath.Join(l.Dir, "one")
	one := files()
	for name := range one {
		for _, ws := range project[1:] {
			if strings.HasPrefix(name, ws.dir+string(filepath.Separator)) {
				delete(one, name)
			}
		}
	}
	one["Cargo.toml"] = "[workspace]\nresolver = \"2\"\nmembers = [\"model\", \"store\", \"server\"]\n"
	if err := write(sources, one); err != nil {
		return err
	}
	if _, err := l.Run(sources, "cargo", "fetch"); err != nil {
		return err
	}
	fmt.Println("| one workspace | CPU s | wall s | third-party units | third-party packages | local units |")
	fmt.Println("|---|---|---|---|---|---|")
	build := []string{"cargo", "build", "--workspace", "--locked", "--offline", "--message-format=json"}
	for _, c := range []struct {
		name       string
		make, cook []string
	}{
		{"cargo-chef", []string{"cargo", "chef", "prepare", "--recipe-path", "OUT/recipe.json"}, []string{"cargo", "chef", "cook", "--workspace", "--locked", "--offline", "--recipe-path", "OUT/recipe.json"}},
		{"skeleton", []string{"cargo-nw", "nw", "skeleton", "--out", "OUT"}, build},
	} {
		out, app := filepath.Join(l.Dir, "out-"+c.name), filepath.Join(l.Dir, "app-"+c.name)
		if c.name == "cargo-chef" {
			if err := os.MkdirAll(out, 0o750); err != nil {
				return err
			}
		}
		at := func(words []string) []string {
			return strings.Split(strings.ReplaceAll(strings.Join(words, "\x00"), "OUT", out), "\x00")
		}
		made, err := l.Run(sources, at(c.make)...)
		if err != nil {
			return err
		}
		row(c.name+", prepare", made)
		if err = os.MkdirAll(app, 0o750); err != nil {
			return err
		}
		if c.name == "skeleton" {
			if err = overlay(out, app, old); err != nil {
				return err
			}
		}
		cooked, err := l.Run(app, at(c.cook)...)
		if err != nil {
			return err
		}
		row(c.name+", dependencies", cooked)
		if err = errors.Join(overlay(sources, app, old), edit(app)); err != nil {
			return err
		}
		rest, err := l.Run(app, build...)
		if err != nil {
			return err
		}
		row(c.name+", the sources and one edit", rest)
	}
	return nil
}

// many measures the verb over 1,000 packages beside cargo metadata.
func (l *lab) many() error {
	dir := filepath.Join(l.Dir, "many")
	if err := write(dir, many()); err != nil {
		return err
	}
	if _, err := l.Run(dir, "cargo-nw", "nw", "generate-lockfile", "--offline"); err != nil {
		return err
	}
	subjects := []struct {
		name string
		dirs []string
		argv []string
	}{
		{"`cargo metadata --no-deps` in each, one after the other", []string{".", "w1", "w2", "w3"}, []string{"cargo", "metadata", "--no-deps", "--format-version", "1", "--offline"}},
		{"`cargo nw skeleton --digest`", []string{"."}, []string{"cargo-nw", "nw", "skeleton", "--digest"}},
		{"`cargo nw skeleton --out`", []string{"."}, []string{"cargo-nw", "nw", "skeleton", "--out", "OUT"}},
		{"`cp -r` of what it writes", []string{"."}, []string{"cp", "-r", filepath.Join(l.Dir, "many-2-0"), "OUT"}},
	}
	cpus, walls := make([][]time.Duration, len(subjects)), make([][]time.Duration, len(subjects))
	for round := range 5 {
		for i, subject := range subjects {
			out := filepath.Join(l.Dir, fmt.Sprintf("many-%d-%d", i, round))
			argv := strings.Split(strings.ReplaceAll(strings.Join(subject.argv, "\x00"), "OUT", out), "\x00")
			var all workbench.Ran
			for _, ws := range subject.dirs {
				took, err := l.Run(filepath.Join(dir, ws), argv...)
				if err != nil {
					return err
				}
				all.CPU, all.Wall = all.CPU+took.CPU, all.Wall+took.Wall
			}
			cpus[i], walls[i] = append(cpus[i], all.CPU), append(walls[i], all.Wall)
		}
	}
	fmt.Println("| 1,000 packages in four workspaces, median of 5 | CPU s | beside cargo metadata | wall s |")
	fmt.Println("|---|---|---|---|")
	for i, subject := range subjects {
		cpu := median(cpus[i]).Seconds()
		fmt.Printf("| %s | %.2f | %.2f | %.2f |\n", subject.name, cpu, cpu-median(cpus[0]).Seconds(), median(walls[i]).Seconds())
	}
	return nil
}
