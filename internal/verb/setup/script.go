package setup

import (
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
)

// testName is the test that calls the hook.
const (
	testName = "nested_workspaces"
	testPath = "tests/" + testName + ".rs"
)

// stubs takes care of the two stubs of the package at path.
func (p *planner) stubs(path string) error {
	text, _, err := read(path)
	if err != nil {
		return err
	}
	settings, err := manifest.ParseSettings(path, text)
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
	if !settings.FindsTest(testName) {
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
	return p.stub(filepath.Join(filepath.Dir(path), name), BuildStub, "cargo build, check and clippy")
}

// testCalls says whether another test of the package calls the hook.
func (p *planner) testCalls(dir string) bool {
	paths, _ := filepath.Glob(filepath.Join(dir, "tests", "*.rs"))
	for _, path := range paths {
		text, _, err := read(path)
		if err == nil && filepath.Base(path) != filepath.Base(testPath) && TestsStub.State(string(text)) != Foreign {
			return true
		}
	}
	return false
}

// stub takes care of one file.
func (p *planner) stub(path string, stub Stub, under string) error {
	text, exists, err := read(path)
	if err != nil {
		return err
	}
	file := File{Path: path, Exists: exists, Old: text, New: []byte(stub.Text), What: "create, for direct mode under " + under}
	switch state := stub.State(string(text)); {
	case !exists:
		p.plan.Changes = append(p.plan.Changes, file)
	case state == Outdated:
		file.What = "replace by the stub of this version"
		p.plan.Changes = append(p.plan.Changes, file)
	case state == Foreign:
		merged, ok := stub.merge(string(text))
		if !ok {
			p.note(path, "is not ours and has no place for the hook that could be told", "call the hook in it: cargo nw setup --print")
			return nil
		}
		file.New, file.What = []byte(merged), "is not ours, so that setup only proposes a patch"
		p.plan.Proposals = append(p.plan.Proposals, file)
	}
	return nil
}
