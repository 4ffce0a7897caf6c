package args_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/args"
)

func TestWhere(t *testing.T) {
	t.Parallel()
	for want, lines := range map[args.Where][]string{
		args.InWorkspaces: {
			"check", "version", "run -- --help", "run x --help", "test -- -h", "install --path .", "install --path=.", "uninstall", "owner --list", "yank --version 1",
			"nextest run -h x", "check --features=--help -p help", "info serde", "hack -- --help", "clippy -- -h",
		},
		args.Once: {
			"check --help", "c -h", "check -vh", "help", "help check", "search x", "login", "logout", "owner --add a x", "yank x --version 1",
			"install --list", "hack --help", "fuzz run -h", "nextest --help run", "new --help", "install -h",
		},
		args.Elsewhere: {"new x", "init", "install", "install ripgrep", "install --git u", "uninstall x", "uninstall -p x"},
	} {
		for _, line := range lines {
			words := strings.Fields(line)
			if got := (args.Command{Subcommand: words[0], Arguments: words[1:]}).Where(); got != want {
				t.Errorf("%s: got %d, want %d", line, got, want)
			}
		}
	}
}
