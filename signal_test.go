//go:build linux

package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/proc"
)

// waitingScript is a build script that says who it is and who started it, and
// then waits for as long as nobody ends it, or until it can read from GO. It
// holds the FIFO open until then. Without a FIFO it does nothing.
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

// atWork is a command that has come as far as waitingScript.
type atWork struct {
	cmd           *exec.Cmd
	script, cargo int       // process IDs of the build script and of the cargo above it
	fifo          io.Reader // ends when the build script does
	stderr        *strings.Builder
}

// startWaiting starts a command and returns when the build script waits.
func startWaiting(t *testing.T, s sandbox, dir string, argv ...string) atWork {
	t.Helper()
	fifo := s.path("fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	t.Cleanup(cancel)
	w := atWork{cmd: exec.CommandContext(ctx, argv[0], argv[1:]...), stderr: &strings.Builder{}}
	w.cmd.Dir, w.cmd.Env, w.cmd.Stderr = s.path(dir), append(slices.Clip(s.env), "FIFO="+fifo), w.stderr
	w.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // not the group of somebody's terminal
	w.cmd.WaitDelay = time.Second
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
	case <-time.After(limit):
		t.Errorf("cargo, process %d, is left behind", w.cargo)
	}
}

func waitingTree(dir string) files {
	tree := libraryTree(dir, "a")
	tree[dir+"/build.rs"] = waitingScript
	return tree
}

// A signal to cargo-nw alone, not to its group, ends all that it has started.
func TestSignalEndsATraversal(t *testing.T) {
	t.Parallel()
	for sig, code := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143, syscall.SIGHUP: 129} {
		t.Run(sig.String(), func(t *testing.T) {
			t.Parallel()
			s := newSandbox(t, containingTree("w", "outer", `roots = ["a", "b"]`), waitingTree("w/a"), libraryTree("w/b", "b"))
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

// What the kernel sends at the first line that nobody reads leaves no process
// behind, whatever is at work then.
func TestBrokenPipeLeavesNothing(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("w", "outer", `roots = ["a", "b"]`), waitingTree("w/a"), libraryTree("w/b", "b"))
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

// Runs that are made at once get it all of them.
func TestSignalEndsAllRuns(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("w", "outer", `roots = ["a", "b", "c"]`), waitingTree("w/a"), waitingTree("w/b"), libraryTree("w/c", "c"))
	s = s.with("CARGO_NW_JOBS=2")
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

// When cargo-nw cannot end its children, because it was killed, the kernel does.
func TestKillLeavesNoCargo(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("w", "outer", `roots = ["a"]`), waitingTree("w/a"))
	w := startWaiting(t, s, "w", "cargo-nw", "check", "--offline")
	if err := w.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = w.cmd.Wait()
	if err := syscall.Kill(w.script, syscall.SIGKILL); err != nil { // it is nobody's nested cargo
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
			s := newSandbox(t, containingTree("w", "outer", `roots = ["a"]`), waitingTree("w/a"))
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
	s := newSandbox(t, containingTree("w", "outer", `roots = ["a"]`), waitingTree("w/a"))
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
