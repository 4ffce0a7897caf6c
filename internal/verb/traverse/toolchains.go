package traverse

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// withToolchains is the plan without the runs whose toolchain rustup does not
// have and will not install: each of them would say so. It is printed once per
// toolchain. If rustup installs it, the first run that needs it does that, and
// the others come after it.
func withToolchains(c command.Call, sit lockguard.Situation, plan nested.Plan) nested.Plan {
	if len(plan.Steps) == 0 || !toolchain.IsProxy(plan.Steps[0].Spec.Program) {
		warnUnused(c, plan)
		return plan
	}
	store := toolchain.ReadStore(sit.UserEnv(lockguard.Traversal))
	chosen := chooser{named: c.Command.Toolchain, handed: sit.Toolchain, files: map[string]string{}}
	var missing []string
	wanted := map[string][]int{} // by toolchain: places in the plan
	for i, step := range plan.Steps {
		name := chosen.by(step)
		if !step.Verdict.Runs() || !store.Lacks(name) {
			continue
		}
		if wanted[name] == nil {
			missing = append(missing, name)
		}
		wanted[name] = append(wanted[name], i)
	}
	plan.Steps = slices.Clone(plan.Steps)
	for _, name := range missing {
		if store.Installs() {
			after(plan.Steps, wanted[name])
			continue
		}
		install := "rustup toolchain install " + args.Quote(name)
		var dirs []string
		for _, i := range wanted[name] {
			dirs = append(dirs, c.Style.Path(plan.Steps[i].Spec.Dir))
			plan.Steps[i].Verdict = lockguard.Verdict{
				Action: lockguard.Refuse, Failure: true, Reason: "toolchain " + name + " is not installed", Hint: install,
			}
		}
		c.Style.Error(c.Stderr, "toolchain "+name+" is not installed: nothing runs in "+list(dirs), install)
	}
	return plan
}

// warnUnused says that toolchains that roots entries name have no effect: the
// cargo that runs is not rustup's.
func warnUnused(c command.Call, plan nested.Plan) {
	var dirs []string
	for _, step := range plan.Steps {
		if dir := c.Style.Path(step.Spec.Dir); step.Toolchain != "" && !slices.Contains(dirs, dir) {
			dirs = append(dirs, dir)
		}
	}
	if len(dirs) > 0 && filepath.Base(plan.Steps[0].Spec.Argv[0]) == "cargo" {
		c.Warn("roots sets a toolchain for "+list(dirs)+", but this cargo is not rustup's and does not know it", "install rustup, or leave it out with --plain")
	}
}

// after makes the steps at these places come after the first of them.
func after(steps []nested.Step, places []int) {
	for _, i := range places[1:] {
		steps[i].After = append(slices.Clone(steps[i].After), places[0])
		slices.Sort(steps[i].After)
		steps[i].After = slices.Compact(steps[i].After)
	}
}

// shownDirs is how many directories are shown before the rest is counted.
const shownDirs = 5

// list shows directories in one line.
func list(dirs []string) string {
	more := ""
	if n := len(dirs) - shownDirs; n > 1 {
		dirs, more = dirs[:shownDirs], fmt.Sprintf(" and %d more", n)
	}
	return strings.Join(dirs, ", ") + more
}

// chooser knows which toolchain rustup would take for a run
// (https://rust-lang.github.io/rustup/overrides.html).
type chooser struct {
	named  string            // by `cargo nw +toolchain`
	handed string            // what the user has chosen for `cargo nw` itself
	files  map[string]string // by directory: the toolchain file in it or above it, "" for none
}

// by is the name of the toolchain of the step's run, "" if the default or a
// directory decides.
func (c chooser) by(step nested.Step) string {
	switch {
	case c.named != "":
		return c.named
	case step.Toolchain != "":
		return step.Toolchain
	case c.handed != "" && !step.Workspace.Pinned:
		return c.handed
	}
	path := c.nearest(step.Spec.Site.Dir)
	if path == "" {
		return ""
	}
	file, err := toolchain.ReadFile(path)
	if err != nil {
		return "" // rustup reports that itself
	}
	return file.Channel
}

// nearest is the toolchain file in dir or above it.
func (c chooser) nearest(dir string) string {
	if path, known := c.files[dir]; known {
		return path
	}
	path := toolchain.FileIn(dir)
	if up := filepath.Dir(dir); path == "" && up != dir {
		path = c.nearest(up)
	}
	c.files[dir] = path
	return path
}
