package setup

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/change"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/stub"
	"github.com/cargo-nw/cargo-nw/internal/undeclared"
)

// testName is the test that calls the hook.
const (
	testName = "nested_workspaces"
	testPath = "tests/" + testName + ".rs"
)

// stubs takes care of the two stubs of a package.
func (p *planner) stubs(c pkg) error {
	if err := p.script(c); err != nil {
		return err
	}
	own := filepath.Join(c.dir(), filepath.FromSlash(testPath))
	for _, path := range p.tests(c) {
		file, err := change.Read(path)
		if err != nil {
			continue
		}
		if text := string(file.Old); path != own && stub.Tests.State(text) != stub.Foreign || stub.Tests.CallsPeer(text) {
			return p.stub(path, stub.Tests, "cargo test")
		}
	}
	if !c.settings.FindsTest(c.root, testName) {
		p.note(c.path, "tests are not discovered automatically here, so the test stub is left out",
			`add [[test]] name = "nested_workspaces" to it, and run cargo nw setup --direct again`)
		return nil
	}
	return p.stub(own, stub.Tests, "cargo test")
}

// script takes care of the build script.
func (p *planner) script(c pkg) error {
	switch build := c.settings.Build().(type) {
	case nil, string:
	case bool:
		if !build {
			p.note(c.path, "has build = false, so the build script is left out", "to use direct mode under cargo build and check, remove the key")
			return nil
		}
	default:
		p.note(c.path, "has several build scripts; setup leaves them as they are", "call the hook in one of them: cargo nw setup --print")
		return nil
	}
	file := p.scripts(c)[0]
	if !undeclared.In(p.scope, file) {
		p.note(c.path, "has its build script outside these workspaces, so setup leaves "+args.Quote(file)+" as it is", "call the hook in it: cargo nw setup --print")
		return nil
	}
	return p.stub(file, stub.Build, "cargo build, check and clippy")
}

// scripts is where the package's build script is, or would be.
func (p *planner) scripts(c pkg) []string {
	switch build := c.settings.Build().(type) {
	case string:
		return []string{paths.Absolute(c.dir(), filepath.FromSlash(build))}
	case nil:
		return []string{filepath.Join(c.dir(), "build.rs")}
	case bool:
		if build {
			return []string{filepath.Join(c.dir(), "build.rs")}
		}
	}
	return nil
}

// tests are the package's files of tests, with those that the plan creates.
func (p *planner) tests(c pkg) []string {
	files, _ := filepath.Glob(filepath.Join(c.dir(), "tests", "*.rs"))
	own := filepath.Join(c.dir(), filepath.FromSlash(testPath))
	if slices.ContainsFunc(p.plan.Changes, func(f change.File) bool { return f.Path == own }) && !slices.Contains(files, own) {
		files = append(files, own)
	}
	return files
}

// stub takes care of one file.
func (p *planner) stub(path string, wanted stub.Stub, under string) error {
	file, err := change.Read(path)
	if err != nil {
		return err
	}
	text := string(file.Old)
	file.New, file.What = []byte(wanted.Text), "create, for direct mode under "+under
	state := wanted.State(text)
	switch {
	case !file.Exists:
		p.plan.Changes = append(p.plan.Changes, file)
	case wanted.CallsPeer(text):
		p.instead(file, wanted)
	case state == stub.Outdated:
		file.What = "replace with the stub of this version"
		p.plan.Changes = append(p.plan.Changes, file)
	case state == stub.Foreign:
		merged, ok := wanted.Merge(text)
		if !ok {
			p.note(path, "is not a cargo-nw stub, and setup finds no place in it to call the hook", "call the hook in it: cargo nw setup --print")
			return nil
		}
		file.New, file.What = []byte(merged), "is not a cargo-nw stub, so setup only proposes a patch"
		p.plan.Proposals = append(p.plan.Proposals, file)
	}
	return nil
}

// isStub says whether a source is nothing but a stub, of this version or an
// earlier one.
func isStub(text string) bool {
	return slices.ContainsFunc([]stub.Stub{stub.Build, stub.Tests}, func(s stub.Stub) bool {
		state := s.State(text)
		return state == stub.Current || state == stub.Outdated
	})
}

// sources are the Rust files of a package's own targets: those in its usual
// directories, and its build script.
func (p *planner) sources(c pkg) []string {
	list := p.scripts(c)
	for _, dir := range []string{"src", "tests", "examples", "benches"} {
		_ = filepath.WalkDir(filepath.Join(c.dir(), dir), func(path string, d os.DirEntry, err error) error {
			if err == nil && !d.IsDir() && strings.HasSuffix(path, ".rs") {
				list = append(list, path)
			}
			return nil // what cannot be read is none of them
		})
	}
	return list
}
