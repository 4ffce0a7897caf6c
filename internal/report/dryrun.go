package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/nested"
)

// DryRun writes what the plan would run, one line a run that a shell accepts.
func (s Style) DryRun(w io.Writer, plan nested.Plan) error {
	var text strings.Builder
	for _, step := range plan.Steps {
		dir := s.Relative(step.Spec.Dir)
		if !step.Verdict.Runs() {
			fmt.Fprintf(&text, "# not in %s: %s\n", Escape(dir), Escape(step.Verdict.Reason))
			continue
		}
		env := ""
		if moved := step.Verdict.Moved; moved.Target != "" {
			env = "CARGO_TARGET_DIR=" + args.Quote(moved.Target) + " CARGO_BUILD_BUILD_DIR=" + args.Quote(moved.Build) + " "
		}
		fmt.Fprintf(&text, "(cd %s && %s%s)\n", args.Quote(dashSafe(dir)), env, args.Join(step.Spec.Argv))
	}
	_, err := io.WriteString(w, text.String())
	return err
}

// dashSafe keeps cd from taking a directory for an option.
func dashSafe(dir string) string {
	if dir[0] == '-' {
		return "./" + dir
	}
	return dir
}
