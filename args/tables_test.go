package args_test

import (
	"bufio"
	"bytes"
	"context"
	"maps"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// nested are the subcommands of subcommands, whose options are in one table.
var nested = map[string][]string{
	"clean":  {"gc"},
	"config": {"get"},
	"report": {"future-incompatibilities", "timings", "sessions", "rebuilds"},
}

// unlisted are the options that help does not show: hidden ones, and
// --lockfile-path of earlier nightly cargos.
var unlisted = []string{"--lockfile-path", "--vers"}

// unlistedIn are those of one subcommand.
var unlistedIn = map[string][]string{
	"update":  {"--package", "-p"},
	"publish": {"--token"},
}

func TestTables(t *testing.T) {
	t.Parallel()
	cargo := realcargo.Program(t, "cargo")
	for _, sub := range args.Builtins {
		t.Run(sub, func(t *testing.T) {
			t.Parallel()
			shown := helpOptions(t, cargo, sub)
			for _, deeper := range nested[sub] {
				maps.Copy(shown, helpOptions(t, cargo, sub, deeper))
			}
			for name, kind := range shown {
				if got, ok := args.TableEntry(sub, name); kind != "flag" && got != kind || ok && got != kind {
					t.Errorf("%s: cargo shows %q, the table says %q", name, kind, got)
				}
			}
			for _, name := range args.TableNames(sub) {
				hidden := slices.Contains(unlisted, name) || slices.Contains(unlistedIn[sub], name)
				if _, ok := shown[name]; !ok && !hidden {
					t.Errorf("%s is in the table and not in cargo's help", name)
				}
			}
		})
	}
}

func TestRootTable(t *testing.T) {
	t.Parallel()
	for name, kind := range helpOptions(t, realcargo.Program(t, "cargo")) {
		if got := args.RootEntry(name); got != kind {
			t.Errorf("%s: cargo shows %q, the table says %q", name, kind, got)
		}
	}
}

var helpLine = regexp.MustCompile(`^ {2,6}(-\w)?(?:, | +)?(--[a-z-]+)?(?:\.\.\.)?(?: (\[?)<[^>]*>\]?)?(?: |$)`)

// helpOptions returns "flag", "value" or "optional value" for each spelling.
func helpOptions(t *testing.T, cargo string, words ...string) map[string]string {
	t.Helper()
	shown := map[string]string{}
	for line := range bytes.Lines(runCargo(t, cargo, append(words, "--help")...)) {
		m := helpLine.FindStringSubmatch(strings.TrimRight(string(line), "\n"))
		if m == nil || m[1] == "" && m[2] == "" {
			continue
		}
		kind := "flag"
		switch {
		case m[3] != "":
			kind = "optional value"
		case strings.Contains(m[0], "<"):
			kind = "value"
		}
		for _, name := range m[1:3] {
			if name != "" {
				shown[name] = kind
			}
		}
	}
	return shown
}

func TestBuiltins(t *testing.T) {
	t.Parallel()
	cargo := realcargo.Program(t, "cargo")
	var listed []string
	scanner := bufio.NewScanner(bytes.NewReader(runCargo(t, cargo, "--list")))
	for scanner.Scan() {
		name, about, _ := strings.Cut(strings.TrimSpace(scanner.Text()), " ")
		about = strings.TrimSpace(about)
		external := about == "" || slices.Contains([]string{"clippy", "fmt"}, name)
		if strings.HasPrefix(scanner.Text(), "    ") && !external && !strings.HasPrefix(about, "alias: ") {
			listed = append(listed, name)
		}
	}
	if !slices.Equal(listed, args.Builtins) {
		t.Errorf("cargo lists %q\nthe table has %q", listed, args.Builtins)
	}
	for _, name := range []string{"c", "rm", "clippy", "nw", ""} {
		if args.Builtin(name) {
			t.Errorf("Builtin(%q) is true", name)
		}
	}
}

func runCargo(t *testing.T, cargo string, words ...string) []byte {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), realcargo.Limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, cargo, words...)
	cmd.Dir = t.TempDir()
	cmd.Env = append(realcargo.Env(cmd.Dir), "PATH="+realcargo.Path(t))
	out, err := cmd.CombinedOutput()
	if err != nil && !slices.Contains(words, "git-checkout") {
		t.Fatalf("cargo %s: %v\n%s", args.Join(words), err, out)
	}
	return out
}
