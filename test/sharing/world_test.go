package sharing_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/cargo-nw/cargo-nw/internal/store"
)

// limit is how long any one command may take. It is there to end a hang.
const limit = 3 * time.Minute

// world is a directory with workspaces in it.
type world struct {
	t   *testing.T
	dir string
	env []string
}

// top is a containing workspace without dependencies that shares.
const top = `
-- src/lib.rs --
-- Cargo.toml --
[package]
name = "top"
version = "0.1.0"
edition = "2021"
[workspace]
exclude = ["a", "b", "c"]
[package.metadata.nested_workspace]
roots = ["a", "b"]
share = true
`

// workspace is one in a directory of its own, with a program that prints text.
func workspace(name, dependencies, text string) string {
	return "-- " + name + "/Cargo.toml --\n[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[workspace]\n[profile.dev]\ndebug = 0\n[dependencies]\n" +
		dependencies + "\n-- " + name + "/src/main.rs --\nfn main() { println!(\"{}\", " + text + ") }\n"
}

func newWorld(t *testing.T, archive string) *world {
	t.Helper()
	needCargo(t)
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	env := slices.DeleteFunc(os.Environ(), func(kv string) bool {
		return strings.HasPrefix(kv, "CARGO") || strings.HasPrefix(kv, "_CARGO") || strings.HasPrefix(kv, "RUST") || strings.HasPrefix(kv, "GITHUB_")
	})
	rustup := os.Getenv("RUSTUP_HOME")
	if rustup == "" {
		user, _ := os.UserHomeDir()
		rustup = filepath.Join(user, ".rustup")
	}
	w := &world{t: t, dir: dir, env: append(env, "CARGO_HOME="+home, "RUSTUP_HOME="+rustup, "CARGO_TERM_COLOR=never", "CARGO_INCREMENTAL=0", "CARGO_NET_OFFLINE=true")}
	w.write(archive)
	return w
}

// write lays out an archive.
func (w *world) write(archive string) {
	w.t.Helper()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		path := filepath.Join(w.dir, f.Name)
		err := os.MkdirAll(filepath.Dir(path), 0o755)
		if err == nil {
			err = os.WriteFile(path, f.Data, 0o644)
		}
		if err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *world) read(name string) string {
	w.t.Helper()
	text, err := os.ReadFile(filepath.Join(w.dir, name))
	if err != nil {
		w.t.Fatal(err)
	}
	return string(text)
}

type ended struct {
	code           int
	stdout, stderr string
}

func (w *world) run(dir, program string, argv ...string) ended {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, argv...)
	cmd.Dir, cmd.Env = filepath.Join(w.dir, dir), w.env
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) || ctx.Err() != nil {
		w.t.Fatalf("%s %q: %v\n%s", program, argv, err, stderr.String())
	}
	return ended{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// lock makes the lock files of workspaces.
func (w *world) lock(workspaces ...string) {
	w.t.Helper()
	for _, name := range workspaces {
		if res := w.run(name, "cargo", "generate-lockfile"); res.code != 0 {
			w.t.Fatal(res.stderr)
		}
	}
}

// nw runs cargo-nw, which has to succeed without a note about sharing.
func (w *world) nw(argv ...string) ended {
	w.t.Helper()
	res := w.noted(argv...)
	if strings.Contains(res.stderr, "sharing: ") {
		w.t.Fatalf("cargo nw %q notes:\n%s", argv, res.stderr)
	}
	return res
}

// noted runs cargo-nw, which has to succeed.
func (w *world) noted(argv ...string) ended {
	w.t.Helper()
	res := w.run(".", "cargo-nw", append([]string{"nw"}, argv...)...)
	if res.code != 0 {
		w.t.Fatalf("cargo nw %q: status %d\n%s", argv, res.code, res.stderr)
	}
	return res
}

// compiled runs cargo-nw with messages as JSON, and returns what cargo compiled:
// "package kind", sorted.
func (w *world) compiled(argv ...string) []string {
	w.t.Helper()
	return witness(w.t, w.nw(append(argv, "--message-format=json")...).stdout)
}

// witness are the units that cargo's messages say were compiled or run.
func witness(t *testing.T, stdout string) []string {
	t.Helper()
	list := []string{}
	for line := range strings.Lines(stdout) {
		if !strings.HasPrefix(line, "{") {
			continue
		}
		var m struct {
			Reason string
			Fresh  bool
			Target struct {
				Name string
				Kind []string
			}
		}
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		if m.Reason == "compiler-artifact" && !m.Fresh {
			list = append(list, m.Target.Name+" "+m.Target.Kind[0])
		}
	}
	slices.Sort(list)
	return list
}

// prints checks what the program of a workspace prints.
func (w *world) prints(workspace, want string) {
	w.t.Helper()
	res := w.run(workspace, filepath.Join(w.dir, workspace, "target", "debug", "app"))
	if got := strings.TrimSpace(res.stdout); got != want {
		w.t.Errorf("the program of %s prints %q, want %q", workspace, got, want)
	}
}

// same checks what was compiled.
func (w *world) same(got []string, want ...string) {
	w.t.Helper()
	slices.Sort(want)
	if !slices.Equal(got, want) {
		w.t.Errorf("compiled %q, want %q", got, want)
	}
}

// entries are those of the store in the world's target directory.
func (w *world) entries() (list []store.Entry) {
	w.t.Helper()
	for _, g := range store.In(filepath.Join(w.dir, "target")).Groups() {
		list = append(list, g.Entries()...)
	}
	return list
}

// stored are the packages in the store, sorted, each once.
func (w *world) stored() []string {
	w.t.Helper()
	list := []string{}
	for _, e := range w.entries() {
		list = append(list, e.Package)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// find returns the files below a directory whose names hold a text.
func (w *world) find(dir, text string) []string {
	w.t.Helper()
	var list []string
	err := filepath.WalkDir(filepath.Join(w.dir, dir), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.Contains(filepath.Base(path), text) {
			list = append(list, path)
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return list
}
