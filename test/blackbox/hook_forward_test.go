//go:build unix

package blackbox_test

import (
	"os"
	"strings"
	"testing"
)

// forwardTree is a containing package whose #[test] runs two nested workspaces.
func forwardTree(t *testing.T) sandbox {
	t.Helper()
	outer := containingTree("outer", "outer", `roots = ["one", "two"]`)
	delete(outer, "outer/build.rs")
	s := newSandbox(t, outer, testedTree("outer"), libraryTree("outer/one", "one"), libraryTree("outer/two", "two"))
	for _, name := range []string{"one", "two"} {
		s.write(files{"outer/" + name + "/src/lib.rs": "#[test]\nfn nested_" + name + "() { assert!(std::env::var_os(\"BREAK\").is_none()); }\n"})
	}
	return s
}

// TestForward holds the words of `cargo test` in nested workspaces against
// those of the parent.
func TestForward(t *testing.T) {
	t.Parallel()
	for name, rows := range map[string][][2]string{
		"packages": {
			{"test", ""},
			{"t", ""},
			{"test --package=outer", ""},
			{"test -pouter", ""},
			{"test -p outer@0.1.0", ""},
			{"test --package outer", ""},
			{"test -vp outer --workspace", " -v"},
			{"test -p path+file://DIR/outer#0.1.0", ""},
			{"test -p out*", ""},
			{"test --all", ""},
			{"test --test nested_workspaces", ""},
		},
		"words": {
			{"test nested", " nested"},
			{"test nested -- --nocapture --test-threads=1", " nested -- --nocapture --test-threads=1"},
			{"test -- --skip other", " -- --skip other"},
			{"--offline test --locked", " --offline --locked"},
			{"test --release", " --release"},
			{"test -r --no-fail-fast", " -r --no-fail-fast"},
			{"test --target-dir=own", " --target-dir=own"},
			{"test --config profile.dev.debug=0 --color never", " --config profile.dev.debug=0 --color never"},
			{"test --config ../extra.toml", " --config DIR/extra.toml"},
			{"test --config=../extra.toml", " --config=DIR/extra.toml"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := forwardTree(t)
			s.write(files{"extra.toml": "profile.dev.debug = 0\n"})
			for _, r := range rows {
				o := s.cargo("outer", strings.Fields(strings.ReplaceAll(r[0], "DIR", s.dir))...).status(0)
				want := "`cargo test --workspace" + strings.ReplaceAll(r[1], "DIR", s.dir) + "`\n"
				o.once("Nested one (1/2) " + want).once("Nested two (2/2) " + want)
			}
		})
	}
}

// TestForwardBehindRunner has a target.runner between cargo and the test: one
// that becomes the test program, and one that waits for it.
func TestForwardBehindRunner(t *testing.T) {
	t.Parallel()
	s := forwardTree(t)
	for name, script := range map[string]string{"exec": "exec \"$@\"", "wait": "\"$@\"\n"} {
		s.write(files{
			name + ".sh":               "#!/bin/sh\n" + script,
			"outer/.cargo/config.toml": "[target.'cfg(all())']\nrunner = '" + s.path(name+".sh") + "'\n",
		})
		s.cargo("outer", "test", "-p", "outer", "--offline").status(0).once("Nested two (2/2) `cargo test --workspace --offline`")
	}
	config := s.read("outer/.cargo/config.toml")
	for _, argv := range []string{"run --offline", "test --offline", "bench --offline"} {
		p := parentTree(t)
		p.write(files{"outer/.cargo/config.toml": config})
		p.cargo("outer", strings.Fields(argv)...).status(0)
		if got := nestedVerb(p); got != "build" {
			t.Errorf("%s with a runner: in the nested workspace was run %q", argv, got)
		}
	}
}

// TestForwardQuiet has a quiet parent: the hook is quiet, too.
func TestForwardQuiet(t *testing.T) {
	t.Parallel()
	s := forwardTree(t)
	s.cargo("outer", "test", "-q").status(0).silent("Nested", "Summary")
	s.with("BREAK=1").cargo("outer", "test", "-q").status(101).silent("Nested").says("failed one (status 101)")
}

// TestForwardHookLine has words behind `hook test`.
func TestForwardHookLine(t *testing.T) {
	t.Parallel()
	s := forwardTree(t)
	stub := s.read("outer/tests/nested_workspaces.rs")
	s.write(files{"outer/tests/nested_workspaces.rs": strings.Replace(stub, `"test"]`, `"test", "--all-features", "--", "--nocapture"]`, 1)})
	s.cargo("outer", "test", "--", "--test-threads=1").status(0).
		once("Nested one (1/2) `cargo test --workspace --all-features -- --test-threads=1 --nocapture`")
}

// TestForwardFromElsewhere runs `cargo test --manifest-path` from above: the
// option is the parent's own.
func TestForwardFromElsewhere(t *testing.T) {
	t.Parallel()
	s := forwardTree(t)
	s.cargo(".", "test", "--manifest-path", "outer/Cargo.toml").status(0).once("Nested outer/one (1/2) `cargo test --workspace`")
}

// TestForwardByHand runs the test program without cargo.
func TestForwardByHand(t *testing.T) {
	t.Parallel()
	s := forwardTree(t)
	s.cargo("outer", "test", "--no-run").status(0).silent("Nested")
	programs := s.find("outer/target/debug/deps", "nested_workspaces-????????????????")
	if len(programs) != 1 {
		t.Fatal(programs)
	}
	s.run("outer", programs[0]).status(0).once("Nested one (1/2) `cargo test --workspace`")
}

// TestForwardFailures has both nested workspaces fail: both are run, and the
// last lines of the hook say which failed.
func TestForwardFailures(t *testing.T) {
	t.Parallel()
	s := forwardTree(t)
	s.with("BREAK=1").cargo("outer", "test").status(101).
		once("Nested one (1/2)").once("Nested two (2/2)").
		says("Summary 2 workspaces in", ": 2 failed", "failed one (status 101)", "failed two (status 101)")
}

// TestForwardNextest stands in for other test runners: what is no `cargo test`
// is not forwarded.
func TestForwardNextest(t *testing.T) {
	t.Parallel()
	s := forwardTree(t)
	s.cargo("outer", "test", "--no-run").status(0)
	s.write(files{"bin/cargo-other": "#!/bin/sh\ncd \"$OUTER\" && for p in target/debug/deps/nested_workspaces-*; do test -x $p && $p; done\n"})
	s.with("PATH="+s.path("bin")+":"+os.Getenv("PATH"), "OUTER="+s.path("outer")).
		cargo("outer", "other", "run", "--all", "-E", "x").says("Nested one (1/2) `cargo test --workspace`")
}
