package nested

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/builddir"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// TestDiscoverIgnoringCase has directories as a file system that ignores case
// shows them: with each spelling, and all of them one.
func TestDiscoverIgnoringCase(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, roots, warns, want string }{
		{"twice", `"Fuzz", "fuzz", "FUZZ"`, "", ". Fuzz"},
		{"itself", `"loop"`, "is the workspace that lists it", ". loop"},
	} {
		dir := t.TempDir()
		for _, path := range []string{".", "Fuzz", "fuzz", "FUZZ", "loop", "Loop"} {
			roots := map[string]string{".": row.roots, "loop": `"../Loop"`}[path]
			text := "[workspace]\n[package]\nname = \"x\"\n"
			if roots != "" {
				text += "[package.metadata.nested_workspace]\nroots = [" + roots + "]\n"
			}
			if err := os.MkdirAll(filepath.Join(dir, path), 0o700); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(dir, path, manifest.FileName)
			if _, err := os.Stat(file); err == nil {
				continue // this file system is of that kind
			}
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		r := manifest.NewReader("")
		ws, err := r.Workspace(filepath.Join(dir, manifest.FileName))
		if err != nil {
			t.Fatal(err)
		}
		d := discovery{ctx: t.Context(), reader: r, seen: map[string]int{}, built: builddir.Seen{}, places: paths.PlacesBy(strings.EqualFold)}
		d.start(ws)
		err = d.descend(declarations(ws), 1)
		var got []string
		for _, ws := range d.tree.Workspaces {
			got = append(got, paths.Shown(dir, ws.Dir))
		}
		if strings.Join(got, " ") != row.want || (err == nil) != (row.warns == "") || err != nil && !strings.Contains(err.Error(), row.warns) {
			t.Errorf("%s: got %q, %v", row.name, got, err)
		}
	}
}
