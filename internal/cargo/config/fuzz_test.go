package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/environ"
)

// FuzzConfig reads arbitrary text as a workspace's configuration, as two files
// that it may include, and as that of CARGO_HOME, under a line of environment
// variables and --config values, which are separated by zero bytes.
func FuzzConfig(f *testing.F) {
	for _, seed := range [][5]string{
		{},
		{"[build]\ntarget-dir = \"t\"\nbuild-dir = \"{workspace-root}/b\"", "", "net.offline = true", "CARGO_TARGET_DIR=x", "build.target-dir='c'"},
		{"include = [\"more.toml\", {path = \"more.toml\", optional = true}]", "include = [\"config.toml\", \"../.cargo/more.toml\"]", "", "", "include=[\".cargo/more.toml\"]"},
		{"include = \"more.toml\"\n[alias]\na = \"check -v\"\nb = [\"c\", 1]", "[alias]\na = []", "", "CARGO_ALIAS_A_B=c d\x00CARGO_NET_OFFLINE=false", ".cargo/more.toml"},
		{"include = [{path = \"absent.toml\"}]", "include = [\".\"]", "[alias]\nx = \"\"", "CARGO_BUILD_BUILD_DIR={cargo-cache-home}/../b", "../ws/.cargo/config.toml\x00net.offline=1"},
		{"build = 1\nnet = []\nalias = \"\"", "= ", "\ufeff[build]", "CARGO_BUILD_TARGET_DIR=\x00=\x00CARGO_ALIAS_=x", "=\x00\x00# x"},
		{"build.build-dir = \"b/{workspace-path-hash}/{x}\"", "", "", "CARGO_NET_OFFLINE=T", "build.build-dir=\"\""},
	} {
		f.Add(seed[0], seed[1], seed[2], seed[3], seed[4])
	}
	top := f.TempDir()
	ws, home := filepath.Join(top, "ws"), filepath.Join(top, "home")
	if err := errors.Join(os.MkdirAll(filepath.Join(ws, ".cargo"), 0o700), os.MkdirAll(home, 0o700)); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text, more, weakest, env, cli string) {
		if strings.Contains(text+more+weakest+cli, "/dev") {
			return // a device that never ends is read forever, by cargo, too
		}
		write(t, ws, map[string]string{".cargo/config.toml": text, ".cargo/more.toml": more})
		write(t, home, map[string]string{"config.toml": weakest})
		p := config.Place{Dir: ws, Home: home, Env: strings.Split(env, "\x00"), CLI: strings.Split(cli, "\x00")}
		r := config.NewReader()
		c, err := r.Load(p)
		for _, again := range []*config.Reader{r, config.NewReader()} {
			if c2, err2 := again.Load(p); !reflect.DeepEqual(c, c2) || (err == nil) != (err2 == nil) {
				t.Fatalf("two answers: %+v, %v and %+v, %v", c, err, c2, err2)
			}
		}
		if err != nil {
			if !strings.Contains(err.Error(), "configuration") || strings.Contains(err.Error(), "\n") {
				t.Errorf("not one line about a file: %v", err)
			}
			return
		}
		checkDirectories(t, c, ws)
		checkStrongest(t, r, c, p)
	})
}

// checkDirectories checks that cargo's locks are looked for in places that do
// not depend on our current directory.
func checkDirectories(t *testing.T, c config.Config, root string) {
	t.Helper()
	d := c.Directories(root, "")
	for _, dir := range []string{d.Target, d.Build} {
		if !filepath.IsAbs(dir) || filepath.Clean(dir) != dir {
			t.Errorf("%q is not absolute and clean", dir)
		}
	}
	if flagged := c.Directories(root, "/flag"); flagged.Target != "/flag" || c.BuildDir == "" && flagged.Build != "/flag" {
		t.Errorf("with --target-dir: %+v", flagged)
	}
}

// checkStrongest checks what beats everything else, and that what should leave
// the directories alone does.
func checkStrongest(t *testing.T, r *config.Reader, c config.Config, p config.Place) {
	t.Helper()
	if dir := environ.Get(p.Env, "CARGO_TARGET_DIR"); filepath.IsAbs(dir) && c.TargetDir != filepath.Clean(dir) {
		t.Errorf("CARGO_TARGET_DIR is %q, the directory %q", dir, c.TargetDir)
	}
	for _, value := range p.CLI {
		if config.SetsDirectory(value) && !config.ChangesBuild(value) {
			t.Errorf("%q sets a directory and changes nothing", value)
		}
	}
	p.CLI = slices.DeleteFunc(p.CLI, func(value string) bool { return !config.SetsDirectory(value) })
	less, err := r.Load(p)
	if err != nil || less.TargetDir != c.TargetDir || less.BuildDir != c.BuildDir {
		t.Errorf("without the harmless --config values: %+v, %v, with them %+v", less, err, c)
	}
	p.CLI = nil
	files, err := r.Load(p)
	on, noBool := strconv.ParseBool(environ.Get(p.Env, "CARGO_NET_OFFLINE"))
	if err != nil || noBool == nil && files.NetOffline != on {
		t.Errorf("CARGO_NET_OFFLINE=%t, NetOffline is %t, %v", on, files.NetOffline, err)
	}
}
