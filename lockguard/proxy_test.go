package lockguard_test

import (
	"cmp"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/test/links"
)

// TestDecision has one traversal whose runs need no proxy, and the changes that
// make them need it. test/toolchain/proxy_test.go does the same with the real
// rustup.
func TestDecision(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("its programs have other names there")
	}
	const toolchain = "t-x86_64-unknown-linux-gnu"
	for name, row := range map[string]struct {
		env     []string // instead of what is below
		files   map[string]string
		later   map[string]string // what changes after the decision
		rustup  string            // the program itself
		named   string            // toolchain
		word    string            // +toolchain after nw
		wrapper bool              // the program is not next to a rustup
		other   bool              // rustup is a link to something else
		want    bool
	}{
		"default":                    {want: true},
		"default, another later":     {later: map[string]string{"rustup/settings.toml": "default_toolchain = \"u\"\n"}},
		"a file here":                {files: map[string]string{"here/rust-toolchain": "t"}, env: []string{"RUSTUP_TOOLCHAIN_SOURCE=toolchain-file"}, want: true},
		"a file here, whole name":    {files: map[string]string{"here/rust-toolchain": toolchain}, env: []string{"RUSTUP_TOOLCHAIN_SOURCE=toolchain-file"}, want: true},
		"a file in another place":    {files: map[string]string{"here/nested/rust-toolchain": "t"}},
		"the same, later":            {later: map[string]string{"here/nested/rust-toolchain.toml": "[toolchain]\nchannel = \"t\"\n"}},
		"a file here of another one": {files: map[string]string{"here/rust-toolchain": "u"}, env: []string{"RUSTUP_TOOLCHAIN_SOURCE=toolchain-file"}},
		"a file here of a dated one": {files: map[string]string{"here/rust-toolchain": "t"}, env: []string{"RUSTUP_TOOLCHAIN_SOURCE=toolchain-file", "RUSTUP_TOOLCHAIN=t-2026-01-01-x86_64-unknown-linux-gnu"}},
		"a file that did not decide": {files: map[string]string{"here/rust-toolchain": "t"}},
		"no file that could decide":  {env: []string{"RUSTUP_TOOLCHAIN_SOURCE=toolchain-file"}},
		"default, in another place":  {env: []string{"PWD=/"}, want: true},
		"a file in yet another one":  {files: map[string]string{"here/rust-toolchain": "t"}, env: []string{"RUSTUP_TOOLCHAIN_SOURCE=toolchain-file", "PWD=/"}},
		"an override decided":        {env: []string{"RUSTUP_TOOLCHAIN_SOURCE=path-override"}},
		"an override somewhere":      {files: map[string]string{"rustup/settings.toml": "[overrides]\n\"/x\" = \"u\"\n"}},
		"settings that are not TOML": {files: map[string]string{"rustup/settings.toml": "["}},
		"an older rustup":            {env: []string{"RUSTUP_TOOLCHAIN_SOURCE="}, named: toolchain},
		"named":                      {env: []string{"RUSTUP_TOOLCHAIN_SOURCE=cli", "PWD=/"}, named: toolchain, want: true},
		"named, and not believed":    {env: []string{"RUSTUP_TOOLCHAIN_SOURCE=env"}},
		"named behind nw":            {word: "t"},
		"two proxies on the way":     {env: []string{"RUST_RECURSION_COUNT=2"}},
		"below cargo run":            {env: []string{"CARGO_MANIFEST_DIR=/x"}},
		"another cargo called us":    {env: []string{"CARGO=/bin/sh"}},
		"no cargo called us":         {env: []string{"CARGO="}},
		"a loader's path is lost":    {env: []string{"LD_LIBRARY_PATH=l"}},
		"a cargo before rustup's":    {wrapper: true},
		"a script called rustup":     {rustup: "#!/bin/sh\n"},
		"a program called otherwise": {other: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, err := filepath.EvalSymlinks(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
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
			program, own := write("bin/rustup", cmp.Or(row.rustup, "\x7fELF")), write("rustup/toolchains/"+toolchain+"/bin/cargo", "")
			if row.other {
				program = write("bin/tools", "\x7fELF")
				if err := os.Remove(filepath.Join(dir, "bin/rustup")); err != nil {
					t.Fatal(err)
				}
				links.Make(t, "tools", filepath.Join(dir, "bin/rustup"))
			}
			if err := os.Link(program, filepath.Join(dir, "bin/cargo")); err != nil {
				t.Skip("no links here:", err)
			}
			program = filepath.Join(dir, "bin/cargo")
			if row.wrapper {
				program = write("wrapper/cargo", "\x7fELF")
			}
			write("rustup/settings.toml", "[overrides]\n")
			here, nested := filepath.Dir(write("here/Cargo.toml", "")), filepath.Dir(write("here/nested/Cargo.toml", ""))
			for path, text := range row.files {
				write(path, text)
			}
			libraries := "LD_LIBRARY_PATH=" + filepath.Join(dir, "rustup/toolchains", toolchain, "lib") + ":l"
			env := []string{"RUST_RECURSION_COUNT=1", "RUSTUP_TOOLCHAIN=" + toolchain, "RUSTUP_TOOLCHAIN_SOURCE=default", "RUSTUP_HOME=" + filepath.Join(dir, "rustup"), "CARGO=" + own, libraries}
			for _, kv := range row.env {
				name, value, _ := strings.Cut(kv, "=")
				env = environ.With(env, name, value)
			}
			sit := lockguard.Situation{Env: env, Stand: environ.Get(env, "PWD"), Program: program, Toolchain: row.named}
			decision := sit.Decision(here, args.Command{Toolchain: row.word, Subcommand: "check"})
			for path, text := range row.later {
				write(path, text)
			}
			got, gotEnv, ok := decision.Launch(nested, sit.TraversalEnv(lockguard.Run{Dir: nested}))
			if ok != row.want || ok && got != own {
				t.Errorf("got %q, %t", got, ok)
			}
			for _, kv := range []string{"RUST_RECURSION_COUNT=1", "RUSTUP_TOOLCHAIN=" + toolchain, libraries} {
				if ok && !slices.Contains(gotEnv, kv) {
					t.Errorf("%s is missing: %q", kv, gotEnv)
				}
			}
		})
	}
}
