package setup

import (
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
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

// stubs takes care of the two stubs of the package at path.
func (p *planner) stubs(path string) error {
	file, err := change.Read(path)
	if err != nil {
		return err
	}
	settings, err := manifest.ParseSettings(path, file.Old)
	if err != nil {
		return err
	}
	dir := filepath.Dir(path)
	if p.parts.Has(Script) {
		if err := p.script(path, settings.Build()); err != nil {
			return err
		}
	}
	if !p.parts.Has(Test) || p.testCalls(dir) {
		return nil
	}
	if !settings.FindsTest(settings, testName) {
		p.note(path, "tests are not discovered automatically here, so the test stub is left out",
			`add [[test]] name = "nested_workspaces" to it, and run cargo nw setup again`)
		return nil
	}
	return p.stub(filepath.Join(dir, filepath.FromSlash(testPath)), stub.Tests, "cargo test")
}

// script takes care of the build script. build is the manifest's key.
func (p *planner) script(path string, build any) error {
	name := "build.rs"
	switch build := build.(type) {
	case nil:
	case bool:
		if !build {
			p.note(path, "has build = false, so the build script is left out", "to use direct mode under cargo build and check, remove the key")
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
		p.note(path, "has its build script outside these workspaces, so setup leaves "+args.Quote(file)+" as it is", "call the hook in it: cargo nw setup --print")
		return nil
	}
	return p.stub(file, stub.Build, "cargo build, check and clippy")
}

// testCalls says whether another test of the package calls the hook.
func (p *planner) testCalls(dir string) bool {
	files, _ := filepath.Glob(filepath.Join(dir, "tests", "*.rs"))
	for _, path := range files {
		file, err := change.Read(path)
		if err == nil && filepath.Base(path) != filepath.Base(testPath) && stub.Tests.State(string(file.Old)) != stub.Foreign {
			return true
		}
	}
	return false
}

// stub takes care of one file.
func (p *planner) stub(path string, wanted stub.Stub, under string) error {
	file, err := change.Read(path)
	if err != nil {
		return err
	}
	text := string(file.Old)
	file.New, file.What = []byte(wanted.Text), "create, for direct mode under "+under
	switch state := wanted.State(text); {
	case !file.Exists:
		p.plan.Changes = append(p.plan.Changes, file)
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
