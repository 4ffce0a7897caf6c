package edit_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/edit"
)

// TestShare puts the key in and takes it out again: that gives the text that was
// there, comments and line endings included.
func TestShare(t *testing.T) {
	t.Parallel()
	const p = "[package]\nname = \"x\"\n"
	for name, c := range map[string]struct {
		owner    edit.Owner
		old, new string
		once     bool // not the same after taking it out
	}{
		"a table":         {edit.Package, p + "[package.metadata.nested_workspace] # mine\nroots = [\"a\"] # all\n\n[dependencies]\n", p + "[package.metadata.nested_workspace] # mine\nroots = [\"a\"] # all\nshare = true\n\n[dependencies]\n", false},
		"several lines":   {edit.Package, p + "[package.metadata.nested_workspace]\n  roots = [\n    \"a\", # ]\n  ]\n  rerun = \"changed\"", p + "[package.metadata.nested_workspace]\n  roots = [\n    \"a\", # ]\n  ]\n  share = true\n  rerun = \"changed\"", false},
		"at the end":      {edit.Package, p + "[package.metadata.nested_workspace]\nroots = [\"a\"]", p + "[package.metadata.nested_workspace]\nroots = [\"a\"]\nshare = true\n", true},
		"carriage return": {edit.Package, strings.ReplaceAll(p+"[package.metadata.nested_workspace]\nroots = []\n", "\n", "\r\n"), strings.ReplaceAll(p+"[package.metadata.nested_workspace]\nroots = []\nshare = true\n", "\n", "\r\n"), false},
		"a workspace":     {edit.Workspace, "[workspace]\n[workspace.metadata.nested_workspace]\nroots = [\"a\"]\n", "[workspace]\n[workspace.metadata.nested_workspace]\nroots = [\"a\"]\nshare = true\n", false},
		"dotted":          {edit.Package, p + "metadata.nested_workspace.roots = [\"a\"]\n", p + "metadata.nested_workspace.roots = [\"a\"]\nmetadata.nested_workspace.share = true\n", false},
		"inline":          {edit.Package, p + "metadata = { nested_workspace = { roots = [\"a\"], rerun = \"always\" } }\n", p + "metadata = { nested_workspace = { roots = [\"a\"], share = true, rerun = \"always\" } }\n", false},
		"inline, last":    {edit.Package, p + "metadata = { nested_workspace = { roots = [\"a\"] } }\n", p + "metadata = { nested_workspace = { roots = [\"a\"], share = true } }\n", false},
		"tables":          {edit.Package, p + "[[package.metadata.nested_workspace.roots]]\npath = \"a\"\n", p + "[[package.metadata.nested_workspace.roots]]\npath = \"a\"\n\n[package.metadata.nested_workspace]\nshare = true\n", true},
		"false":           {edit.Package, p + "[package.metadata.nested_workspace]\nroots = []\nshare = false # no\n", p + "[package.metadata.nested_workspace]\nroots = []\nshare = true # no\n", true},
		"a project":       {edit.Package, "[project]\nname = \"x\"\n[project.metadata.nested_workspace]\nroots = []\n", "[project]\nname = \"x\"\n[project.metadata.nested_workspace]\nroots = []\nshare = true\n", false},
		"marked":          {edit.Package, "\ufeff" + p + "[package.metadata.nested_workspace]\nroots = []\n", "\ufeff" + p + "[package.metadata.nested_workspace]\nroots = []\nshare = true\n", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := edit.Share([]byte(c.old), c.owner, true)
			if err != nil || string(got) != c.new {
				t.Fatalf("on: %v\n%q\n%q", err, got, c.new)
			}
			if again, wrong := edit.Share(got, c.owner, true); wrong != nil || string(again) != c.new {
				t.Errorf("on, again: %v\n%q", wrong, again)
			}
			back, err := edit.Share(got, c.owner, false)
			if err != nil || !c.once && string(back) != c.old || strings.Contains(string(back), "share") {
				t.Errorf("off: %v\n%q\n%q", err, back, c.old)
			}
			if again, err := edit.Share(back, c.owner, false); err != nil || string(again) != string(back) {
				t.Errorf("off, again: %v\n%q", err, again)
			}
		})
	}
}

// TestShareRefused has texts that are left to a person.
func TestShareRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"[package", "[package]\nname = \"x\"\n", "[package]\nmetadata = 1\n"} {
		_, err := edit.Share([]byte(text), edit.Package, true)
		if refused, ok := errors.AsType[*edit.RefusedError](err); !ok || refused.Add == "" {
			t.Errorf("%q: %v", text, err)
		}
	}
}
