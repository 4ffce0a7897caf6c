//go:build unix

package ending_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/harness/reported"
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
			w := harness.Fake(t, harness.Archive("-- Cargo.toml --\n"+harness.Outer(`["a", "b"]`)+
				"-- a/Cargo.toml --\n[package]\nname = \"a\"\n-- a/wait --\n-- b/Cargo.toml --\n[package]\nname = \"b\"\n"))
			got := signalled(w, tt.signal, "--report", "report.json", "check")
			if got.Code != tt.code {
				t.Errorf("status %d, want %d", got.Code, tt.code)
			}
			if log, want := w.Took(), harness.Record(filepath.Base(w.Dir), "check")+harness.Record("a", "check"); log != want {
				t.Errorf("cargo got %q, want %q", log, want)
			}
			killed := "killed a (signal: " + tt.signal.String() + ")"
			if !strings.Contains(got.Stderr, killed) || !strings.Contains(got.Stderr, "skipped b (interrupted)") {
				t.Errorf("summary:\n%s", got.Stderr)
			}
			checkInterruptedReport(w, tt.signal, tt.code)
		})
	}
}

// signalled starts cargo-nw, waits until a fake cargo says that it waits, and
// sends the signal. The fake cargo reads our end of stdin: it ends with us.
func signalled(w *harness.World, sig syscall.Signal, argv ...string) harness.Outcome {
	w.T.Helper()
	cmd := w.Command(".", append([]string{"cargo-nw"}, argv...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdin, stdinErr := cmd.StdinPipe()
	stdout, stdoutErr := cmd.StdoutPipe()
	if stdinErr != nil || stdoutErr != nil {
		w.T.Fatal(stdinErr, stdoutErr)
	}
	if err := cmd.Start(); err != nil {
		w.T.Fatal(err)
	}
	timer := time.AfterFunc(harness.Limit, func() { _ = cmd.Process.Kill(); _ = stdin.Close() })
	defer timer.Stop()
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if line != "waiting\n" {
		w.T.Errorf("read %q, %v", line, err)
	}
	if err := cmd.Process.Signal(sig); err != nil {
		w.T.Error(err)
	}
	_ = cmd.Wait()
	_ = stdin.Close()
	return harness.Outcome{T: w.T, Argv: cmd.Args, Code: cmd.ProcessState.ExitCode(), Stderr: stderr.String()}
}

func checkInterruptedReport(w *harness.World, sig syscall.Signal, code int) {
	w.T.Helper()
	text := []byte(w.Read("report.json"))
	reported.Check(w.T, text)
	var rep struct {
		Status      int
		Interrupted string
		Runs        []struct{ Outcome, Signal, Reason string }
	}
	if err := json.Unmarshal(text, &rep); err != nil {
		w.T.Fatal(err)
	}
	outcomes := rep.Runs[0].Outcome + " " + rep.Runs[1].Outcome + " " + rep.Runs[2].Outcome
	if rep.Status != code || rep.Interrupted != sig.String() || outcomes != "ok killed skipped" {
		w.T.Errorf("report:\n%s", text)
	}
}
