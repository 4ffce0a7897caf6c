package traverse

import (
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/nested"
)

// warnEndless says before it starts that `cargo test` will not end, because it
// runs fuzzers.
func warnEndless(c command.Call, reader *manifest.Reader, plan nested.Plan) {
	if !runsAllTests(c.Command) {
		return
	}
	var where []string
	for _, step := range plan.Steps {
		if step.Verdict.Runs() && slices.ContainsFunc(step.Workspace.Members, func(m nested.Member) bool {
			return len(reader.Settings(m.Manifest).EndlessTests()) > 0
		}) {
			where = append(where, c.Style.Path(step.Spec.Dir))
		}
	}
	if len(where) > 0 {
		c.Warn("`cargo test` runs fuzzers, which do not end, in "+list(where), "add `test = false` to each [[bin]] there, or leave them out: --exclude")
	}
}

// runsAllTests says whether the command runs the tests of programs, too.
func runsAllTests(cargo args.Command) bool {
	if cargo.Subcommand != "test" && cargo.Subcommand != "t" {
		return false
	}
	for _, word := range cargo.Arguments {
		if word == "--" {
			break
		}
		name, _, _ := strings.Cut(word, "=")
		if slices.Contains([]string{"--no-run", "--lib", "--doc", "--test", "--bench", "--example", "--examples", "--benches"}, name) {
			return false
		}
	}
	return true
}
