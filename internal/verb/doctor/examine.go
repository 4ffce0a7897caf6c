package doctor

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Patient is what is examined.
type Patient struct {
	Env   []string // of this process
	Dir   string   // where to start, absolute, symlinks resolved
	Self  string   // our own program, "" when unknown
	Style report.Style
}

// Examine applies every rule. An error means that there was nothing to examine;
// a broken manifest is a finding.
func (p Patient) Examine(ctx context.Context) (findings []Finding, workspaces int, err error) {
	e, err := p.begin(ctx)
	if err != nil {
		return nil, 0, err
	}
	e.answers = p.ask(ctx, e.top)
	for _, rule := range []func() error{
		e.discover, e.undeclared, e.attached, e.worktrees, e.directories, e.lockFiles, e.stubs, e.endlessTests, e.unified, e.foreign, e.rustup,
	} {
		if err := rule(); err != nil {
			return nil, 0, err
		}
	}
	return sorted(e.found), len(e.tree.Workspaces), nil
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
	found   []Finding
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

// discover reads the declared tree; what is wrong with it becomes findings.
func (e *examination) discover() error {
	tree, err := nested.Discover(e.ctx, e.reader, e.Dir)
	e.tree, e.whole = tree, err == nil
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

// manifestFinding reports a manifest that cargo refuses.
func manifestFinding(check string, bad *manifest.Error) Finding {
	plain := *bad
	plain.Path, plain.Line, plain.Column = "", 0, 0
	return Finding{
		Check: check, Severity: Error, Path: bad.Path, Line: bad.Line, Hint: bad.Hint,
		Message: trimColon(plain.Error()),
	}
}
