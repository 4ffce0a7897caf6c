package config_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// TestDirectories compares the directories of one workspace with those from
// `cargo metadata`.
func TestDirectories(t *testing.T) {
	t.Parallel()
	program := realcargo.Program(t, "cargo")
	// @ stands for the test's directory; the workspace is in @/top/ws.
	for name, c := range map[string]struct {
		files map[string]string
		env   []string
		cli   []string
		from  string // working directory, "" for the workspace
	}{
		"nothing":                      {},
		"CARGO_TARGET_DIR":             {env: []string{"CARGO_TARGET_DIR=@/elsewhere"}},
		"CARGO_TARGET_DIR, relative":   {env: []string{"CARGO_TARGET_DIR=../rel/./x"}},
		"from below, relative":         {env: []string{"CARGO_TARGET_DIR=rel"}, from: "top/ws/src"},
		"CARGO_TARGET_DIR, empty":      {files: map[string]string{"top/.cargo/config.toml": `build.target-dir = "a"`}},
		"CARGO_BUILD_BUILD_DIR":        {env: []string{"CARGO_BUILD_BUILD_DIR=bd"}},
		"file in the workspace":        {files: map[string]string{"top/ws/.cargo/config.toml": `build.target-dir = "tt"`}},
		"file above":                   {files: map[string]string{"top/.cargo/config.toml": `build.target-dir = "tt"`}},
		"file above, from below":       {files: map[string]string{"top/ws/src/.cargo/config.toml": `build.target-dir = "tt"`}, from: "top/ws/src"},
		"file in CARGO_HOME":           {files: map[string]string{"home/config.toml": `build.target-dir = "tt"`}},
		"the nearer file":              {files: map[string]string{"top/ws/.cargo/config.toml": `build.target-dir = "near"`, "top/.cargo/config.toml": `build.target-dir = "far"`}},
		"a file called .cargo":         {files: map[string]string{"top/ws/.cargo": "", "top/.cargo/config.toml": `build.target-dir = "tt"`}},
		"old name":                     {files: map[string]string{"top/ws/.cargo/config": `build.target-dir = "old"`}},
		"environment beats file":       {files: map[string]string{"top/.cargo/config.toml": `build.target-dir = "tt"`}, env: []string{"CARGO_TARGET_DIR=env"}},
		"build-dir":                    {files: map[string]string{"top/.cargo/config.toml": `build.build-dir = "bd"`}},
		"build-dir beside target-dir":  {files: map[string]string{"top/.cargo/config.toml": "[build]\nbuild-dir = \"bd\"\ntarget-dir = \"tt\""}},
		"build-dir and env target":     {files: map[string]string{"top/.cargo/config.toml": `build.build-dir = "bd"`}, env: []string{"CARGO_TARGET_DIR=@/t"}},
		"workspace root template":      {files: map[string]string{"top/.cargo/config.toml": `build.build-dir = "{workspace-root}/bd"`}},
		"cache home template":          {files: map[string]string{"top/.cargo/config.toml": `build.build-dir = "{cargo-cache-home}/bd"`}},
		"template from the env":        {env: []string{"CARGO_BUILD_BUILD_DIR={workspace-root}/bd"}},
		"--config":                     {cli: []string{`build.target-dir="cli"`}},
		"--config beats file":          {cli: []string{`build.target-dir="cli"`}, files: map[string]string{"top/.cargo/config.toml": `build.target-dir = "tt"`}},
		"--config build-dir":           {cli: []string{`build.build-dir="cli"`}, env: []string{"CARGO_BUILD_BUILD_DIR=env"}},
		"--config, twice":              {cli: []string{`build.target-dir="one"`, `build.target-dir="two"`}},
		"--config file":                {cli: []string{"../extra/more.toml"}, files: map[string]string{"top/extra/more.toml": `build.target-dir = "of-file"`}},
		"--config beside CARGO_TARGET": {cli: []string{`build.target-dir="cli"`}, env: []string{"CARGO_TARGET_DIR=env"}},
		"--config file, one up":        {cli: []string{"../more.toml"}, files: map[string]string{"top/more.toml": `build.target-dir = "of-file"`}},
		"--config file, dots":          {cli: []string{"./.././extra//more.toml"}, files: map[string]string{"top/extra/more.toml": `build.target-dir = "of-file"`}},
		"--config with an include":     {cli: []string{`include=["../extra/more.toml"]`}, files: map[string]string{"top/extra/more.toml": `build.target-dir = "of-file"`}},
		"--config, too long a name":    {cli: []string{`build.rustflags=["` + strings.Repeat("x", 5000) + `"]`, `build.target-dir="cli"`}},
		"include, one up":              {files: map[string]string{"top/.cargo/config.toml": `include = ["../more.toml"]`, "top/more.toml": `build.target-dir = "inc"`}},
		"include of an include":        {files: map[string]string{"top/.cargo/config.toml": `include = ["../a/b.toml"]`, "top/a/b.toml": `include = ["../c/d.toml"]`, "top/c/d.toml": `build.target-dir = "inc"`}},
		"include, one file twice":      {files: map[string]string{"top/.cargo/config.toml": `include = ["a.toml", "../.cargo/a.toml", "b.toml"]`, "top/.cargo/a.toml": `build.target-dir = "a"`, "top/.cargo/b.toml": `net.offline = true`}},
		"include":                      {files: map[string]string{"top/.cargo/config.toml": `include = ["more.toml"]`, "top/.cargo/more.toml": `build.target-dir = "inc"`}},
		"include is weaker":            {files: map[string]string{"top/.cargo/config.toml": "include = [\"more.toml\"]\nbuild.target-dir = \"own\"", "top/.cargo/more.toml": `build.target-dir = "inc"`}},
		"include, the last wins":       {files: map[string]string{"top/.cargo/config.toml": `include = ["a.toml", "b.toml"]`, "top/.cargo/a.toml": `build.target-dir = "a"`, "top/.cargo/b.toml": `build.target-dir = "b"`}},
		"include elsewhere":            {files: map[string]string{"top/.cargo/config.toml": `include = ["../conf/more.toml"]`, "top/conf/more.toml": `build.target-dir = "inc"`}},
		"include, optional":            {files: map[string]string{"top/.cargo/config.toml": `include = [{ path = "absent.toml", optional = true }]`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, err := filepath.EvalSymlinks(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			at := func(words []string) []string {
				var out []string
				for _, w := range words {
					out = append(out, strings.ReplaceAll(w, "@", dir))
				}
				return out
			}
			write(t, dir, map[string]string{
				"top/ws/Cargo.toml": "[workspace]\n[package]\nname = \"ws\"\nversion = \"0.1.0\"\nedition = \"2021\"\n", "top/ws/src/lib.rs": "",
			})
			write(t, dir, c.files)
			home := filepath.Join(dir, "home")
			env := append([]string{"CARGO_HOME=" + home}, at(c.env)...)
			from := "top/ws"
			if c.from != "" {
				from = c.from
			}
			place := config.Place{Dir: filepath.Join(dir, from), Home: home, Env: env, CLI: at(c.cli)}

			loaded, err := config.NewReader().Load(place)
			if err != nil {
				t.Fatal(err)
			}
			got := loaded.Directories(filepath.Join(dir, "top/ws"), "")
			want := metadata(t, program, place)
			if got.Target != want.Target || got.Build != want.Build {
				t.Errorf("target %s, build %s; cargo: target %s, build %s", got.Target, got.Build, want.Target, want.Build)
			}
		})
	}
}

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// metadata asks cargo.
func metadata(t *testing.T, program string, p config.Place) config.Directories {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), realcargo.Limit)
	defer cancel()
	argv := []string{"metadata", "--no-deps", "--offline", "--format-version", "1"}
	for _, value := range p.CLI {
		argv = append(argv, "--config", value)
	}
	cmd := exec.CommandContext(ctx, program, argv...)
	cmd.Dir = p.Dir
	cmd.Env = append(realcargo.Env(p.Home), p.Env...)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("cargo %s: %v\n%s", strings.Join(argv, " "), err, out)
	}
	var told struct {
		Target string `json:"target_directory"`
		Build  string `json:"build_directory"`
	}
	if err := json.Unmarshal(out, &told); err != nil {
		t.Fatal(err)
	}
	return config.Directories{Target: filepath.Clean(told.Target), Build: filepath.Clean(told.Build)}
}

// TestDirectoriesUnique has the hash of the workspace's path in build-dir,
// which only cargo knows.
func TestDirectoriesUnique(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, map[string]string{".cargo/config.toml": `build.build-dir = "x/{workspace-path-hash}"`})
	loaded, err := config.NewReader().Load(config.Place{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if got := loaded.Directories(dir, filepath.Join(dir, "flag")); !got.Unique || got.Target != filepath.Join(dir, "flag") {
		t.Errorf("got %+v", got)
	}
}

// TestIncludeEnds has a chain of files that each include the next one twice,
// which cargo refuses, and a cycle at its end.
func TestIncludeEnds(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	chain := map[string]string{".cargo/config.toml": `include = ["0.toml"]`}
	for i := range 50 {
		chain[fmt.Sprintf(".cargo/%d.toml", i)] = fmt.Sprintf("include = [\"%[1]d.toml\", \"../.cargo/%[1]d.toml\"]", (i+1)%50)
	}
	chain[".cargo/49.toml"] += "\nbuild.target-dir = \"end\""
	write(t, dir, chain)
	loaded, err := config.NewReader().Load(config.Place{Dir: dir})
	if want := filepath.Join(dir, "end"); err != nil || loaded.TargetDir != want {
		t.Errorf("got %q, %v, want %q", loaded.TargetDir, err, want)
	}
}

// TestFlag checks what a --config value does.
func TestFlag(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]struct{ directory, build bool }{
		"net.offline=true":              {false, false},
		`term.color = "never"`:          {false, false},
		`build.target-dir="x"`:          {true, true},
		`build.build-dir="x"`:           {true, true},
		"build.jobs=1":                  {false, true},
		"profile.dev.debug=0":           {false, true},
		`http={proxy="x", timeout = 1}`: {false, false},
		"file.toml":                     {true, true},
		`include=["file.toml"]`:         {true, true},
		"":                              {false, false},
	} {
		if got := config.SetsDirectory(value); got != want.directory {
			t.Errorf("SetsDirectory(%q) = %v", value, got)
		}
		if got := config.ChangesBuild(value); got != want.build {
			t.Errorf("ChangesBuild(%q) = %v", value, got)
		}
	}
}
