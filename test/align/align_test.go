package align_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// four are workspaces with every kind of difference.
func four() map[string]map[string][2]string {
	return map[string]map[string][2]string{
		".": {
			"exact": {"1.0.17", "1"}, "tilde": {"2.7.6", "2"}, "zero": {"0.3.0", "0.3"}, "pin": {"1.0.3", "1"},
			"yank": {"1.0.2", "1"}, "pulls": {"1.1.0", "1"}, "pulled": {"1.0.0", "1"},
		},
		"a": {"exact": {"1.0.9", "=1.0.9"}, "tilde": {"2.6.4", "~2.6"}, "zero": {"0.3.1", "0.3"}, "p1": {"1.0.0", "1"}, "p2": {"1.2.0", "1"}},
		"b": {"tilde": {"2.6.5", "2"}, "zero": {"0.4.0", "0.4"}, "pin": {"1.0.1", "1"}, "yank": {"1.0.0", "1"}, "pulls": {"1.0.0", "1"}, "p1": {"1.0.1", "1"}},
		"c": {"yank": {"1.0.1", "1"}, "p2": {"1.0.0", "1"}, "pulled": {"1.1.0", "1"}},
	}
}

// moved is what [four] become: a version that a requirement allows, where it does
// not allow the highest; none that was yanked; both halves of a pair that pin
// each other; and a package that another one brings in, in a second round.
const moved = `Cargo.lock: 2 packages change
    pulled 1.0.0 → 1.1.0
    zero 0.3.0 → 0.3.1
a/Cargo.lock: 2 packages change
    p1 1.0.0 → 1.0.1
    tilde 2.6.4 → 2.6.5
b/Cargo.lock: 6 packages change
    pin 1.0.1 → 1.0.3
    pin_derive 1.0.1 → 1.0.3
    pulled 1.1.0 is new
    pulls 1.0.0 → 1.1.0
    tilde 2.6.5 → 2.7.6
    yank 1.0.0 → 1.0.1
c/Cargo.lock: 1 package changes
    p2 1.0.0 → 1.2.0
`

const left = `these keep another version:
    exact 1.0.9 in a, not 1.0.17: a 0.1.0 asks for =1.0.9 (a/Cargo.toml)
    tilde 2.6.5 in a, not 2.7.6: a 0.1.0 asks for ~2.6 (a/Cargo.toml)
    yank 1.0.1 in b, not 1.0.2: 1.0.2 was yanked
    yank 1.0.1 in c, not 1.0.2: 1.0.2 was yanked
`

// TestAlign moves all that can move, and says of the others why they stay. Until
// it writes, nothing in the tree is touched.
func TestAlign(t *testing.T) {
	t.Parallel()
	w := newWorld(t, four())
	before := files(w)
	if o := w.NW("drift", "--align", "--check").Status(4); o.Stdout != moved || o.Stderr != left {
		o.Fail("it is another report")
	}
	o := w.NW("drift", "--align").Status(2).Says(left+moved, "hint: cargo nw drift --yes --align")
	if o.Stdout != "" {
		o.Fail("it prints on stdout")
	}
	patch := w.NW("drift", "--align", "--diff", "--offline").Status(0).Stdout
	if files(w) != before {
		t.Error("files changed before anything was to be written")
	}

	w.NW("drift", "--align", "--yes").Status(0)
	after := map[string]string{}
	for dir := range four() {
		w.Cargo(dir, "metadata", "--locked", "--offline", "--format-version", "1").Status(0)
		after[dir] = locked(w, dir)
	}
	if got, want := after["b"], "p1 1.0.1\npin 1.0.3\npin_derive 1.0.3\npulled 1.1.0\npulls 1.1.0\ntilde 2.7.6\nyank 1.0.1\nzero 0.4.0"; got != want {
		t.Errorf("b has\n%s\nwant\n%s", got, want)
	}
	if o := w.NW("drift", "--align", "--check").Status(0); o.Stdout != "" || o.Stderr != left {
		o.Fail("the second call finds something else")
	}

	w.Write(harness.Files{"align.patch": patch})
	w.Run(".", "git", "apply", "--reverse", "align.patch").Status(0)
	w.Remove("align.patch")
	if files(w) != before {
		t.Error("the patch is not what was written")
	}
}

// files are the names of all files, and what is in lock files.
func files(w *harness.World) string {
	var out strings.Builder
	for _, path := range w.Find(".", "*") {
		rel, err := filepath.Rel(w.Dir, path)
		if err != nil {
			w.T.Fatal(err)
		}
		out.WriteString(rel + "\n")
		if filepath.Base(path) == "Cargo.lock" {
			out.WriteString(w.Read(rel))
		}
	}
	return out.String()
}

// TestNamed moves only the packages that are listed.
func TestNamed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, map[string]map[string][2]string{
		".": {"p1": {"1.0.0", "1"}, "p2": {"1.0.0", "1"}},
		"a": {"p1": {"1.0.1", "1"}, "p2": {"1.2.0", "1"}},
	})
	w.NW("drift", "--align", "--yes", "p2@1").Status(0)
	if got := locked(w, "."); got != "p1 1.0.0\np2 1.2.0" {
		t.Errorf("got\n%s", got)
	}
	w.NW("drift", "--align", "--yes", "absent").Status(2).Says("no lock file has a package absent")
	w.NW("drift", "--align", "--yes", "p2@x").Status(2).Says("x is not a version")
	w.NW("drift", "--align", "--yes", "--diff").Status(2).Says("--yes and --diff cannot be combined")
	w.NW("drift", "--align", "--format", "json").Status(2).Says("--format json cannot be combined with --align")
	w.NW("drift", "--yes").Status(2).Says("--yes, --diff and --offline are for --align")
	// Nothing has to be asked where nothing differs any more.
	w.WithPath("none").NW("drift", "--align", "--check", "p2").Status(0)
}

// TestCareful has a crate that comes along and cannot be had. Only the package
// that brings it stays.
func TestCareful(t *testing.T) {
	t.Parallel()
	for _, option := range []string{"", "--offline"} {
		t.Run(option, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, map[string]map[string][2]string{
				".": {"pulls": {"1.0.0", "1"}, "p2": {"1.0.0", "1"}},
				"a": {"pulls": {"1.1.0", "1"}, "pulled": {"1.0.0", "1"}, "p2": {"1.2.0", "1"}},
			})
			if err := os.Remove(filepath.Join(w.Home, "registry", "pulled-1.1.0.crate")); err != nil {
				t.Fatal(err)
			}
			argv := []string{"drift", "--align", "--yes"}
			if option != "" {
				argv = append(argv, option)
			}
			o := w.NW(argv...).Status(0).Says("pulls 1.0.0 in ., not 1.1.0: failed to download")
			if got := locked(w, "."); got != "p2 1.2.0\npulls 1.0.0" {
				o.Fail("the lock file has " + got)
			}
		})
	}
}

// TestLeftOut leaves out a workspace whose lock file is stale, and one whose
// cargo would write in the tree; the others are aligned.
func TestLeftOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t, map[string]map[string][2]string{
		".": {"p1": {"1.0.0", "1"}},
		"a": {"p1": {"1.0.1", "1"}},
		"b": {"p1": {"1.0.0", "1"}},
	})
	manifest := w.Read("b/Cargo.toml")
	w.Write(harness.Files{"b/Cargo.toml": manifest + "p2 = \"1\"\n"})
	before := w.Read("b/Cargo.lock")
	w.NW("drift", "--align", "--yes").Status(3).Says("error: b: cargo metadata: cannot update the lock file", "b/Cargo.lock because --locked was passed", "hint: cargo nw fetch")
	if got := locked(w, "."); got != "p1 1.0.1" {
		t.Errorf("the other one has %s", got)
	}
	w.Write(harness.Files{"b/Cargo.toml": manifest, "bin/cargo": "#!/bin/sh\nunset CARGO_RESOLVER_LOCKFILE_PATH\nexec '" + realcargo.Program(t, "cargo") + "' \"$@\"\n"})
	w.WithPath("bin").NW("drift", "--align", "--yes").Status(3).Says("error: b: this cargo cannot work on a copy of a lock file", "hint: cargo nw drift versions")
	if w.Read("b/Cargo.lock") != before {
		t.Error("a cargo that works on the real file has changed it")
	}
}
