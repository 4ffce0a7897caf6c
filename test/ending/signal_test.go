//go:build linux

package ending_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/test/harness"
)

// waitingScript is a build script that prints its process ID and its parent's,
// and then waits until it is ended, or until it can read from GO. It holds the
// FIFO open until then. Without a FIFO it does nothing.
const waitingScript = `use std::io::Write;
fn main() {
    let Ok(path) = std::env::var("FIFO") else { return };
    let mut fifo = std::fs::File::create(path).unwrap();
    writeln!(fifo, "{} {}", std::process::id(), std::os::unix::process::parent_id()).unwrap();
    if let Ok(path) = std::env::var("GO") {
        let _ = std::fs::read(path);
        return;
    }
    std::thread::sleep(std::time::Duration::from_secs(3600));
}
`

// atWork is a command that has reached waitingScript.
type atWork struct {
	cmd           *exec.Cmd
	script, cargo int       // process IDs of the build script and of the cargo above it
	fifo          io.Reader // ends when the build script does
	stderr        *strings.Builder
}

// startWaiting starts a command and returns when the build script waits.
func startWaiting(t *testing.T, s *harness.World, dir string, argv ...string) atWork {
	t.Helper()
	fifo := s.Path("fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	w := atWork{cmd: s.With("FIFO="+fifo).Command(dir, argv...), stderr: &strings.Builder{}}
	w.cmd.Stderr = w.stderr
	if err := w.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Kill(-w.cmd.Process.Pid, syscall.SIGKILL) })
	f, err := os.Open(fifo) // waits for the build script
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	r := bufio.NewReader(f)
	line, err := r.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Sscan(line, &w.script, &w.cargo); err != nil {
		t.Fatal(err)
	}
	w.fifo = r
	return w
}

// checkNothingLeft waits for the end of the build script and of its cargo, and
// looks for processes of the group.
func (w atWork) checkNothingLeft(t *testing.T) {
	t.Helper()
	if _, err := io.ReadAll(w.fifo); err != nil {
		t.Error(err)
	}
	ended := make(chan struct{})
	proc.OnDeath(t.Context(), w.cargo, func() { close(ended) })
	select {
	case <-ended:
	case <-time.After(harness.Limit):
		t.Errorf("cargo, process %d, is left behind", w.cargo)
	}
}

func waitingTree(dir string) harness.Files {
	tree := harness.Library(dir, "a")
	tree[dir+"/build.rs"] = waitingScript
	return tree
}

// A signal to cargo-nw alone, not to its group, ends everything that it has
// started.
func TestSignalEndsATraversal(t *testing.T) {
	t.Parallel()
	for sig, code := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143, syscall.SIGHUP: 129} {
		t.Run(sig.String(), func(t *testing.T) {
			t.Parallel()
			s := harness.Real(t, harness.Containing("w", "outer", `roots = ["a", "b"]`), waitingTree("w/a"), harness.Library("w/b", "b"))
			w := startWaiting(t, s, "w", "cargo-nw", "check", "--offline")
			if err := w.cmd.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			_ = w.cmd.Wait()
			w.checkNothingLeft(t)
			if got := w.cmd.ProcessState.ExitCode(); got != code {
				t.Errorf("status %d, want %d", got, code)
			}
			if text := w.stderr.String(); !strings.Contains(text, "killed a (signal: "+sig.String()+")") || !strings.Contains(text, "skipped b (interrupted)") {
				t.Errorf("summary:\n%s", text)
			}
		})
	}
}

// The signal that the kernel sends at the first line without a reader leaves no
// process behind, whatever is running then.
func TestBrokenPipeLeavesNothing(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("w", "outer", `roots = ["a", "b"]`), waitingTree("w/a"), harness.Library("w/b", "b"))
	w := startWaiting(t, s, "w", "cargo-nw", "check", "--offline")
	if err := w.cmd.Process.Signal(syscall.SIGPIPE); err != nil {
		t.Fatal(err)
	}
	_ = w.cmd.Wait()
	w.checkNothingLeft(t)
	if got := w.cmd.ProcessState.ExitCode(); got != 141 {
		t.Errorf("status %d, want 141\n%s", got, w.stderr)
	}
}

// All of several runs at once get it.
func TestSignalEndsAllRuns(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("w", "outer", `roots = ["a", "b", "c"]`), waitingTree("w/a"), waitingTree("w/b"), harness.Library("w/c", "c"))
	s = s.With("CARGO_NW_JOBS=2")
	w := startWaiting(t, s, "w", "cargo-nw", "check", "--offline")
	var second atWork
	if _, err := fmt.Fscan(w.fifo, &second.script, &second.cargo); err != nil {
		t.Fatal(err)
	}
	if err := w.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	_ = w.cmd.Wait()
	w.checkNothingLeft(t)
	second.fifo = w.fifo
	second.checkNothingLeft(t)
	if got := w.cmd.ProcessState.ExitCode(); got != 143 {
		t.Errorf("status %d, want 143", got)
	}
	for _, want := range []string{"killed a (signal: terminated)", "killed b (signal: terminated)", "skipped c (interrupted)"} {
		if text := w.stderr.String(); !strings.Contains(text, want) {
			t.Errorf("no %q in the summary:\n%s", want, text)
		}
	}
}

// A signal that is ignored where we are started (nohup) stays so.
func TestSignalIgnored(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("w", "outer", `roots = ["a", "b"]`), waitingTree("w/a"), harness.Library("w/b", "b"))
	w := startWaiting(t, s, "w", "sh", "-c", "trap '' HUP; exec cargo-nw check --offline")
	for _, sig := range []syscall.Signal{syscall.SIGHUP, syscall.SIGTERM} {
		if err := w.cmd.Process.Signal(sig); err != nil {
			t.Fatal(err)
		}
	}
	_ = w.cmd.Wait()
	w.checkNothingLeft(t)
	if got := w.cmd.ProcessState.ExitCode(); got != 143 {
		t.Errorf("status %d, want 143", got)
	}
}

// A second signal does not wait for a reader of our output that does not read.
func TestSignalTwiceWithoutReader(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("w", "outer", `roots = ["a"]`), harness.Library("w/a", "a"))
	s.Write(harness.Files{"bin/cargo-much": "#!/bin/sh\nyes | head -c 1000000\n"})
	if err := os.Chmod(s.Path("bin/cargo-much"), 0o700); err != nil {
		t.Fatal(err)
	}
	r, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	ctx, cancel := context.WithTimeout(t.Context(), harness.Limit)
	defer cancel()
	cmd := s.WithPath("bin").Command("w", "cargo-nw", "--output=group", "much")
	cmd.Stdout = out
	if err = cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = out.Close()
	for full := 0; full < 65536; {
		if full, err = unix.IoctlGetInt(int(r.Fd()), unix.TIOCINQ); err != nil {
			t.Fatal(err)
		}
		runtime.Gosched()
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	for len(inGroup(cmd.Process.Pid)) > 1 && ctx.Err() == nil { // it has come, and ends the run
		runtime.Gosched()
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	if got := cmd.ProcessState.ExitCode(); got != 143 {
		t.Errorf("status %d, want 143", got)
	}
}

// What compiles is ended with the cargo that has just started it: no process of
// the group is left, whatever the moment.
func TestSignalLeavesNoCompiler(t *testing.T) {
	t.Parallel()
	tree := harness.Containing("w", "outer", `roots = ["a", "b"]`)
	for _, name := range []string{"a", "b"} {
		var members []string
		for i := range 12 {
			member := fmt.Sprintf("%s%d", name, i)
			members = append(members, fmt.Sprintf("%q", member))
			maps.Copy(tree, harness.Member("w/"+name+"/"+member, member))
		}
		tree["w/"+name+"/Cargo.toml"] = "[workspace]\nmembers = [" + strings.Join(members, ", ") + "]\n"
	}
	s := harness.Real(t, tree).Uncached()
	for compiling := range 6 {
		cmd := s.Command("w", "cargo-nw", "--jobs=2", "check", "--offline", "--target-dir", fmt.Sprintf("t%d", compiling))
		stderr, err := cmd.StderrPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(stderr)
		for seen := 0; seen <= compiling && lines.Scan(); {
			if strings.Contains(lines.Text(), "Checking") {
				seen++
			}
		}
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, stderr)
		_ = cmd.Wait()
		if left := inGroup(cmd.Process.Pid); len(left) > 0 {
			t.Errorf("left behind: %q", left)
		}
	}
}

// inGroup are the command lines of a process group that has not ended.
func inGroup(group int) (lines []string) {
	paths, _ := filepath.Glob("/proc/[0-9]*")
	for _, path := range paths {
		pid, _ := strconv.Atoi(filepath.Base(path))
		if id, err := syscall.Getpgid(pid); err != nil || id != group {
			continue
		}
		if line, err := os.ReadFile(path + "/cmdline"); err == nil && len(line) > 0 { // a zombie has none
			lines = append(lines, string(line))
		}
	}
	return lines
}

// When cargo-nw cannot end its children, because it was killed, the kernel does.
func TestKillLeavesNoCargo(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("w", "outer", `roots = ["a"]`), waitingTree("w/a"))
	w := startWaiting(t, s, "w", "cargo-nw", "check", "--offline")
	if err := w.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = w.cmd.Wait()
	if err := syscall.Kill(w.script, syscall.SIGKILL); err != nil { // it is not a nested cargo
		t.Error(err)
	}
	w.checkNothingLeft(t)
}

// In direct mode, too: when the outer cargo is ended, its build script and our
// hook are left over, and the hook ends the nested run.
func TestSignalEndsDirectMode(t *testing.T) {
	t.Parallel()
	for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGKILL} {
		t.Run(sig.String(), func(t *testing.T) {
			t.Parallel()
			s := harness.Real(t, harness.Containing("w", "outer", `roots = ["a"]`), waitingTree("w/a"))
			w := startWaiting(t, s, "w", "cargo", "check", "--offline")
			if err := w.cmd.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			_ = w.cmd.Wait()
			w.checkNothingLeft(t)
		})
	}
}

// A signal to the hook alone ends the nested run; the outer cargo says that its
// build script failed.
func TestSignalEndsAHook(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("w", "outer", `roots = ["a"]`), waitingTree("w/a"))
	w := startWaiting(t, s, "w", "cargo", "check", "--offline")
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", w.cargo))
	if err != nil {
		t.Fatal(err)
	}
	var state string
	var hook int
	if _, err := fmt.Sscan(string(stat[bytes.LastIndexByte(stat, ')')+1:]), &state, &hook); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(hook, syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	_ = w.cmd.Wait()
	w.checkNothingLeft(t)
	if text := w.stderr.String(); w.cmd.ProcessState.ExitCode() != 101 || !strings.Contains(text, "killed by signal: terminated") {
		t.Errorf("status %d\n%s", w.cmd.ProcessState.ExitCode(), text)
	}
}
