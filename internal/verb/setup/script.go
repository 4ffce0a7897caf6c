package setup

import (
	"fmt"
	"path/filepath"

	"github.com/pelletier/go-toml/v2"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/change"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/undeclared"
)

// targets are the keys of a manifest that say which build script and which
// tests a package has
// (https://doc.rust-lang.org/cargo/reference/cargo-targets.html#target-auto-discovery,
// https://doc.rust-lang.org/cargo/reference/manifest.html#the-build-field).
type targets struct {
	Package, Project struct {
		Build     any
		Autotests *bool
		Edition   any
	}
	Test []struct{ Name, Path string }
}

const testPath = "tests/nested_workspaces.rs"

// stubs takes care of the two stubs of the package at path.
func (p *planner) stubs(path string) error {
	file, err := change.Read(path)
	if err != nil {
		return err
	}
	var t targets
	if err := toml.Unmarshal(trimBOM(file.Old), &t); err != nil {
		return fmt.Errorf("reading %s: %w", path, err)
	}
	if t.Package.Build == nil {
		t.Package = t.Project
	}
	dir := filepath.Dir(path)
	if p.parts.Has(Script) {
		if err := p.script(path, t.Package.Build); err != nil {
			return err
		}
	}
	if !p.parts.Has(Test) || p.testCalls(dir) {
		return nil
	}
	if !t.finds() {
		p.note(path, "tests are not found by themselves here, so that the test stub is left out",
			`add [[test]] name = "nested_workspaces" to it, and run cargo nw setup again`)
		return nil
	}
	return p.stub(filepath.Join(dir, filepath.FromSlash(testPath)), TestsStub, "cargo test")
}

// script takes care of the build script. build is the manifest's key.
func (p *planner) script(path string, build any) error {
	name := "build.rs"
	switch build := build.(type) {
	case nil:
	case bool:
		if !build {
			p.note(path, "says build = false, so that the build script is left out", "remove the key for direct mode under cargo build and check")
			return nil
		}
	case string:
		name = filepath.FromSlash(build)
	default:
		p.note(path, "has several build scripts; setup leaves them as they are", "call the hook in one of them: cargo nw setup --print")
		return nil
	}
	file := paths.Absolute(filepath.Dir(path), name)
	if !undeclared.In(p.scope, file) {
		p.note(path, "has its build script outside of these workspaces, so setup leaves "+args.Quote(file)+" as it is", "call the hook in it: cargo nw setup --print")
		return nil
	}
	return p.stub(file, BuildStub, "cargo build, check and clippy")
}

// finds says whether cargo would take tests/nested_workspaces.rs for a test. In
// edition 2015 one [[test]] is enough for it not to look.
func (t targets) finds() bool {
	for _, test := range t.Test {
		if filepath.ToSlash(test.Path) == testPath || test.Path == "" && test.Name == "nested_workspaces" {
			return true
		}
	}
	if t.Package.Autotests != nil {
		return *t.Package.Autotests
	}
	old := t.Package.Edition == nil || t.Package.Edition == "2015"
	return !old || len(t.Test) == 0
}

// testCalls says whether another test of the package calls the hook.
func (p *planner) testCalls(dir string) bool {
	files, _ := filepath.Glob(filepath.Join(dir, "tests", "*.rs"))
	for _, path := range files {
		file, err := change.Read(path)
		if err == nil && filepath.Base(path) != filepath.Base(testPath) && TestsStub.State(string(file.Old)) != Foreign {
			return true
		}
	}
	return false
}

// stub takes care of one file.
func (p *planner) stub(path string, stub Stub, under string) error {
	file, err := change.Read(path)
	if err != nil {
		return err
	}
	text := string(file.Old)
	file.New, file.What = []byte(stub.Text), "create, for direct mode under "+under
	switch state := stub.State(text); {
	case !file.Exists:
		p.plan.Changes = append(p.plan.Changes, file)
	case state == Outdated:
		file.What = "replace by the stub of this version"
		p.plan.Changes = append(p.plan.Changes, file)
	case state == Foreign:
		merged, ok := stub.merge(text)
		if !ok {
			p.note(path, "is not ours and has no place for the hook that could be told", "call the hook in it: cargo nw setup --print")
			return nil
		}
		file.New, file.What = []byte(merged), "is not ours, so that setup only proposes a patch"
		p.plan.Proposals = append(p.plan.Proposals, file)
	}
	return nil
}
