package cli

import (
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/spelling"
)

// elsewhere is what other tools call our options (turborepo, nx, lerna, pnpm,
// bazel, nextest, make, cargo-workspaces and cargo-hack), by verb, with what to
// type instead: the option alone if the user's value follows it. The verb "" is
// the traversal. None of these words is an option of cargo; a test compares them.
var elsewhere = map[string]map[string]string{
	"": {
		"--include":        "--only",
		"--filter":         "--only",
		"--select":         "--only",
		"--scope":          "--only",
		"--projects":       "--only",
		"--skip":           "--exclude",
		"--ignore":         "--exclude",
		"--no-root":        "--no-self",
		"--skip-root":      "--no-self",
		"--exclude-root":   "--no-self",
		"--max-depth":      "--depth",
		"--since":          "--changed",
		"--affected":       "--changed main",
		"--only-failed":    "--resume",
		"--rerun":          "--resume",
		"--shard":          "--partition",
		"--all-workspaces": "--discover",
		"--concurrency":    "-j",
		"--workers":        "-j",
		"--threads":        "-j",
		"--max-parallel":   "-j",
		"--parallel":       "-j 0",
		"--retry":          "--retries",
		"--bail":           "--fail-fast",
		"--stop-on-error":  "--fail-fast",
		"--topo":           "--order topological",
		"--topological":    "--order topological",
		"--toposort":       "--order topological",
		"--group":          "--output group",
		"--stream":         "--output stream",
		"--errors-only":    "--output errors",
		"--html":           "--timings",
		"--logs":           "--log-dir",
		"--plan":           "--dry-run",
	},
	"list":   {"--json": "--format json", "--matrix": "--format github-matrix", "--graph": "--tree", "--output": "--format"},
	"setup":  {"--dry-run": "--diff", "-n": "--diff", "--fix": "--yes", "-y": "--yes", "--force": "--yes"},
	"doctor": {"--fix": "cargo nw setup", "--json": "--format json"},
	"drift":  {"--json": "--format json"},
	"share":  {"--json": "--format json"},
}

// meant is the line to type instead of an option that a verb does not have.
func meant(name string, verb command.Verb) string {
	table := elsewhere[verb.Name]
	if verb.Program { // has the options of the traversal
		table = elsewhere[""]
	}
	instead := table[name]
	word, _, _ := strings.Cut(instead, " ")
	known, ok := command.Find(verb.Options, word)
	switch {
	case strings.HasPrefix(instead, "cargo "):
		return instead
	case ok && instead == known.Name() && known.TakesValue():
		return called(verb) + " " + known.Typed()
	case ok:
		return called(verb) + " " + instead
	}
	var names []string
	for _, o := range verb.Options {
		names = append(names, o.Names...)
	}
	if near := spelling.Nearest(name, names); strings.HasPrefix(near, "--") && strings.HasPrefix(name, "--") {
		o, _ := command.Find(verb.Options, near)
		return called(verb) + " " + o.Typed()
	}
	return called(verb) + " --help"
}
