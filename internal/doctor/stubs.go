package doctor

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/setup"
)

// extra is what somebody may have added to a stub.
var extra = regexp.MustCompile(`\.args\(\[[^\]]*\]\)`)

// stubs finds build scripts and tests that call us in the way of an older
// version.
func (e *examination) stubs() {
	for _, ws := range e.tree.Workspaces {
		for _, m := range ws.Members {
			loaded, err := e.reader.Load(m.Manifest)
			if err != nil || loaded.Package == nil || loaded.Package.Nested == nil {
				continue
			}
			dir := filepath.Dir(m.Manifest)
			e.stub(filepath.Join(dir, "build.rs"), "build", setup.BuildScript)
			tests, _ := filepath.Glob(filepath.Join(dir, "tests", "*.rs"))
			for _, path := range tests {
				e.stub(path, "test", setup.TestStub)
			}
		}
	}
}

func (e *examination) stub(path, kind, current string) {
	data, err := os.ReadFile(path) //nolint:gosec // the user's own build script
	if err != nil || !bytes.Contains(data, []byte(`"hook", "`+kind+`"`)) {
		return
	}
	if missing := lacks(string(data), current); missing != "" {
		e.add(Finding{
			Check: "stub", Severity: Warning, Path: path,
			Message: "calls `cargo-nw hook " + kind + "` otherwise than this version of cargo-nw asks for; it lacks: " + missing,
			Hint:    "cargo nw setup --print shows the present one",
		})
	}
}

// lacks is the first line of the present stub that text does not have, white
// space, attributes and arguments aside.
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
