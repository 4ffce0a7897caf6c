package doctor

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/internal/selection"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Patient is what is examined.
type Patient struct {
	Env   []string // of this process
	Dir   string   // where to start, absolute, symlinks resolved
	Self  string   // our own program, "" when unknown
	Style report.Style
	// Discover: all workspaces on disk below Dir, listed or not.
	Discover bool
}

// Examined is what an examination has found.
type Examined struct {
	Findings   []Finding
	Accepted   int // findings that manifests allow
	Workspaces int
}

// Examine applies every rule. An error means that there was nothing to examine;
// a broken manifest is a finding.
func (p Patient) Examine(ctx context.Context) (Examined, error) {
	e, err := p.begin(ctx)
	if err != nil {
		return Examined{}, err
	}
	e.answers = p.ask(ctx, e.top)
	for _, rule := range []func() error{
		e.discover, e.undeclared, e.attached, e.worktrees, e.directories, e.lockFiles, e.toolchains, e.dependent, e.stubs, e.endlessTests, e.unified, e.foreign, e.rustup,
	} {
		if err := rule(); err != nil {
			return Examined{}, err
		}
	}
	e.allow()
	return Examined{sorted(e.found), e.accepted, len(e.tree.Workspaces)}, nil
}

// examination is one examination of a patient. Each rule is a method: it judges
// what is here and what it reads, starts nothing, and adds what it finds.
type examination struct {
	Patient
	answers answers
	ctx     context.Context //nolint:containedctx // one look, one context
	home    string          // CARGO_HOME
	top     string          // directory of the first workspace
	tree    nested.Tree
	whole   bool // the tree has been read to its end
	left    nested.Exclusion
	found   []Finding
	// accepted counts the findings that manifests allow.
	accepted int
	// what was read
	reader  *manifest.Reader
	configs *config.Reader
}

// begin finds the workspace to start at.
func (p Patient) begin(ctx context.Context) (*examination, error) {
	home := config.Home(p.Env)
	e := &examination{
		Patient: p, ctx: ctx, home: home,
		reader: manifest.NewReader(home), configs: config.NewReader(),
	}
	if p.Discover {
		e.top = p.Dir
		return e, nil
	}
	path, err := manifest.Find(p.Dir)
	if err != nil {
		return nil, err
	}
	if root, err := e.reader.Root(path); err == nil {
		path = root
	}
	e.top = filepath.Dir(path)
	return e, nil
}

func (e *examination) add(f Finding) { e.found = append(e.found, f) }

// discover reads the tree; what is wrong with it becomes findings.
func (e *examination) discover() error {
	tree, err := e.read()
	e.tree, e.whole = tree, err == nil
	for _, ws := range tree.Workspaces {
		e.left = append(e.left, nested.Excluded(e.reader, ws)...)
	}
	for _, w := range tree.Warnings {
		e.add(Finding{Check: "roots", Severity: Warning, Path: w.Path, Line: w.Line, Message: w.Message, Hint: w.Hint})
	}
	bad, ok := errors.AsType[*manifest.Error](err)
	if !ok {
		return err
	}
	e.add(manifestFinding("manifest", bad))
	return nil
}

// read is the tree that roots list, or that is on disk. What is broken on disk
// is a finding and hides nothing.
func (e *examination) read() (nested.Tree, error) {
	if !e.Discover {
		return nested.Discover(e.ctx, e.reader, e.Dir)
	}
	tree, err := selection.OnDisk(e.ctx, e.answers.manifests, e.reader, e.Dir)
	if err == nil && len(tree.Workspaces) == 0 {
		return tree, hint.New("there is no workspace in "+e.Style.Path(e.Dir)+" or below it", "go to a directory that has some")
	}
	if first, ok := tree.First(); ok {
		e.top = first.Dir
	}
	var sound []nested.Workspace
	for _, ws := range tree.Workspaces {
		if bad, ok := errors.AsType[*manifest.Error](ws.Problem); ok {
			e.add(manifestFinding("manifest", bad))
		}
		if ws.Problem == nil {
			sound = append(sound, ws)
		}
	}
	tree.Workspaces = sound
	return tree, err
}

// manifestFinding reports a manifest that cargo refuses.
func manifestFinding(check string, bad *manifest.Error) Finding {
	plain := *bad
	plain.Path, plain.Line, plain.Column = "", 0, 0
	return Finding{
		Check: check, Severity: Error, Path: bad.Path, Line: bad.Line, Hint: bad.Hint,
		Message: trimColon(plain.Error()),
	}
}
