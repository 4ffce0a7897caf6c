package setup

import (
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/change"
	"github.com/cargo-nw/cargo-nw/internal/edit"
	"github.com/cargo-nw/cargo-nw/internal/stub"
)

// peer says where the hooks of cargo-nested are in place. They work as ever
// under a plain cargo command, and are silent under cargo nw.
func (p *planner) peer(c pkg) {
	for _, path := range append(p.scripts(c), p.tests(c)...) {
		file, err := change.Read(path)
		if err == nil && (stub.Build.CallsPeer(string(file.Old)) || stub.Tests.CallsPeer(string(file.Old))) {
			p.note(path, "calls the hook of cargo-nested, which is silent under cargo nw", "cargo nw setup --direct replaces it")
		}
	}
}

// instead takes care of a file that calls the hook of cargo-nested: ours takes
// its place, so that nothing runs twice.
func (p *planner) instead(file change.File, wanted stub.Stub) {
	text := string(file.Old)
	if replaced, ok := wanted.Replace(text); ok {
		file.New, file.What = []byte(replaced), "replace the stub of cargo-nested"
		p.plan.Changes = append(p.plan.Changes, file)
		return
	}
	without, ok := wanted.WithoutPeer(text)
	file.What = "calls the hook of cargo-nested among other things, so setup only proposes a patch"
	if wanted.Hook == stub.Build.Hook && ok {
		without, ok = wanted.Merge(without)
	}
	if !ok {
		p.note(file.Path, "calls the hook of cargo-nested in a way that setup cannot replace", "call ours in its place: cargo nw setup --print")
		return
	}
	file.New = []byte(without)
	p.plan.Proposals = append(p.plan.Proposals, file)
}

// forget removes the dependency on cargo-nested's library once nothing in the
// package uses it.
func (p *planner) forget(c pkg) error {
	if slices.ContainsFunc(p.sources(c), func(path string) bool {
		file, err := p.asPlanned(path)
		return err != nil || stub.MentionsPeer(string(file.New))
	}) {
		return nil
	}
	return p.change(c.path, func(text []byte) ([]byte, []string, error) {
		edited, tables, err := edit.WithoutDependency(text, stub.PeerCrate)
		var items []string
		for _, table := range tables {
			items = append(items, "without "+stub.PeerCrate+" in ["+table+"]")
		}
		return edited, items, err
	})
}
