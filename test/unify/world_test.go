package unify_test

import (
	_ "embed"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/registry"
)

//go:embed crates.txtar
var crates string

//go:embed workspace.txtar
var workspace string

// furnished is a World with a registry and with the files of an archive, in which
// WORD is replaced by what follows it. The workspace in ws has a lock file.
func furnished(t *testing.T, archive string, replacements ...string) *harness.World {
	t.Helper()
	w := harness.Real(t, harness.Archive(strings.NewReplacer(replacements...).Replace(archive)))
	if err := registry.Make(filepath.Join(w.Home, "registry"), filepath.Join(w.Home, ".cargo"), crates); err != nil {
		t.Fatal(err)
	}
	w.Cargo("ws", "generate-lockfile", "--offline").Status(0)
	return w
}

// files are those of the workspace in ws, but for what cargo builds.
func files(w *harness.World) map[string]string {
	w.T.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(w.Path("ws"), func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && e.Name() == "target":
			return fs.SkipDir
		case e.IsDir():
			found[path] = "a directory"
			return nil
		}
		data, err := os.ReadFile(path)
		found[path] = string(data)
		return err
	})
	if err != nil {
		w.T.Fatal(err)
	}
	return found
}

// unchanged demands that the files of the workspace in ws are as they were.
func unchanged(w *harness.World, before map[string]string, when string) {
	w.T.Helper()
	now := files(w)
	for path, text := range before {
		if now[path] != text {
			w.T.Errorf("%s: %s is\n%s\nand was\n%s", when, path, now[path], text)
		}
	}
	for path := range now {
		if _, ok := before[path]; !ok {
			w.T.Errorf("%s: there is %s", when, path)
		}
	}
	if mirrors := w.Find("../home/.cache/cargo-nw/unify/mirrors", "cargo-nw-unify-*"); len(mirrors) > 0 {
		w.T.Errorf("%s: a copy is left: %v", when, mirrors)
	}
}

type numbers struct {
	ThirdParty int `json:"third_party"`
	Local      int
}

// answer is the report as JSON.
type answer struct {
	Workspaces []struct {
		Workspace string
		Again     []struct {
			Command       string
			Before, After numbers
		} `json:"compiled_again"`
		Left []struct {
			Package, Reason string
			Members         []string
			Fails           bool
		}
		Files []string
	}
}

func report(w *harness.World, argv ...string) (a answer) {
	w.T.Helper()
	out := w.NWIn("ws", append([]string{"unify", "--format", "json"}, argv...)...).Status(0)
	if err := json.Unmarshal([]byte(out.Stdout), &a); err != nil || len(a.Workspaces) == 0 {
		w.T.Fatalf("got %v\n%s", err, out.Stdout)
	}
	return a
}

// built runs a command in the whole workspace, then for each member, and counts
// what cargo compiles for the members.
func built(w *harness.World, command []string, members ...string) (again numbers) {
	w.T.Helper()
	command = append(append([]string{}, command...), "--offline", "--quiet", "--message-format=json")
	w.Cargo("ws", append(command, "--workspace")...).Status(0)
	for _, member := range members {
		out := w.Cargo("ws", append(command, "-p", member)...).Status(0)
		for line := range strings.Lines(out.Stdout) {
			var m struct {
				Reason  string
				Package string `json:"package_id"`
				Fresh   bool
			}
			if err := json.Unmarshal([]byte(line), &m); err != nil {
				w.T.Fatal(err)
			}
			switch {
			case m.Reason != "compiler-artifact" || m.Fresh:
			case strings.HasPrefix(m.Package, "path+") && strings.Contains(m.Package, "/ws/"):
				again.Local++
			default:
				again.ThirdParty++
			}
		}
	}
	return again
}
