package layers_test

import (
	_ "embed"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/registry"
)

//go:embed crates.txtar
var crates string

//go:embed tree.txtar
var tree string

// old is the time that some builders give to the files of a layer.
var old = time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)

// world has sources in src, in which nothing is ever built, and an image in app.
type world struct{ *harness.World }

// newWorld lays the sources out. words are those before the subcommand.
func newWorld(t *testing.T, sources string) world {
	t.Helper()
	w := world{harness.Real(t)}
	w.World = w.With("CARGO_INCREMENTAL=1")
	if err := registry.Make(filepath.Join(w.Home, "registry"), filepath.Join(w.Home, ".cargo"), crates); err != nil {
		t.Fatal(err)
	}
	for name, text := range harness.Archive(sources) {
		w.Write(harness.Files{"src/" + name: text})
	}
	w.NWIn("src", "generate-lockfile", "-q").Status(0)
	w.Write(harness.Files{"app/.keep": ""})
	return w
}

// copied copies a tree over another one as COPY does, with this time for files
// and directories; without is what .dockerignore leaves out.
func (w world) copied(from, to string, at time.Time, without ...string) {
	w.T.Helper()
	var dirs []string
	err := filepath.WalkDir(w.Path(from), func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(w.Path(from), path)
		if err != nil {
			return err
		}
		target := filepath.Join(w.Path(to), rel)
		switch {
		case slices.Contains(without, filepath.ToSlash(rel)):
			return fs.SkipDir
		case e.IsDir():
			dirs = append(dirs, target)
			return os.MkdirAll(target, 0o755)
		}
		text, err := os.ReadFile(path)
		if err == nil {
			err = os.WriteFile(target, text, 0o644)
		}
		if err == nil {
			err = os.Chtimes(target, at, at)
		}
		return err
	})
	for _, dir := range slices.Backward(dirs) {
		if err == nil {
			err = os.Chtimes(dir, at, at)
		}
	}
	if err != nil {
		w.T.Fatal(err)
	}
}

// skeleton makes one and copies it into the image.
func (w world) skeleton(argv ...string) {
	w.T.Helper()
	w.NWIn("src", slices.Concat([]string{"skeleton", "--out", w.Path("skeleton")}, argv)...).Status(0)
	w.copied("skeleton", "app", old)
}

// third are the third-party crates that cargo's messages say were compiled.
func third(o harness.Outcome) []string {
	o.T.Helper()
	list := []string{}
	for line := range strings.Lines(o.Stdout) {
		if !strings.HasPrefix(line, "{") {
			continue
		}
		var m struct {
			Reason string
			ID     string `json:"package_id"`
			Fresh  bool
		}
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			o.T.Fatalf("%v: %s", err, line)
		}
		if m.Reason == "compiler-artifact" && !m.Fresh && !strings.HasPrefix(m.ID, "path+") {
			list = append(list, m.ID[strings.LastIndexByte(m.ID, '#')+1:])
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// compiles demands what was compiled of third-party crates.
func compiles(o harness.Outcome, want ...string) harness.Outcome {
	o.T.Helper()
	got := third(o)
	o.Stdout = "" // a page of JSON
	if o.Code != 0 {
		o.Fail("wrong exit status")
	}
	if !slices.Equal(got, want) {
		o.T.Errorf("%s: compiled %q, want %q", strings.Join(o.Argv, " "), got, want)
	}
	return o
}

// says is what the programs of the tree print.
var says = map[string]string{
	"target/debug/app":         "app generated real true pmac plug local namesake third-party namesake 7 5\n",
	"target/debug/second":      "second generated real true pmac plug local namesake third-party namesake 7 5\n",
	"target/debug/examples/ex": "ex generated real true pmac plug local namesake third-party namesake 7 5\n",
	"a/target/debug/a":         "a plug leaf\n",
	"b/target/debug/b":         "b on patched leaf\n",
}

// prints demands what programs below dir print.
func (w world) prints(dir string, want map[string]string) {
	w.T.Helper()
	for program, text := range want {
		path := filepath.Join(w.Path(dir), filepath.FromSlash(program))
		if o := w.Run(".", path); o.Code != 0 || o.Stdout != text {
			w.T.Errorf("%s: status %d, prints %q, want %q", program, o.Code, o.Stdout, text)
		}
	}
}

// programs are the files below dir that can be started and are called like one
// of the tree's programs, with or without a hash.
func (w world) programs(dir string) (found []string) {
	w.T.Helper()
	for name := range says {
		name = filepath.Base(filepath.FromSlash(name))
		for _, pattern := range []string{name, name + "-????????????????"} {
			for _, path := range w.Find(dir, pattern) {
				if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0 {
					found = append(found, path)
				}
			}
		}
	}
	return found
}
