package selection

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/git"
	"github.com/cargo-nw/cargo-nw/internal/graph"
	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/printable"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/nested"
)

// World is where [Observe] reads.
type World struct {
	Env    []string // of this process
	Reader *manifest.Reader
	Argv   []string // the command line to run, nil if there is none
}

// Observe reads what a request is about. Problems that stop nothing go to the
// tree's warnings. The error is one of git ([git.ErrNoGit], [git.ErrNoCommit])
// or about a report.
func Observe(ctx context.Context, w World, tree *nested.Tree, req Request) (Facts, error) {
	var facts Facts
	var err error
	if req.Resume != "" {
		past, readErr := report.Read(req.Resume)
		if readErr != nil {
			return Facts{}, readErr
		}
		w.compare(tree, past, req.Resume)
		runs := match(*tree, past)
		facts.Done, facts.Took = done(runs), seconds(runs)
	}
	if req.Times != "" {
		past, readErr := report.Read(req.Times)
		if readErr != nil {
			return Facts{}, readErr
		}
		facts.Seconds = together(*tree, seconds(match(*tree, past)))
		if len(facts.Seconds) == 0 {
			warn(tree, req.Times, "has no times for these workspaces, so all count the same", "use the report of a run that started here")
		}
	}
	if req.Changed != "" {
		if facts.Changed, err = w.changed(ctx, tree, req.Changed); err != nil {
			return Facts{}, err
		}
	}
	if req.LockedOnly {
		if facts.Locked, err = w.locked(ctx, tree); err != nil {
			return Facts{}, err
		}
	}
	if len(req.Having) > 0 {
		facts.Having = w.having(tree, req, facts)
	}
	return facts, nil
}

// compare warns about a report of something else.
func (w World) compare(tree *nested.Tree, past report.Past, path string) {
	if w.Argv == nil || len(past.Runs) == 0 {
		return
	}
	was := args.Redacted(past.Runs[0].Argv)
	if slices.Equal(was, args.Redacted(w.Argv)) {
		return // as far as a report says
	}
	warn(tree, path, "is about another command: `"+printable.Text(args.Join(was))+"`", "")
}

// changed asks git.
func (w World) changed(ctx context.Context, tree *nested.Tree, ref string) (map[string]bool, error) {
	top, err := git.Top(ctx, w.Env, tree.Start)
	if err != nil {
		return nil, withRemedy(err)
	}
	files, err := git.Changed(ctx, w.Env, tree.Start, ref)
	if err != nil {
		return nil, withRemedy(err)
	}
	all, configs := make([]graph.Ingredients, len(tree.Workspaces)), config.NewReader()
	for i, ws := range tree.Workspaces {
		in, _ := graph.ReadIngredients(w.Reader, configs, ws, tree.RunDir(ws)) // one that cannot be read is its own directory
		all[i] = in.Resolved()
	}
	facts := map[string]bool{}
	for i, hit := range changed(all, files) {
		ws := tree.Workspaces[i]
		if !hit && !git.Owns(ctx, w.Env, top, filepath.Dir(ws.Manifest)) {
			hit = true
			warn(tree, ws.Manifest, "is outside the repository, so it counts as changed", "")
		}
		facts[ws.Dir] = hit
	}
	return facts, nil
}

// withRemedy says what to do about an error from git.
func withRemedy(err error) error {
	switch {
	case errors.Is(err, git.ErrNoCommit):
		return hint.With(err, "git fetch, or use a branch, tag or commit that `git rev-parse` knows: cargo nw --changed HEAD …")
	case errors.Is(err, git.ErrNoGit):
		return hint.With(err, "--changed and --locked-only need git, and a repository around the first workspace; leave them out")
	}
	return err
}

// having reads the lock files of the workspaces that pass the rest of the
// request. A workspace whose lock file cannot be read may have the package: it
// is selected, with that as its problem.
func (w World) having(tree *nested.Tree, req Request, facts Facts) map[string]bool {
	req.Part = Part{}
	found := map[string]bool{}
	unreadable := map[string]error{}
	var missing []nested.Workspace
	for _, ws := range Select(*tree, req, facts).Workspaces {
		packages, err := readLock(w.Reader, ws)
		found[ws.Dir] = holds(packages, req.Having)
		switch {
		case ws.Problem != nil: // reported by the code that would run something there
		case errors.Is(err, fs.ErrNotExist):
			missing = append(missing, ws)
		case err != nil:
			found[ws.Dir], unreadable[ws.Dir] = true, lockProblem(err, req.Cwd, ws)
		}
	}
	warnMissing(tree, req.Cwd, missing)
	for i, ws := range tree.Workspaces {
		if err := unreadable[ws.Dir]; err != nil {
			tree.Workspaces[i].Problem = err
		}
	}
	return found
}

// warnMissing says once which workspaces have no lock file. `cargo nw fetch`
// writes those that are missing, and leaves all others alone.
func warnMissing(tree *nested.Tree, cwd string, missing []nested.Workspace) {
	const shown = 3
	switch n := len(missing); n {
	case 0:
		return
	case 1:
		warn(tree, lockfile.In(missing[0].Manifest), "does not exist, so nothing runs there", generate(cwd, missing[0]))
	default:
		var names []string
		for _, ws := range missing[:min(n, shown)] {
			names = append(names, printable.Quoted(Name(cwd, ws.Dir)))
		}
		if n > shown {
			names = append(names, fmt.Sprintf("%d more", n-shown))
		}
		warn(tree, tree.Start, fmt.Sprintf("%d workspaces have no Cargo.lock, so nothing runs there: %s", n, strings.Join(names, ", ")), "cargo nw fetch")
	}
}

// lockError is why a lock file cannot be read.
type lockError struct{ error }

func (e lockError) Unwrap() error { return e.error }

// lockProblem says what is wrong with the lock file of ws.
func lockProblem(err error, cwd string, ws nested.Workspace) error {
	problem := &manifest.Error{
		Path: lockfile.In(ws.Manifest), Message: "cannot be read, so it is unknown whether it has what --having asks for",
		Err: lockError{err}, Hint: "restore it from git, or remove it and run: " + generate(cwd, ws),
	}
	if bad, ok := errors.AsType[*lockfile.Error](err); ok {
		problem.Line, problem.Err = bad.Line, lockError{bad.Err}
	}
	return problem
}

// generate is the command that writes a lock file and leaves all others alone.
func generate(stand string, ws nested.Workspace) string {
	return args.Join([]string{"cargo", "generate-lockfile", "--manifest-path", paths.Shown(stand, ws.Manifest)})
}

func warn(tree *nested.Tree, path, message, remedy string) {
	tree.Warnings = append(tree.Warnings, nested.Warning{Path: path, Message: message, Hint: remedy})
}
