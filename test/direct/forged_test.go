//go:build unix

package direct_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// forged are variables that say, in the words of this program, that there is
// nothing to do in outer.
func forged(s *harness.World) map[string][]string {
	sum := sha256.Sum256([]byte(s.Path("outer")))
	visits := "traversal\x001\x00" + s.Path("outer") + "\x00"
	notices := harness.Files{}
	stat, err := os.ReadFile("/proc/1/stat")
	if fields := strings.Fields(string(stat)); err == nil && len(fields) > 21 {
		notices["notices/1-"+fields[21]] = visits // process 1 is above all, but has not said so
	}
	for _, name := range []string{"1-0", "0-0", ""} {
		notices["notices/"+name+".x"] = visits
	}
	s.Write(notices)
	return map[string][]string{
		"traversal of process 1":  {"_CARGO_NW_TRAVERSAL=1 " + hex.EncodeToString(sum[:4])},
		"notices of nobody":       {"_CARGO_NW_NOTICES=" + s.Path("notices")},
		"notices that do not lie": {"_CARGO_NW_NOTICES=/proc/self"},
	}
}

// byConfig has .cargo/config.toml of the repository set the variables.
func byConfig(env []string) harness.Files {
	var text strings.Builder
	text.WriteString("[env]\n")
	for _, kv := range env {
		name, value, _ := strings.Cut(kv, "=")
		fmt.Fprintf(&text, "%s = { value = '''%s''', force = true }\n", name, value)
	}
	return harness.Files{"outer/.cargo/config.toml": text.String()}
}

// A variable that no cargo-nw above has set never makes a hook pass in silence.
func TestForgedTraversal(t *testing.T) {
	t.Parallel()
	tree := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner"]`), harness.Tested("outer"), harness.Library("outer/inner", "inner"))
	for name, env := range forged(tree) {
		for way, s := range map[string]*harness.World{"shell": tree.With(env...), "config": tree} {
			s.Remove("outer/.cargo", "outer/inner/target")
			if way == "config" {
				s.Write(byConfig(env))
			}
			o := s.Cargo("outer", "check", "--offline").Status(0)
			if len(s.Find("outer/inner/target", "libinner-*.rmeta")) == 0 {
				o.Fail(name + " by " + way + ": the hook was silent")
			}
			if strings.HasPrefix(env[0], "_CARGO_NW_NOTICES") {
				o.Once("variables say that a cargo-nw has started this cargo")
			}
			s.Cargo("outer", "test", "--offline").Status(0).Says("Nested inner")
		}
	}
}

// A way that no hook above has taken is an error, not a reason to be silent.
func TestForgedStack(t *testing.T) {
	t.Parallel()
	tree := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner"]`), harness.Tested("outer"), harness.Library("outer/inner", "inner"))
	env := []string{`_CARGO_NW_STACK="` + tree.Path("outer/Cargo.toml") + `" "/x" "true"`}
	tree.With(env...).Cargo("outer", "check", "--offline").Status(101).Says("forms a cycle", "no cargo-nw above confirms it", "unset _CARGO_NW_STACK")
	tree.Write(byConfig(env))
	tree.Cargo("outer", "check", "--offline").Status(101).Says("forms a cycle", "no cargo-nw above confirms it")
	if tree.Exists("outer/inner/target") {
		t.Error("the nested workspace was built")
	}
	// A true way, and a false variable next to it.
	s := dependentTree(t, plainRoot)
	s.Write(harness.Files{"outer/examples/.cargo/config.toml": byConfig([]string{
		`_CARGO_NW_STACK="` + s.Path("outer/Cargo.toml") + `" "` + s.Path("outer/examples") + `" "true"`,
	})["outer/.cargo/config.toml"]})
	s.Cargo("outer", "check", "--offline").Status(101).Says("forms a cycle")
}

// Locks that no process holds move a run, and that is reported.
func TestForgedLocks(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner"]`), harness.Library("outer/inner", "inner"))
	s.With(`_CARGO_NW_HELD="`+s.Path("outer/inner/target/debug")+`"`).
		Cargo("outer", "check", "--offline").Status(0).Once("inner is built in inner/target/cargo-nw/inner-")
	s.With("_CARGO_NW_HELD=x").Cargo("outer", "check", "--offline").Status(101).Says("reading _CARGO_NW_HELD")
}

// The repository's own TMPDIR is not where this program looks.
func TestNoticesUnderOtherTemporaryDirectory(t *testing.T) {
	t.Parallel()
	s := dependentTree(t, dependentRoot)
	s.Write(byConfig([]string{"TMPDIR=" + s.Path("elsewhere"), "XDG_RUNTIME_DIR=/nonexistent"}))
	s.Write(harness.Files{"elsewhere/.keep": ""})
	s.Cargo("outer", "nw", "check", "--offline").Status(0).Silent("warning", "error")
	s.Remove("outer/target", "outer/examples/target")
	s.Cargo("outer", "check", "--offline").Status(0).Silent("warning", "error")
	if found := s.Find(".", "cargo-nw-*"); len(found) > 0 {
		t.Error("left behind:", found)
	}
}

// sandboxed puts a cargo first on PATH that runs the real one in its own
// process namespace. It skips the test if that is impossible.
func sandboxed(t *testing.T, s *harness.World) *harness.World {
	t.Helper()
	unshare := []string{"unshare", "--user", "--map-root-user", "--pid", "--fork", "--mount-proc"}
	if os.Geteuid() == 0 {
		unshare = []string{"unshare", "--pid", "--fork", "--mount-proc"}
	}
	if !realcargo.Succeeds(append(slices.Clip(unshare), "true")...) {
		t.Skip("no process namespace here")
	}
	s.Write(harness.Files{"bin/cargo": "#!/bin/sh\nexec " + strings.Join(unshare, " ") + " " + realcargo.Program(t, "cargo") + " \"$@\"\n"})
	return s.WithPath("bin")
}

// A hook that cannot see what is above it does its work, and says why.
func TestHookInSandbox(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner"]`), harness.Library("outer/inner", "inner"))
	s = sandboxed(t, s.Plain())
	o := s.Run("outer", "cargo-nw", "--no-self", "check", "--offline").Status(0)
	o.Silent("warning")
	s.Remove("outer/inner/target")
	s.Run("outer", "cargo-nw", "--exclude", "inner", "check", "--offline").Status(0).
		Once("variables say that a cargo-nw has started this cargo, but none was found above it")
	if len(s.Find("outer/inner/target", "libinner-*.rmeta")) == 0 {
		t.Error("the hook was silent although it could not see the traversal")
	}
}

// Without /proc no hook is silent. The real cargo does not work there.
func TestHookWithoutProc(t *testing.T) {
	t.Parallel()
	hide := []string{"--mount", "sh", "-c", `mount -t tmpfs none /proc && exec "$@"`, "sh"}
	if !realcargo.Succeeds(append([]string{"unshare"}, append(slices.Clip(hide), "true")...)...) {
		t.Skip("no mount namespace here")
	}
	w := harness.Fake(t, harness.Archive("-- Cargo.toml --\n[workspace]\n[package]\nname = \"outer\"\n[package.metadata.nested_workspace]\nroots = [{ path = \"inner\", dependent = true }]\n-- inner/Cargo.toml --\n[package]\nname = \"inner\"\n[workspace]\n"))
	w = w.With("CARGO_NET_OFFLINE=true")
	if o := w.Run(".", append([]string{"unshare"}, append(slices.Clip(hide), "cargo-nw", "check")...)...); o.Code != 0 || !strings.Contains(o.Stderr, "hooks cannot be told which workspaces this traversal visits") {
		t.Errorf("a traversal: status %d\n%s", o.Code, o.Stderr)
	}
	if log := w.Took(); strings.Count(log, "check") != 2 {
		t.Errorf("a traversal ran %q", log)
	}
	w.Env = append(w.Env, "CARGO_MANIFEST_DIR="+w.Dir, "OUT_DIR="+w.Dir+"/target/debug/build/outer-0/out", "CARGO_CFG_TARGET_OS=linux", "_CARGO_NW_NOTICES=/tmp")
	o := w.Run(".", append([]string{"unshare"}, append(slices.Clip(hide), "cargo-nw", "hook", "build")...)...)
	for _, want := range []string{"cargo::warning=variables say that a cargo-nw has started this cargo", "cargo::warning=hooks in packages that nested workspaces depend on will report a cycle"} {
		if o.Code != 0 || !strings.Contains(o.Stdout, want) {
			t.Errorf("a hook: status %d, stdout lacks %s:\n%s%s", o.Code, want, o.Stdout, o.Stderr)
		}
	}
	if log := w.Took(); !strings.Contains(log, "inner\x00build") {
		t.Errorf("a hook ran %q", log)
	}
	w.Env = append(w.Env, `_CARGO_NW_STACK="`+w.Dir+`/Cargo.toml" "`+w.Dir+`/inner" "true"`)
	o = w.Run(".", append([]string{"unshare"}, append(slices.Clip(hide), "cargo-nw", "hook", "build")...)...)
	if o.Code != 3 || !strings.Contains(o.Stderr, "Only the variable _CARGO_NW_STACK says so") {
		t.Errorf("a hook reached again: status %d\n%s", o.Code, o.Stderr)
	}
}
