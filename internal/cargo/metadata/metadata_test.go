package metadata_test

import (
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/metadata"
)

// TestParse has two versions of one package, of which one is renamed.
func TestParse(t *testing.T) {
	t.Parallel()
	m, err := metadata.Parse([]byte(`{"packages": [
		{"id": "a", "name": "a", "version": "0.1.0", "source": null, "manifest_path": "/a/Cargo.toml", "features": {"f": ["dep:new"]}, "dependencies": [
			{"name": "x", "rename": null, "req": "^1", "kind": null, "target": null, "optional": false, "uses_default_features": true, "features": ["y"]},
			{"name": "x", "rename": "new-x", "req": "^2", "kind": "build", "target": "cfg(unix)", "optional": true, "uses_default_features": false, "features": []},
			{"name": "z", "rename": null, "req": "^1", "kind": "dev", "target": null, "optional": false, "uses_default_features": true, "features": []}]},
		{"id": "x1", "name": "x", "version": "1.0.0", "source": "r", "features": {}, "dependencies": []},
		{"id": "x2", "name": "x", "version": "2.0.0", "source": "r", "features": {}, "dependencies": []}],
		"workspace_members": ["a"],
		"resolve": {"nodes": [{"id": "a", "deps": [
			{"name": "x", "pkg": "x1", "dep_kinds": [{"kind": null, "target": null}]},
			{"name": "new_x", "pkg": "x2", "dep_kinds": [{"kind": "build", "target": "cfg(unix)"}]}]}]}}`))
	if err != nil {
		t.Fatal(err)
	}
	deps := m.Packages["a"].Dependencies
	for i, want := range []struct{ to, key, label string }{{"x1", "x", ""}, {"x2", "new-x", "build cfg(unix)"}, {"", "z", "dev"}} {
		if d := deps[i]; d.To != want.to || d.Key() != want.key || d.Label() != want.label {
			t.Errorf("got %q %q %q, want %q", d.To, d.Key(), d.Label(), want)
		}
	}
	if len(m.Members) != 1 || m.Packages["a"].Manifest != "/a/Cargo.toml" || m.Packages["a"].Source != "" {
		t.Errorf("got %+v", m)
	}
	if _, err := metadata.Parse([]byte("[")); err == nil {
		t.Error("what is no metadata is read")
	}
}

func TestFeatureValues(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		value     string
		activates bool
		feature   string
		passes    bool
	}{
		{"dep:x", true, "", false},
		{"x", true, "", false},
		{"x/f", true, "f", true},
		{"x?/f", false, "f", true},
		{"y/f", false, "f", false},
		{"dep:y", false, "", false},
	} {
		if got := metadata.Activates(row.value, "x"); got != row.activates {
			t.Errorf("%s activates x: got %t", row.value, got)
		}
		if f, ok := metadata.Passes(row.value, "x"); ok != row.passes || ok && f != row.feature {
			t.Errorf("%s passes %q, %t", row.value, f, ok)
		}
	}
}
