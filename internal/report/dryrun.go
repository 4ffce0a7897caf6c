package report

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/printable"
	"github.com/cargo-nw/cargo-nw/nested"
)

// DryRun writes what the plan would run, one line per run, which a shell
// accepts.
func (s Style) DryRun(w io.Writer, plan nested.Plan) error {
	var text strings.Builder
	if how := manner(plan); how != "" {
		text.WriteString("# " + how + "\n")
	}
	for _, step := range plan.Steps {
		dir := s.Relative(step.Spec.Dir)
		if !step.Verdict.Runs() {
			fmt.Fprintf(&text, "# not in %s: %s\n", printable.Text(dir), printable.Text(step.Verdict.Reason))
			continue
		}
		var env []args.Variable
		if tc := environ.Get(step.Spec.Env, "RUSTUP_TOOLCHAIN"); tc != "" {
			env = append(env, args.Variable{Name: "RUSTUP_TOOLCHAIN", Value: tc})
		}
		for _, kv := range slices.Concat(step.Set, step.Spec.Own) {
			name, value, _ := strings.Cut(kv, "=")
			env = append(env, args.Variable{Name: name, Value: value})
		}
		if moved := step.Verdict.Moved; moved.Target != "" {
			env = append(env, args.Variable{Name: "CARGO_TARGET_DIR", Value: moved.Target}, args.Variable{Name: "CARGO_BUILD_BUILD_DIR", Value: moved.Build})
		}
		fmt.Fprintln(&text, args.Native().In(here(dir), env, step.Spec.Argv))
	}
	if plan.LeftOut > 0 {
		fmt.Fprintf(&text, "# %s\n", Selected(planned(plan), plan.LeftOut))
	}
	_, err := io.WriteString(w, text.String())
	return err
}

// manner says what a list of commands does not show.
func manner(plan nested.Plan) string {
	var how []string
	if plan.Jobs > 1 {
		how = append(how, fmt.Sprintf("up to %d at once", plan.Jobs))
	}
	if plan.Retries > 0 {
		how = append(how, fmt.Sprintf("a run that fails is run up to %d times", plan.Retries+1))
	}
	if plan.Timeout > 0 {
		how = append(how, "a run that takes longer than "+plan.Timeout.String()+" is ended")
	}
	return strings.Join(how, "; ")
}

// Selected says how many workspaces were selected.
func Selected(taken, left int) string {
	return fmt.Sprintf("%d of %d workspaces selected", taken, taken+left)
}

// here marks a relative directory as one below this one, so that cd neither
// takes it for an option nor looks for it in CDPATH.
func here(dir string) string {
	first, _, _ := strings.Cut(dir, "/")
	if filepath.IsAbs(dir) || first == "." || first == ".." {
		return dir
	}
	return "./" + dir
}
