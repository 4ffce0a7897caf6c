//go:build unix

package blackbox_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// forged are variables that say, in the words of this program, that there is
// nothing to do in outer.
func forged(s sandbox) map[string][]string {
	sum := sha256.Sum256([]byte(s.path("outer")))
	visits := "traversal\x001\x00" + s.path("outer") + "\x00"
	notices := files{}
	stat, err := os.ReadFile("/proc/1/stat")
	if fields := strings.Fields(string(stat)); err == nil && len(fields) > 21 {
		notices["notices/1-"+fields[21]] = visits // process 1 is above all, but has not said so
	}
	for _, name := range []string{"1-0", "0-0", ""} {
		notices["notices/"+name+".x"] = visits
	}
	s.write(notices)
	return map[string][]string{
		"traversal of process 1":  {"_CARGO_NW_TRAVERSAL=1 " + hex.EncodeToString(sum[:4])},
		"notices of nobody":       {"_CARGO_NW_NOTICES=" + s.path("notices")},
		"notices that do not lie": {"_CARGO_NW_NOTICES=/proc/self"},
	}
}

// byConfig has .cargo/config.toml of the repository set the variables.
func byConfig(env []string) files {
	var text strings.Builder
	text.WriteString("[env]\n")
	for _, kv := range env {
		name, value, _ := strings.Cut(kv, "=")
		fmt.Fprintf(&text, "%s = { value = '''%s''', force = true }\n", name, value)
	}
	return files{"outer/.cargo/config.toml": text.String()}
}

// No variable makes a hook pass in silence that no cargo-nw above has set,
// whoever sets it.
func TestForgedTraversal(t *testing.T) {
	t.Parallel()
	tree := newSandbox(t, containingTree("outer", "outer", `roots = ["inner"]`), testedTree("outer"), libraryTree("outer/inner", "inner"))
	for name, env := range forged(tree) {
		for way, s := range map[string]sandbox{"shell": tree.with(env...), "config": tree} {
			s.remove("outer/.cargo", "outer/inner/target")
			if way == "config" {
				s.write(byConfig(env))
			}
			o := s.cargo("outer", "check", "--offline").status(0)
			if len(s.find("outer/inner/target", "libinner-*.rmeta")) == 0 {
				o.fail(name + " by " + way + ": the hook was silent")
			}
			if strings.HasPrefix(env[0], "_CARGO_NW_NOTICES") {
				o.once("variables say that a cargo-nw has started this cargo")
			}
			s.cargo("outer", "test", "--offline").status(0).says("Nested inner")
		}
	}
}

// A way that no hook above has gone is an error, not a reason to be silent.
func TestForgedStack(t *testing.T) {
	t.Parallel()
	tree := newSandbox(t, containingTree("outer", "outer", `roots = ["inner"]`), testedTree("outer"), libraryTree("outer/inner", "inner"))
	env := []string{`_CARGO_NW_STACK="` + tree.path("outer/Cargo.toml") + `" "/x" "true"`}
	tree.with(env...).cargo("outer", "check", "--offline").status(101).says("leads in a circle", "no cargo-nw above confirms it", "unset _CARGO_NW_STACK")
	tree.write(byConfig(env))
	tree.cargo("outer", "check", "--offline").status(101).says("leads in a circle", "no cargo-nw above confirms it")
	if tree.exists("outer/inner/target") {
		t.Error("the nested workspace was built")
	}
	// A true way, and a false variable beside it.
	s := dependentTree(t, plainRoot)
	s.write(files{"outer/examples/.cargo/config.toml": byConfig([]string{
		`_CARGO_NW_STACK="` + s.path("outer/Cargo.toml") + `" "` + s.path("outer/examples") + `" "true"`,
	})["outer/.cargo/config.toml"]})
	s.cargo("outer", "check", "--offline").status(101).says("leads in a circle")
}

// Locks that nobody holds move a run, and that is said.
func TestForgedLocks(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["inner"]`), libraryTree("outer/inner", "inner"))
	s.with(`_CARGO_NW_HELD="`+s.path("outer/inner/target/debug")+`"`).
		cargo("outer", "check", "--offline").status(0).once("inner is built in inner/target/cargo-nw/inner-")
	s.with("_CARGO_NW_HELD=x").cargo("outer", "check", "--offline").status(101).says("reading _CARGO_NW_HELD")
}

// The repository's own TMPDIR is not where this program looks.
func TestNoticesUnderOtherTemporaryDirectory(t *testing.T) {
	t.Parallel()
	s := dependentTree(t, dependentRoot)
	s.write(byConfig([]string{"TMPDIR=" + s.path("elsewhere"), "XDG_RUNTIME_DIR=/nonexistent"}))
	s.write(files{"elsewhere/.keep": ""})
	s.cargo("outer", "nw", "check", "--offline").status(0).silent("warning", "error")
	s.remove("outer/target", "outer/examples/target")
	s.cargo("outer", "check", "--offline").status(0).silent("warning", "error")
	if found := s.find(".", "cargo-nw-*"); len(found) > 0 {
		t.Error("left behind:", found)
	}
}

// sandboxed puts a cargo first on PATH that runs the real one in a process
// namespace of its own. It skips the test where there is none to be had.
func sandboxed(t *testing.T, s sandbox) sandbox {
	t.Helper()
	unshare := []string{"unshare", "--user", "--map-root-user", "--pid", "--fork", "--mount-proc"}
	if os.Geteuid() == 0 {
		unshare = []string{"unshare", "--pid", "--fork", "--mount-proc"}
	}
	if !succeeds(append(slices.Clip(unshare), "true")...) {
		t.Skip("no process namespace here")
	}
	cargo, err := exec.LookPath("cargo")
	if err != nil {
		t.Fatal(err)
	}
	s.write(files{"bin/cargo": "#!/bin/sh\nexec " + strings.Join(unshare, " ") + " " + cargo + " \"$@\"\n"})
	return s.with("PATH=" + s.path("bin") + ":" + os.Getenv("PATH"))
}

// A hook that cannot see what is above it does its work, and says why.
func TestHookInSandbox(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["inner"]`), libraryTree("outer/inner", "inner"))
	s = sandboxed(t, s)
	o := s.run("outer", "cargo-nw", "--no-self", "check", "--offline").status(0)
	o.silent("warning")
	s.remove("outer/inner/target")
	s.run("outer", "cargo-nw", "--exclude", "inner", "check", "--offline").status(0).
		once("variables say that a cargo-nw has started this cargo, but none is found above it")
	if len(s.find("outer/inner/target", "libinner-*.rmeta")) == 0 {
		t.Error("the hook was silent although it could not see the traversal")
	}
}

// Without /proc no hook is silent. The real cargo does not work there.
func TestHookWithoutProc(t *testing.T) {
	t.Parallel()
	hide := []string{"--mount", "sh", "-c", `mount -t tmpfs none /proc && exec "$@"`, "sh"}
	if !succeeds(append([]string{"unshare"}, append(slices.Clip(hide), "true")...)...) {
		t.Skip("no mount namespace here")
	}
	w := newFakeWorld(t, "-- Cargo.toml --\n[workspace]\n[package]\nname = \"outer\"\n[package.metadata.nested_workspace]\nroots = [{ path = \"inner\", dependent = true }]\n-- inner/Cargo.toml --\n[package]\nname = \"inner\"\n[workspace]\n")
	if o := w.run(".", "unshare", append(hide, "cargo-nw", "check")...); o.code != 0 || !strings.Contains(o.stderr, "hooks cannot be told which workspaces this traversal visits") {
		t.Errorf("a traversal: status %d\n%s", o.code, o.stderr)
	}
	if log := w.took(); strings.Count(log, "check") != 2 {
		t.Errorf("a traversal ran %q", log)
	}
	w.env = append(w.env, "CARGO_MANIFEST_DIR="+w.dir, "OUT_DIR="+w.dir+"/target/debug/build/outer-0/out", "CARGO_CFG_TARGET_OS=linux", "_CARGO_NW_NOTICES=/tmp")
	o := w.run(".", "unshare", append(hide, "cargo-nw", "hook", "build")...)
	for _, want := range []string{"cargo::warning=variables say that a cargo-nw has started this cargo", "cargo::warning=hooks of packages that nested workspaces depend on will take that for a circle"} {
		if o.code != 0 || !strings.Contains(o.stdout, want) {
			t.Errorf("a hook: status %d, stdout lacks %s:\n%s%s", o.code, want, o.stdout, o.stderr)
		}
	}
	if log := w.took(); !strings.Contains(log, "inner\x00build") {
		t.Errorf("a hook ran %q", log)
	}
	w.env = append(w.env, `_CARGO_NW_STACK="`+w.dir+`/Cargo.toml" "`+w.dir+`/inner" "true"`)
	o = w.run(".", "unshare", append(hide, "cargo-nw", "hook", "build")...)
	if o.code != 3 || !strings.Contains(o.stderr, "Only the variable _CARGO_NW_STACK says so") {
		t.Errorf("a hook reached again: status %d\n%s", o.code, o.stderr)
	}
}
