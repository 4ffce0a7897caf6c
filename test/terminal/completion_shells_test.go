//go:build unix

package terminal_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/verb/completion"
	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
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
	own := exists("/usr/share/bash-completion/bash_completion") && exists(filepath.Join(realcargo.Sysroot(t), "etc/bash_completion.d/cargo"))
	askAll(t, own, func(w *harness.World, line string) []string {
		w.Write(harness.Files{"rc": rc})
		return typed(w, line+"\t", shell, "--noprofile", "--rcfile", filepath.Join(w.Dir, "rc"), "-i")
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
	own := exists(filepath.Join(realcargo.Sysroot(t), "share/zsh/site-functions/_cargo"))
	askAll(t, own, func(w *harness.World, line string) []string {
		w.Write(harness.Files{".zshrc": rc})
		w.Env = append(w.Env, "ZDOTDIR="+w.Dir, "LINE="+line)
		return typed(w, "", shell, "-i")
	})
}

func TestFish(t *testing.T) {
	t.Parallel()
	shell := needShell(t, "fish")
	askAll(t, true, func(w *harness.World, line string) []string {
		w.Env = append(w.Env, "LINE="+line)
		out := w.Run(".", shell, "--command", `cargo nw completion fish | source; complete --do-complete "$LINE"`)
		var words []string
		for line := range strings.Lines(out.Stdout) {
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
			w := harness.New(t, harness.Files{"script": text})
			if o := w.Run(".", program, "-n", w.Path("script")); o.Code != 0 || o.Stdout+o.Stderr != "" {
				o.Fail("it says something")
			}
		})
	}
}

func askAll(t *testing.T, cargos bool, candidates func(w *harness.World, line string) []string) {
	t.Helper()
	for _, ask := range asks {
		t.Run(ask.line, func(t *testing.T) {
			t.Parallel()
			got := candidates(harness.Real(t, harness.Archive(completed)), ask.line)
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
func typed(w *harness.World, keys, shell string, argv ...string) []string {
	w.T.Helper()
	out := filepath.Join(w.T.TempDir(), "out")
	w = w.With("OUT="+out, "SYSROOT="+realcargo.Sysroot(w.T), "TERM=dumb", "LC_ALL=C.UTF-8")
	terminal := w.Terminal(80, ".", append([]string{shell}, argv...)...)
	terminal.Type(keys)
	_, screen := terminal.Wait()
	text, err := os.ReadFile(out)
	if err != nil {
		w.T.Logf("no candidates: %v\n%s", err, screen)
	}
	return strings.FieldsFunc(string(text), func(r rune) bool { return r == '\n' })
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func needShell(t *testing.T, name string) string {
	t.Helper()
	realcargo.Need(t)
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed", name)
	}
	return path
}
