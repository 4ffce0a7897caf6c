//go:build unix

package blackbox_test

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/creack/pty"

	"github.com/cargo-nw/cargo-nw/internal/verb/completion"
)

// completed is a place with everything that the shells are to offer.
const completed = `
-- Cargo.toml --
[package]
name = "outer"
[package.metadata.nested_workspace]
roots = ["inner", "a b"]
-- src/lib.rs --
-- inner/Cargo.toml --
[package]
name = "inner"
-- inner/src/lib.rs --
-- a b/Cargo.toml --
[package]
name = "spaced"
-- a b/src/lib.rs --
-- .cargo/config.toml --
[alias]
lintall = "clippy --all"
-- reports/one.json --
-- report.json --
`

// asks are lines as far as they have been typed, the candidates that must be
// offered there, and some that must not. What begins with ">" is offered where
// the shell has a completion of cargo's own.
var asks = []struct {
	line          string
	want, wantNot string
}{
	{"cargo nw ", "check lintall clippy list completion", "nw --report +stable report.json"},
	{"cargo nw --fail-fast ch", "check", "lintall"},
	{"cargo nw --re", "--report", "--tree check"},
	{"cargo nw --report re", "report.json", "--report check"},
	{"cargo nw --color ", "auto always never", "check"},
	{"cargo nw list --format ", "text json", "check"},
	{"cargo nw list --tr", "--tree", "--report"},
	{"cargo nw completion ", "bash zsh fish powershell man", "check"},
	{"cargo nw -- lis", "", "list"},
	{"cargo-nw --fail-fast ch", "check", "lintall"},
	{"cargo-nw nw --fail-fast ch", "check", "lintall"},
	{"cargo nw check --rel", ">--release", "--report"},
	{"cargo nw --fail-fast build --all-f", ">--all-features", "--report"},
	{"cargo-nw -n check --rel", ">--release", "--report"},
	{"cargo che", ">check", "--report"},
	{"cargo check --rel", ">--release", "--report"},
}

func TestBash(t *testing.T) {
	t.Parallel()
	shell := needShell(t, "bash")
	rc := `
PS1= HISTFILE=
if [ -f /usr/share/bash-completion/bash_completion ]; then
  . /usr/share/bash-completion/bash_completion
  CARGOS=$SYSROOT/etc/bash_completion.d/cargo
  [ -f "$CARGOS" ] && . "$CARGOS"
fi
eval "$(cargo nw completion bash)"
dump() { "$1" "${@:2}"; printf '%s\n' "${COMPREPLY[@]}" > "$OUT"; exit; }
dump_cargo() { dump _cargo_nw_cargo "$@"; }
dump_cargo_nw() { dump _cargo_nw "$@"; }
complete -F dump_cargo cargo
complete -F dump_cargo_nw cargo-nw
`
	own := exists("/usr/share/bash-completion/bash_completion") && exists(filepath.Join(sysroot(), "etc/bash_completion.d/cargo"))
	askAll(t, own, func(w *world, line string) []string {
		w.write("rc", rc)
		return w.typed(line+"\t", shell, "--noprofile", "--rcfile", filepath.Join(w.dir, "rc"), "-i")
	})
}

func TestZsh(t *testing.T) {
	t.Parallel()
	shell := needShell(t, "zsh")
	rc := `
PS1=
mkdir functions
cargo nw completion zsh > functions/_cargo-nw
fpath=($PWD/functions $SYSROOT/share/zsh/site-functions $fpath)
autoload -Uz compinit
compinit -u -D
compadd() {
  local -a found
  builtin compadd -A found "$@"
  print -rl -- $found >> $OUT
  builtin compadd "$@"
}
zle -C asked list-choices _main_complete
zle-line-init() { BUFFER=$LINE; CURSOR=$#LINE; zle asked; exit }
zle -N zle-line-init
`
	own := exists(filepath.Join(sysroot(), "share/zsh/site-functions/_cargo"))
	askAll(t, own, func(w *world, line string) []string {
		w.write(".zshrc", rc)
		w.env = append(w.env, "ZDOTDIR="+w.dir, "LINE="+line)
		return w.typed("", shell, "-i")
	})
}

func TestFish(t *testing.T) {
	t.Parallel()
	shell := needShell(t, "fish")
	askAll(t, true, func(w *world, line string) []string {
		w.env = append(w.env, "LINE="+line)
		out := w.run(".", shell, "--command", `cargo nw completion fish | source; complete --do-complete "$LINE"`)
		var words []string
		for line := range strings.Lines(out.stdout) {
			word, _, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			words = append(words, word)
		}
		return words
	})
}

// TestScriptsParse lets each shell that is there read its script.
func TestScriptsParse(t *testing.T) {
	t.Parallel()
	for _, shell := range []string{"bash", "zsh", "fish"} {
		t.Run(shell, func(t *testing.T) {
			t.Parallel()
			program := needShell(t, shell)
			text, _ := completion.Script(shell)
			file := filepath.Join(t.TempDir(), "script")
			write(t, file, text)
			ctx, cancel := context.WithTimeout(t.Context(), limit)
			defer cancel()
			if out, err := exec.CommandContext(ctx, program, "-n", file).CombinedOutput(); err != nil || len(out) > 0 {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

func askAll(t *testing.T, cargos bool, candidates func(w *world, line string) []string) {
	t.Helper()
	for _, ask := range asks {
		t.Run(ask.line, func(t *testing.T) {
			t.Parallel()
			got := candidates(newWorld(t, completed), ask.line)
			for want := range strings.FieldsSeq(ask.want) {
				word, isCargos := strings.CutPrefix(want, ">")
				if (!isCargos || cargos) && !slices.Contains(got, word) {
					t.Errorf("%q is not offered, but %q", word, got)
				}
			}
			for word := range strings.FieldsSeq(ask.wantNot) {
				if slices.Contains(got, word) {
					t.Errorf("%q is offered among %q", word, got)
				}
			}
		})
	}
}

// typed starts an interactive shell on a terminal, types, and gives what the
// shell has written to $OUT when it has ended.
func (w *world) typed(keys, shell string, argv ...string) []string {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), limit)
	defer cancel()
	out := filepath.Join(w.t.TempDir(), "out")
	cmd := exec.CommandContext(ctx, shell, argv...)
	cmd.Dir, cmd.Env = w.dir, append(slices.Clip(w.env), "OUT="+out, "SYSROOT="+sysroot(), "TERM=dumb", "LC_ALL=C.UTF-8")
	terminal, err := pty.Start(cmd)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = terminal.Close() }()
	if _, err = io.WriteString(terminal, keys); err != nil {
		w.t.Fatal(err)
	}
	screen, _ := io.ReadAll(terminal) // it ends with EIO
	if err = cmd.Wait(); ctx.Err() != nil {
		w.t.Fatalf("%v\n%s", err, screen)
	}
	text, err := os.ReadFile(out)
	if err != nil {
		w.t.Logf("no candidates: %v\n%s", err, screen)
	}
	return strings.FieldsFunc(string(text), func(r rune) bool { return r == '\n' })
}

// sysroot is where the toolchain has cargo's own completions.
var sysroot = sync.OnceValue(func() string {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	out, err := exec.CommandContext(ctx, "rustc", "--print", "sysroot").Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
})

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func needShell(t *testing.T, name string) string {
	t.Helper()
	needCargo(t)
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed", name)
	}
	return path
}
