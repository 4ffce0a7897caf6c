package doctor

import (
	"path/filepath"
	"regexp"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/regular"
	"github.com/cargo-nw/cargo-nw/internal/stub"
)

// extra is what a user may have added to a stub.
var extra = regexp.MustCompile(`\.args\(\[[^\]]*\]\)`)

// stubs finds build scripts and tests that call us the way an older version
// expected.
func (e *examination) stubs() error {
	for _, ws := range e.tree.Workspaces {
		for _, m := range ws.Members {
			loaded, err := e.reader.Load(m.Manifest)
			if err != nil || loaded.Package == nil || loaded.Package.Nested == nil {
				continue
			}
			dir := filepath.Dir(m.Manifest)
			e.stub(filepath.Join(dir, "build.rs"), stub.Build)
			tests, _ := filepath.Glob(filepath.Join(dir, "tests", "*.rs"))
			for _, path := range tests {
				e.stub(path, stub.Tests)
			}
		}
	}
	return nil
}

func (e *examination) stub(path string, current stub.Stub) {
	data, err := regular.Read(path)
	if err != nil {
		return
	}
	finding := Finding{Check: "stub", Severity: Warning, Path: path}
	e.peer(path, string(data), current)
	switch current.State(string(data)) {
	case stub.Outdated:
		finding.Message, finding.Hint = "is the stub of an earlier version of cargo-nw", "cargo nw setup --direct replaces it"
		e.add(finding)
	case stub.Merged:
		if missing := lacks(string(data), current.Text); missing != "" {
			finding.Message = "does not call `cargo-nw hook " + current.Hook + "` the way this version of cargo-nw expects; it lacks: " + missing
			finding.Hint = "cargo nw setup --print shows the current one"
			e.add(finding)
		}
	case stub.Current, stub.Foreign:
	}
}

// lacks is the first line of the current stub that is missing from text, apart
// from white space, attributes and arguments.
func lacks(text, current string) string {
	plain := func(line string) string { return strings.Join(strings.Fields(extra.ReplaceAllString(line, "")), "") }
	have := plain(text)
	for line := range strings.Lines(current) {
		if words := plain(line); len(words) > 2 && !strings.HasPrefix(words, "#[") && !strings.HasPrefix(words, "fn") && !strings.Contains(have, words) {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

// peer finds calls of cargo-nested: beside ours, all runs twice.
func (e *examination) peer(path, text string, ours stub.Stub) {
	if !ours.CallsPeer(text) {
		return
	}
	f := Finding{
		Check: "stub", Severity: Warning, Path: path,
		Message: "calls cargo-nested, which runs the nested workspaces of this package in its own way",
		Many:    "%d files call cargo-nested, which runs nested workspaces in its own way",
		Hint:    "remove the call and the dependency on nested_workspace; cargo nw setup --direct replaces them",
	}
	if ours.State(text) != stub.Foreign {
		f.Severity, f.Many = Error, ""
		f.Message = "calls both cargo-nw and cargo-nested, so everything runs twice"
		f.Hint = "cargo nw setup --direct removes the call of nested_workspace; then remove the dependency on it"
	}
	e.add(f)
}
