//go:build unix

package blackbox_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestInterrupted sends a signal to cargo-nw while cargo is at work in the
// second of three workspaces.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	tests := []struct {
		signal syscall.Signal
		code   int
	}{{syscall.SIGINT, 130}, {syscall.SIGTERM, 143}, {syscall.SIGHUP, 129}}
	for _, tt := range tests {
		t.Run(tt.signal.String(), func(t *testing.T) {
			t.Parallel()
			w := newFakeWorld(t, "-- Cargo.toml --\n"+nesting(`["a", "b"]`)+
				"-- a/Cargo.toml --\n[package]\nname = \"a\"\n-- a/wait --\n-- b/Cargo.toml --\n[package]\nname = \"b\"\n")
			got := w.signalled(tt.signal, "--report", "report.json", "check")
			if got.code != tt.code {
				t.Errorf("status %d, want %d", got.code, tt.code)
			}
			if log, want := w.took(), record(filepath.Base(w.dir), "check")+record("a", "check"); log != want {
				t.Errorf("cargo got %q, want %q", log, want)
			}
			killed := "killed a (signal: " + tt.signal.String() + ")"
			if !strings.Contains(got.stderr, killed) || !strings.Contains(got.stderr, "skipped b (interrupted)") {
				t.Errorf("summary:\n%s", got.stderr)
			}
			w.checkInterruptedReport(tt.signal, tt.code)
		})
	}
}

// signalled starts cargo-nw, waits until a fake cargo says that it waits, and
// sends the signal. The fake cargo reads our end of stdin: it ends with us.
func (w *world) signalled(sig syscall.Signal, argv ...string) ended {
	w.t.Helper()
	cmd := exec.CommandContext(w.t.Context(), "cargo-nw", argv...)
	cmd.Dir, cmd.Env = w.dir, w.env
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdin, stdinErr := cmd.StdinPipe()
	stdout, stdoutErr := cmd.StdoutPipe()
	if stdinErr != nil || stdoutErr != nil {
		w.t.Fatal(stdinErr, stdoutErr)
	}
	if err := cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	timer := time.AfterFunc(limit, func() { _ = cmd.Process.Kill(); _ = stdin.Close() })
	defer timer.Stop()
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if line != "waiting\n" {
		w.t.Errorf("read %q, %v", line, err)
	}
	if err := cmd.Process.Signal(sig); err != nil {
		w.t.Error(err)
	}
	_ = cmd.Wait()
	_ = stdin.Close()
	return ended{cmd.ProcessState.ExitCode(), "", stderr.String()}
}

func (w *world) checkInterruptedReport(sig syscall.Signal, code int) {
	w.t.Helper()
	text, err := os.ReadFile(filepath.Join(w.dir, "report.json"))
	if err != nil {
		w.t.Fatal(err)
	}
	checkSchema(w.t, text)
	var rep struct {
		Status      int
		Interrupted string
		Runs        []struct{ Outcome, Signal, Reason string }
	}
	if err := json.Unmarshal(text, &rep); err != nil {
		w.t.Fatal(err)
	}
	outcomes := rep.Runs[0].Outcome + " " + rep.Runs[1].Outcome + " " + rep.Runs[2].Outcome
	if rep.Status != code || rep.Interrupted != sig.String() || outcomes != "ok killed skipped" {
		w.t.Errorf("report:\n%s", text)
	}
}
