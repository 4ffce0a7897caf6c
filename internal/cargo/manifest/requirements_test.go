package manifest_test

import (
	"slices"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
)

func TestRequirements(t *testing.T) {
	t.Parallel()
	parse := func(text string) manifest.Settings {
		s, err := manifest.ParseSettings("Cargo.toml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	root := parse("[workspace.dependencies]\nserde = { version = '~1.0.2', features = ['x'] }\nlog = '0.4'\n")
	own := parse(`[package]
name = 'a'
[dependencies]
serde.workspace = true
old = { package = 'new', version = '=1.0.0' }
local = { path = '../local' }
[dev_dependencies]
log.workspace = true
[target.'cfg(unix)'.build-dependencies]
cc = '1'
`)
	want := []manifest.Requirement{
		{"new", "=1.0.0", "dependencies"},
		{"serde", "~1.0.2", "dependencies"},
		{"log", "0.4", "dev-dependencies"},
		{"cc", "1", "target.cfg(unix).build-dependencies"},
	}
	if got := own.Requirements(root); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
