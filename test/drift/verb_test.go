package drift_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// logged is a World whose cargo writes down how it is called, and answers a
// question for a unit graph with answer unless that is "".
func logged(t *testing.T, answer string) *harness.World {
	t.Helper()
	w := harness.Real(t, harness.Archive(strings.NewReplacer("RESOLVER", "2", "EDITION", "2021").Replace(kinds)))
	fake := ""
	if answer != "" {
		fake = "case \"$*\" in *--unit-graph*) echo '" + answer + "'; exit;; esac\n"
	}
	w.Write(harness.Files{"bin/cargo": "#!/bin/sh\necho \"$*\" >>'" + w.Path("log") + "'\n" + fake + "exec '" + realcargo.Program(t, "cargo") + "' \"$@\"\n"})
	w.Cargo("ws", "generate-lockfile", "--offline").Status(0)
	return w.WithPath("bin")
}

// asked are the questions that cargo was asked since the last look.
func asked(w *harness.World) (graphs, trees int) {
	w.T.Helper()
	log := ""
	if w.Exists("log") {
		log = w.Read("log")
		w.Remove("log")
	}
	return strings.Count(log, "--unit-graph"), strings.Count(log, "tree ")
}

// TestCached asks once for each build, and again when something has changed.
func TestCached(t *testing.T) {
	t.Parallel()
	w := logged(t, "")
	first := w.NWIn("ws", "drift").Status(0)
	if graphs, _ := asked(w); graphs != 7 {
		t.Errorf("the first call asks for %d builds, want those of the workspace, of 5 members and of the default members", graphs)
	}
	second := w.NWIn("ws", "drift").Status(0)
	if graphs, _ := asked(w); graphs != 0 {
		t.Errorf("the second call asks for %d builds", graphs)
	}
	if first.Stdout != second.Stdout || first.Stdout == "" {
		t.Errorf("first\n%s\nsecond\n%s", first.Stdout, second.Stdout)
	}
	w.Write(harness.Files{"ws/util/src/bin/new.rs": "fn main() {}"})
	w.NWIn("ws", "drift").Status(0)
	if graphs, _ := asked(w); graphs != 7 {
		t.Errorf("after a new program it asks for %d builds", graphs)
	}
	if w.Exists("ws/target") {
		t.Error("there is a target directory in the workspace")
	}
}

// TestUnknownFormat is a cargo of which the graphs are not understood: sets of
// features are known then, but no costs.
func TestUnknownFormat(t *testing.T) {
	t.Parallel()
	w := logged(t, `{"version": 2, "units": []}`)
	out := w.NWIn("ws", "drift").Status(0)
	if _, trees := asked(w); trees != 7 {
		t.Errorf("cargo tree is asked %d times", trees)
	}
	for _, text := range []string{"this cargo says which features, but not what is compiled again", "    util 0.1.0\n      extra in the whole build, cargo build, -p cli\n", "extra: asked for by cli"} {
		if !strings.Contains(out.Stdout, text) {
			t.Errorf("%q is not in\n%s", text, out.Stdout)
		}
	}
	w.NWIn("ws", "drift", "--check", "features").Status(4)
}
