package traverse

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/cargo-nw/cargo-nw/nested"
)

// TestAfter lets the first one that needs a toolchain install it.
func TestAfter(t *testing.T) {
	t.Parallel()
	steps := make([]nested.Step, 5)
	steps[3].After = []int{0, 2}
	steps[4].After = []int{1}
	before := steps[3].After
	after(steps, []int{1, 3, 4})
	for i, want := range [][]int{nil, nil, nil, {0, 1, 2}, {1}} {
		if !reflect.DeepEqual(steps[i].After, want) {
			t.Errorf("step %d comes after %v, want %v", i, steps[i].After, want)
		}
	}
	if !reflect.DeepEqual(before, []int{0, 2}) {
		t.Errorf("somebody else's list became %v", before)
	}
}

// TestChooser asks which toolchain rustup chooses.
func TestChooser(t *testing.T) {
	t.Parallel()
	top := t.TempDir()
	for name, text := range map[string]string{"rust-toolchain.toml": "[toolchain]\nchannel = \"beta\"\n", "own/rust-toolchain": "1.70.0\n", "bad/rust-toolchain.toml": "[", "by-path/rust-toolchain.toml": "[toolchain]\npath = \"/x\"\n"} {
		path := filepath.Join(top, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		dir           string
		named, handed string
		want          string
	}{
		{"own", "", "", "1.70.0"},
		{"plain/below", "", "", "beta"},
		{"own", "nightly", "", "nightly"},
		{"own", "", "nightly", "1.70.0"},
		{"plain", "", "nightly", "nightly"},
		{"bad", "", "", ""},
		{"by-path", "", "", ""},
	} {
		step := nested.Step{Spec: nested.Spec{Site: nested.Site{Dir: filepath.Join(top, c.dir)}}}
		if c.dir == "own" {
			step.Workspace.Toolchain, step.Workspace.Pinned = filepath.Join(top, "own", "rust-toolchain"), true
		}
		if want := "mine"; c.named == "" {
			set := step
			set.Toolchain = want
			if got := (chooser{c.named, c.handed, map[string]string{}}).by(set); got != want {
				t.Errorf("%+v: got %q for what roots sets", c, got)
			}
		}
		if got := (chooser{c.named, c.handed, map[string]string{}}).by(step); got != c.want {
			t.Errorf("%+v: got %q", c, got)
		}
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	for want, dirs := range map[string][]string{
		"a": {"a"}, "a, b, c, d, e, f": {"a", "b", "c", "d", "e", "f"}, "a, b, c, d, e and 2 more": {"a", "b", "c", "d", "e", "f", "g"},
	} {
		if got := list(dirs); got != want {
			t.Errorf("list(%q) = %q", dirs, got)
		}
	}
}
