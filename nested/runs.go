package nested

import (
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/printable"
	"github.com/cargo-nw/cargo-nw/lockguard"
)

// AllRuns are the runs of a command in the workspace: what the roots entry that
// lists it sets, or else one that is like any other.
func (w Workspace) AllRuns() []manifest.Run {
	if w.Runs == nil {
		return []manifest.Run{{}}
	}
	return w.Runs
}

// Plain is the tree without what roots entries set for runs.
func (t Tree) Plain() Tree {
	t.Workspaces, t.LeftOut = plainly(t.Workspaces), plainly(t.LeftOut)
	return t
}

func plainly(list []Workspace) []Workspace {
	list = slices.Clone(list)
	for i := range list {
		list[i].Runs = nil
	}
	return list
}

// Environment is what a run's environment is for, as far as the settings of its
// workspace say it. If the command names a toolchain, that one counts.
func Environment(ws Workspace, run manifest.Run, command args.Command) lockguard.Run {
	r := lockguard.Run{OwnToolchain: ws.Pinned, Env: run.Env}
	if command.Toolchain == "" {
		r.Toolchain = run.Toolchain
	}
	return r
}

// Check decides whether a run may start; see [lockguard.Situation.Check].
func Check(sit lockguard.Situation, survey lockguard.Survey, ws Workspace, run manifest.Run, command args.Command) lockguard.Verdict {
	if dirs, ok := survey[surveyed(survey, ws, run)]; ok {
		return sit.CheckIn(dirs, ws.Dir, command)
	}
	return lockguard.Verdict{}
}

// SurveyRuns adds to a survey the directories of runs whose settings may choose
// them. env is that of a run without any. A survey of nothing stays as it is.
func SurveyRuns(survey lockguard.Survey, workspaces []Workspace, command args.Command, env []string) error {
	if len(survey) == 0 {
		return nil
	}
	for _, ws := range workspaces {
		for i, run := range ws.Runs {
			dirs, err := lockguard.Directories(ws.Dir, command.With(run.Args), slices.Concat(env, run.Env))
			if err != nil {
				return err
			}
			survey[runKey(ws, run)] = dirs
			if i == 0 {
				survey[runKey(ws, manifest.Run{})] = dirs // if all variants are one run
			}
		}
	}
	return nil
}

// runKey is the key of a run with settings in a survey. No directory has it.
func runKey(ws Workspace, run manifest.Run) string { return ws.Dir + "\x00" + run.Name }

// surveyed is the key of a run in a survey.
func surveyed(survey lockguard.Survey, ws Workspace, run manifest.Run) string {
	if key := runKey(ws, run); ws.Runs != nil {
		if _, ok := survey[key]; ok {
			return key
		}
	}
	return ws.Dir
}

// set gives the workspace what a roots entry sets. If an earlier entry has set
// something else, that counts, and a warning says so.
func (d *discovery) set(decl declaration, root manifest.Root, at int) {
	ws := &d.tree.Workspaces[at]
	switch {
	case root.Runs == nil:
	case ws.Runs == nil:
		ws.Runs = root.Runs
	case !slices.EqualFunc(ws.Runs, root.Runs, alike):
		d.warn(decl, root, "sets something else for "+printable.Quoted(filepath.ToSlash(ws.Dir))+" than an entry before it, which counts", "set it in one of the two")
	}
}

func alike(a, b manifest.Run) bool {
	return a.Name == b.Name && a.Toolchain == b.Toolchain && slices.Equal(a.Args, b.Args) && slices.Equal(a.Env, b.Env)
}

// checkRuns refuses arguments that cannot be added to a command.
func checkRuns(decl declaration, root manifest.Root) error {
	for _, run := range root.Runs {
		if bad, ok := errors.AsType[*args.UsageError](args.CheckSettings(run.Args)); ok {
			name := printable.Quoted(root.Path)
			if run.Name != "" {
				name += ", variant " + printable.Quoted(run.Name)
			}
			return &manifest.Error{
				Path: decl.manifest, Line: run.Line, Key: decl.table + ".roots",
				Message: fmt.Sprintf("%s: args: %s", name, bad), Hint: bad.Hint,
			}
		}
	}
	return nil
}

// RunsOf are the runs of a command in the workspace. Variants between which it
// makes no difference, such as those of `cargo fmt`, are one run; if all are, it
// has no name.
func RunsOf(ws Workspace, command args.Command) []manifest.Run {
	if len(ws.Runs) < 2 {
		return ws.AllRuns()
	}
	var list []manifest.Run
	for _, run := range ws.AllRuns() {
		added := command.With(run.Args)
		if !slices.ContainsFunc(list, func(other manifest.Run) bool {
			return slices.Equal(added.Arguments, command.With(other.Args).Arguments) &&
				run.Toolchain == other.Toolchain && slices.Equal(run.Env, other.Env)
		}) {
			list = append(list, run)
		}
	}
	if len(list) == 1 {
		list[0].Name = ""
	}
	return list
}

// runs are those of all workspaces of the tree, in order.
func runs(tree Tree, command args.Command) iter.Seq2[Workspace, manifest.Run] {
	return func(yield func(Workspace, manifest.Run) bool) {
		for _, ws := range tree.Workspaces {
			for _, run := range RunsOf(ws, command) {
				if !yield(ws, run) {
					return
				}
			}
		}
	}
}

// Set is the tree with what roots entries of its workspaces set for others in
// it. In a tree of [Discover] they are there already. What cannot be read sets
// nothing; arguments that cannot be added to a command are an error.
func (t Tree) Set(r *manifest.Reader) (Tree, error) {
	t.Workspaces = slices.Clone(t.Workspaces)
	at := map[string]int{}
	for i, ws := range t.Workspaces {
		at[filepath.Dir(ws.Manifest)] = i
	}
	for _, ws := range t.Workspaces {
		tables, err := Tables(r, ws)
		if ws.Problem != nil || err != nil {
			continue
		}
		for _, table := range tables {
			for _, root := range table.Nested.Roots {
				if root.Runs == nil {
					continue
				}
				if err := checkRuns(table.declaration(), root); err != nil {
					return t, err
				}
				hits, _ := expand(filepath.Dir(table.Manifest), root)
				for _, h := range hits {
					if i, ok := at[paths.Resolve(h.dir)]; ok && t.Workspaces[i].Runs == nil {
						t.Workspaces[i].Runs = root.Runs
					}
				}
			}
		}
	}
	return t, nil
}
