//go:build unix

package direct_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// forwardTree is a containing package whose #[test] runs two nested workspaces.
func forwardTree(t *testing.T) *harness.World {
	t.Helper()
	const noDocs = "[lib]\ndoctest = false" // rustdoc would be started for nothing
	outer := harness.Containing("outer", "outer", `roots = ["one", "two"]`, noDocs)
	delete(outer, "outer/build.rs")
	s := harness.Real(t, outer, harness.Tested("outer"), harness.Library("outer/one", "one", noDocs), harness.Library("outer/two", "two", noDocs))
	for _, name := range []string{"one", "two"} {
		s.Write(harness.Files{"outer/" + name + "/src/lib.rs": "#[test]\nfn nested_" + name + "() { assert!(std::env::var_os(\"BREAK\").is_none()); }\n"})
	}
	return s
}

// TestForward compares the words of `cargo test` in nested workspaces with
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
			s.Write(harness.Files{"extra.toml": "profile.dev.debug = 0\n"})
			for _, r := range rows {
				o := s.Cargo("outer", strings.Fields(strings.ReplaceAll(r[0], "DIR", s.Dir))...).Status(0)
				want := "`cargo test --workspace" + strings.ReplaceAll(r[1], "DIR", s.Dir) + "`\n"
				o.Once("Nested one (1/2) " + want).Once("Nested two (2/2) " + want)
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
		s.Write(harness.Files{
			name + ".sh":               "#!/bin/sh\n" + script,
			"outer/.cargo/config.toml": "[target.'cfg(all())']\nrunner = '" + s.Path(name+".sh") + "'\n",
		})
		s.Cargo("outer", "test", "-p", "outer", "--offline").Status(0).Once("Nested two (2/2) `cargo test --workspace --offline`")
	}
	config := s.Read("outer/.cargo/config.toml")
	for _, argv := range []string{"run --offline", "test --offline", "bench --offline"} {
		p := parentTree(t)
		p.Write(harness.Files{"outer/.cargo/config.toml": config})
		p.Cargo("outer", strings.Fields(argv)...).Status(0)
		if got := nestedVerb(p); got != "build" {
			t.Errorf("%s with a runner: in the nested workspace was run %q", argv, got)
		}
	}
}

// TestForwardQuiet has a quiet parent: the hook is quiet, too.
func TestForwardQuiet(t *testing.T) {
	t.Parallel()
	s := forwardTree(t)
	s.Cargo("outer", "test", "-q").Status(0).Silent("Nested", "Summary")
	s.With("BREAK=1").Cargo("outer", "test", "-q").Status(101).Silent("Nested").Says("failed one (status 101)")
}

// TestForwardHookLine has words after `hook test`.
func TestForwardHookLine(t *testing.T) {
	t.Parallel()
	s := forwardTree(t)
	stub := s.Read("outer/tests/nested_workspaces.rs")
	s.Write(harness.Files{"outer/tests/nested_workspaces.rs": strings.Replace(stub, `"test"]`, `"test", "--all-features", "--", "--nocapture"]`, 1)})
	s.Cargo("outer", "test", "--", "--test-threads=1").Status(0).
		Once("Nested one (1/2) `cargo test --workspace --all-features -- --test-threads=1 --nocapture`")
}

// TestForwardFromElsewhere runs `cargo test --manifest-path` from above: the
// option is the parent's own.
func TestForwardFromElsewhere(t *testing.T) {
	t.Parallel()
	s := forwardTree(t)
	s.Cargo(".", "test", "--manifest-path", "outer/Cargo.toml").Status(0).Once("Nested outer/one (1/2) `cargo test --workspace`")
}

// TestForwardByHand runs the test program without cargo.
func TestForwardByHand(t *testing.T) {
	t.Parallel()
	s := forwardTree(t)
	s.Cargo("outer", "test", "--no-run").Status(0).Silent("Nested")
	programs := s.Find("outer/target/debug/deps", "nested_workspaces-????????????????")
	if len(programs) != 1 {
		t.Fatal(programs)
	}
	s.Run("outer", programs[0]).Status(0).Once("Nested one (1/2) `cargo test --workspace`")
}

// TestForwardFailures has both nested workspaces fail: both run, and the last
// lines of the hook say which failed.
func TestForwardFailures(t *testing.T) {
	t.Parallel()
	s := forwardTree(t)
	s.With("BREAK=1").Cargo("outer", "test").Status(101).
		Once("Nested one (1/2)").Once("Nested two (2/2)").
		Says("Summary 2 workspaces in", ": 2 failed", "failed one (status 101)", "failed two (status 101)")
}

// TestForwardNextest represents other test runners: what is not `cargo test` is
// not forwarded.
func TestForwardNextest(t *testing.T) {
	t.Parallel()
	s := forwardTree(t)
	s.Cargo("outer", "test", "--no-run").Status(0)
	s.Write(harness.Files{"bin/cargo-other": "#!/bin/sh\ncd \"$OUTER\" && for p in target/debug/deps/nested_workspaces-*; do test -x $p && $p; done\n"})
	s.WithPath("bin").With("OUTER="+s.Path("outer")).
		Cargo("outer", "other", "run", "--all", "-E", "x").Says("Nested one (1/2) `cargo test --workspace`")
}
