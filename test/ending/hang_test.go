//go:build linux

package ending_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// A cargo that waits for a cargo above it, which a build script of somebody's
// has started, is ended, and the cycle is reported.
func TestHangIsEnded(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		dir  string
		argv []string
	}{
		"traversal":    {"w", []string{"cargo", "nw", "check", "--offline"}},
		"nothing else": {"w/a", []string{"cargo", "nw", "check", "--offline"}},
		"direct":       {"w", []string{"cargo", "check", "--offline"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tree := harness.Library("w/a", "a")
			tree["w/a/build.rs"] = `fn main() {
    let status = std::process::Command::new("cargo").args(["check", "--offline"]).status().unwrap();
    std::process::exit(status.code().unwrap_or(1));
}
`
			s := harness.Real(t, harness.Containing("w", "outer", `roots = ["a"]`), tree)
			o := s.Run(tt.dir, tt.argv...).Says("deadlock: process ", "lock, which process ")
			if o.Code == 0 {
				o.Fail("it did not fail")
			}
		})
	}
}

// Two outer runs whose build scripts start a cargo of the other's profile in
// the other's target directory: each waits for the other one (ABBA). Neither
// directory is locked by an ancestor, so that nothing is wrong with either run
// alone. At least one of the two is ended, which lets the other go.
func TestHangAcrossTwoRuns(t *testing.T) {
	t.Parallel()
	for mode, tt := range map[string]struct {
		command []string
		script  func(words ...string) string
	}{
		"direct":    {[]string{"cargo", "build", "--offline"}, harness.HookLine},
		"traversal": {[]string{"cargo", "nw", "build", "--offline"}, cargoLine},
	} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			s := harness.Real(t, harness.Containing("a", "a", `roots = ["inner"]`), harness.Library("a/inner", "inner_a"),
				harness.Containing("b", "b", `roots = ["inner"]`), harness.Library("b/inner", "inner_b"))
			meeting := s.Path("meeting")
			if err := syscall.Mkfifo(meeting, 0o600); err != nil {
				t.Fatal(err)
			}
			s.Write(harness.Files{
				"a/build.rs": meetFirst(tt.script("--release", "--target-dir", s.Path("b/target")), "create", meeting),
				"b/build.rs": meetFirst(tt.script("--target-dir", s.Path("a/target")), "open", meeting),
			})
			var a, b harness.Outcome
			var both sync.WaitGroup
			both.Go(func() { a = s.Run("a", tt.command...) })
			both.Go(func() { b = s.Run("b", append(slices.Clip(tt.command), "--release")...) })
			both.Wait()
			if a.Code == 0 && b.Code == 0 {
				t.Fatal("no run was ended")
			}
			ended := 0
			for _, o := range []harness.Outcome{a, b} {
				if !strings.Contains(o.Stderr, "deadlock: ") {
					continue
				}
				ended++
				for _, dir := range []string{"a/target/debug", "b/target/release"} {
					words := regexp.MustCompile(`process \d+ \(cargo build [^)]*\) waits for ` + regexp.QuoteMeta(s.Path(dir)) +
						`/\.cargo[a-z-]*-lock, which process \d+ \(cargo build [^)]*\) has locked`)
					if !words.MatchString(o.Stderr) {
						o.Fail("the cycle is not described by " + words.String())
					}
				}
				o.Says("it was ended: a cargo that a build script starts needs a --target-dir")
			}
			if ended == 0 {
				a.Stderr += b.Stderr
				a.Fail("the cycle was not reported")
			}
		})
	}
}

// cargoLine is a build script that starts cargo directly in ./inner.
func cargoLine(words ...string) string {
	list := []string{`"build"`, `"--offline"`}
	for _, w := range words {
		list = append(list, strconv.Quote(w))
	}
	return `fn main() {
    let status = std::process::Command::new("cargo").current_dir("inner").args([` + strings.Join(list, ", ") + `]).status().unwrap();
    std::process::exit(status.code().unwrap_or(1));
}
`
}

// meetFirst makes a build script wait until another one has come as far. One of
// the two creates the FIFO, the other one opens it.
func meetFirst(script, how, fifo string) string {
	return strings.Replace(script, "fn main() {\n", "fn main() {\n    std::fs::File::"+how+"("+strconv.Quote(fifo)+").unwrap();\n", 1)
}
