package unitgraph_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
)

func TestCache(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "cache")
	c := unitgraph.OpenCache(dir, "/w", "1")
	c.Put("a", []byte("answer"))
	if err := c.Save(); err != nil {
		t.Fatal(err)
	}
	if got, ok := unitgraph.OpenCache(dir, "/w", "1").Get("a"); !ok || string(got) != "answer" {
		t.Errorf("got %q, %t", got, ok)
	}
	for _, other := range [][2]string{{"/w", "2"}, {"/v", "1"}} {
		if _, ok := unitgraph.OpenCache(dir, other[0], other[1]).Get("a"); ok {
			t.Errorf("%q: an answer for another state", other)
		}
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) != 1 {
		t.Fatalf("got %q, %v", files, err)
	}
	if err := os.WriteFile(files[0], []byte("damaged"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, ok := unitgraph.OpenCache(dir, "/w", "1").Get("a"); ok {
		t.Error("a damaged cache has an answer")
	}
}

// TestKey changes one thing after the other.
func TestKey(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	lock := filepath.Join(dir, "Cargo.lock")
	c := unitgraph.Cargo{Program: "cargo", Dir: dir, Env: []string{"HOME=/h"}}
	keys := map[string]string{}
	look := func(what string, fresh bool) {
		t.Helper()
		key := c.Key([]string{lock}, []string{dir})
		if known, ok := keys[key]; ok == fresh {
			t.Errorf("%s: fresh is %t, known from %q", what, !ok, known)
		}
		keys[key] = what
	}
	write := func(name string) {
		t.Helper()
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(strings.Repeat("#", len(keys))), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	look("nothing", true)
	for _, name := range []string{"Cargo.lock", "Cargo.toml", "src/lib.rs", "build.rs", "examples/one/main.rs", "tests/t.rs"} {
		write(name)
		look(name, true)
	}
	write("src/lib.rs")
	look("the same targets", false)
	write("Cargo.toml")
	look("another manifest", true)
	c.Env = []string{"HOME=/other"}
	look("a variable that does not matter", false)
	c.Env = []string{"RUSTFLAGS=-g"}
	look("a variable that does", true)
	c.Version.Text = "cargo 2"
	look("another cargo", true)
}
