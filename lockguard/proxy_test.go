package lockguard_test

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/lockguard"
)

// TestWithoutProxy has one traversal that needs no proxy, and what makes each
// run need it. The same with the real rustup is in proxy_test.go above.
func TestWithoutProxy(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("its programs have other names there")
	}
	for name, row := range map[string]struct {
		env     []string // instead of what is below
		files   map[string]string
		wrapper bool   // the program is not rustup
		named   string // toolchain
		word    string // +toolchain behind nw
		want    bool
	}{
		"default":                    {want: true},
		"a file here":                {files: map[string]string{"here/rust-toolchain": "t"}, env: []string{"RUSTUP_TOOLCHAIN_SOURCE=toolchain-file"}, want: true},
		"a file in another place":    {files: map[string]string{"here/nested/rust-toolchain": "t"}},
		"a file here of another one": {files: map[string]string{"here/rust-toolchain": "u"}, env: []string{"RUSTUP_TOOLCHAIN_SOURCE=toolchain-file"}},
		"a file that did not decide": {files: map[string]string{"here/rust-toolchain": "t"}},
		"no file that could decide":  {env: []string{"RUSTUP_TOOLCHAIN_SOURCE=toolchain-file"}},
		"an override decided":        {env: []string{"RUSTUP_TOOLCHAIN_SOURCE=path-override"}},
		"an override somewhere":      {files: map[string]string{"rustup/settings.toml": "[overrides]\n\"/x\" = \"u\"\n"}},
		"settings that are not TOML": {files: map[string]string{"rustup/settings.toml": "["}},
		"an older rustup":            {env: []string{"RUSTUP_TOOLCHAIN_SOURCE="}, named: "t"},
		"named":                      {env: []string{"RUSTUP_TOOLCHAIN_SOURCE=cli"}, named: "t", want: true},
		"named, and not believed":    {env: []string{"RUSTUP_TOOLCHAIN_SOURCE=env"}},
		"named behind nw":            {word: "t"},
		"two proxies on the way":     {env: []string{"RUST_RECURSION_COUNT=2"}},
		"below cargo run":            {env: []string{"CARGO_MANIFEST_DIR=/x"}},
		"another cargo called us":    {env: []string{"CARGO=/bin/sh"}},
		"no cargo called us":         {env: []string{"CARGO="}},
		"a cargo before rustup's":    {wrapper: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			write := func(path, text string) string {
				path = filepath.Join(dir, path)
				if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(text), 0o700); err != nil {
					t.Fatal(err)
				}
				return path
			}
			program, own := write("bin/rustup", ""), write("rustup/toolchains/t/bin/cargo", "")
			if err := os.Link(program, filepath.Join(dir, "bin/cargo")); err != nil {
				t.Skip("no links here:", err)
			}
			program = filepath.Join(dir, "bin/cargo")
			if row.wrapper {
				program = write("wrapper/cargo", "")
			}
			write("rustup/settings.toml", "[overrides]\n")
			here, nested := filepath.Dir(write("here/Cargo.toml", "")), filepath.Dir(write("here/nested/Cargo.toml", ""))
			for path, text := range row.files {
				write(path, text)
			}
			env := []string{"RUST_RECURSION_COUNT=1", "RUSTUP_TOOLCHAIN=t", "RUSTUP_TOOLCHAIN_SOURCE=default", "RUSTUP_HOME=" + filepath.Join(dir, "rustup"), "CARGO=" + own, "LD_LIBRARY_PATH=l"}
			for _, kv := range row.env {
				name, value, _ := strings.Cut(kv, "=")
				env = environ.With(env, name, value)
			}
			sit := lockguard.Situation{Env: env, Program: program, Toolchain: row.named}
			sit = sit.WithoutProxy(here, args.Command{Toolchain: row.word, Subcommand: "check"}, []string{here, nested})
			got, gotEnv := sit.Traversed(nested, lockguard.Run{Dir: nested})
			want := program
			if row.want {
				want = own
			}
			if got != want {
				t.Errorf("got %s, want %s", got, want)
			}
			if told := slices.Contains(gotEnv, "RUST_RECURSION_COUNT=1"); told != row.want {
				t.Errorf("the environment is %q", gotEnv)
			}
		})
	}
}
