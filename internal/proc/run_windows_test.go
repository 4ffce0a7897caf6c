package proc_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/windows"

	"github.com/cargo-nw/cargo-nw/internal/proc"
)

// roleEnv says what this test program does instead of its tests.
const roleEnv = "PROC_TEST_ROLE"

// TestMain has the roles, since Windows has no shell that could play them.
func TestMain(m *testing.M) {
	role, argument, _ := strings.Cut(os.Getenv(roleEnv), " ")
	switch role {
	case "":
		os.Exit(m.Run())
	case "exit":
		code, _ := strconv.ParseUint(argument, 10, 32)
		windows.ExitProcess(uint32(code))
	case "copy":
		_, _ = io.Copy(os.Stdout, os.Stdin)
		fmt.Fprintln(os.Stderr, "err")
	case "wait": // prints its ID and waits for the end of stdin
		fmt.Println(os.Getpid())
		_, _ = io.Copy(io.Discard, os.Stdin)
	case "leave", "tree": // starts one that waits; "leave" ends before that one
		child := play("wait")
		cmd := exec.CommandContext(context.Background(), child.Path)
		cmd.Env, cmd.Stdin = child.Env, os.Stdin
		if role == "tree" {
			cmd.Stdout = os.Stdout
		}
		if err := cmd.Start(); err != nil {
			os.Exit(99)
		}
		fmt.Println(os.Getpid())
		if role == "leave" {
			fmt.Println(cmd.Process.Pid)
			return
		}
		_ = cmd.Wait()
	case "run": // as cargo-nw does
		child := play("wait")
		child.Stdin, child.Stdout = os.Stdin, os.Stdout
		proc.Run(context.Background(), child)
	}
}

func play(role string) proc.Command {
	self, err := os.Executable()
	if err != nil {
		panic(err)
	}
	return proc.Command{Path: self, Argv: []string{"self"}, Env: append(os.Environ(), roleEnv+"="+role)}
}

func TestRun(t *testing.T) {
	t.Parallel()
	for code, want := range map[uint32]proc.Result{
		0: {}, 101: {Code: 101}, 137: {Code: 137},
		uint32(windows.STATUS_CONTROL_C_EXIT):       {Code: 130, Signal: "interrupt"},
		uint32(windows.STATUS_STACK_BUFFER_OVERRUN): {Code: int(windows.STATUS_STACK_BUFFER_OVERRUN)},
	} {
		res := proc.Run(t.Context(), play(fmt.Sprintf("exit %d", code)))
		if res.Code != want.Code || res.Signal != want.Signal || res.Err != nil || res.Duration <= 0 {
			t.Errorf("%d: got %+v, want %+v", code, res, want)
		}
	}
}

func TestRunStreams(t *testing.T) {
	t.Parallel()
	c := play("copy")
	var stdout, stderr bytes.Buffer
	c.Stdin, c.Stdout, c.Stderr = strings.NewReader("in"), &stdout, &stderr
	if res := proc.Run(t.Context(), c); res.Err != nil || stdout.String() != "in" || stderr.String() != "err\n" {
		t.Errorf("%+v, stdout %q, stderr %q", res, stdout.String(), stderr.String())
	}
}

func TestRunCannotStart(t *testing.T) {
	t.Parallel()
	missing := proc.Command{Path: `C:\no\such\program.exe`, Argv: []string{"x"}}
	if res := proc.Run(t.Context(), missing); !errors.Is(res.Err, fs.ErrNotExist) {
		t.Errorf("no program: %+v", res)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if res := proc.Run(ctx, play("exit 0")); !errors.Is(res.Err, context.Canceled) {
		t.Errorf("cancelled: %+v", res)
	}
}

// begun runs a role and reads the process IDs that it prints, one a line.
func begun(ctx context.Context, t *testing.T, role string, lines int) (pids []int, result <-chan proc.Result) {
	t.Helper()
	c := play(role)
	hold, release, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = release.Close(); _ = hold.Close() }) // all end in any case
	r, w := io.Pipe()
	c.Stdin, c.Stdout = hold, w
	ch := make(chan proc.Result, 1)
	go func() { ch <- proc.Run(ctx, c); _ = w.Close() }()
	scanner := bufio.NewScanner(r)
	for range lines {
		if !scanner.Scan() {
			t.Fatalf("%s printed %v", role, pids)
		}
		pid, err := strconv.Atoi(scanner.Text())
		if err != nil {
			t.Fatal(err)
		}
		pids = append(pids, pid)
	}
	return pids, ch
}

// running says whether a process still runs after the time that ending takes.
func running(pid int, within time.Duration) bool {
	process, err := windows.OpenProcess(windows.SYNCHRONIZE, false, uint32(pid))
	if err != nil {
		return false
	}
	defer func() { _ = windows.CloseHandle(process) }()
	event, err := windows.WaitForSingleObject(process, uint32(within.Milliseconds()))
	return err != nil || event != windows.WAIT_OBJECT_0
}

// TestStopReachesDescendants ends what the child has started, too.
func TestStopReachesDescendants(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancelCause(t.Context())
	pids, result := begun(ctx, t, "tree", 2)
	cancel(proc.Stop{Signal: syscall.SIGTERM})
	if res := <-result; res.Code != 130 || res.Signal != "interrupt" || res.Duration >= proc.Grace {
		t.Errorf("got %+v", res)
	}
	for _, pid := range pids {
		if running(pid, 0) {
			t.Errorf("process %d is left behind", pid)
		}
	}
}

// TestStopShared leaves those that a key has reached to end in their own time,
// until the user asks again.
func TestStopShared(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancelCause(t.Context())
	pids, result := begun(ctx, t, "tree", 2)
	again := make(chan struct{})
	cancel(proc.Stop{Signal: syscall.SIGINT, Shared: true, Again: again})
	for _, pid := range pids {
		if !running(pid, 100*time.Millisecond) {
			t.Errorf("process %d was ended at once", pid)
		}
	}
	close(again)
	<-result
	for _, pid := range pids {
		if running(pid, 0) {
			t.Errorf("process %d is left behind", pid)
		}
	}
}

// TestServerLivesOn checks that a run that ends on its own takes nothing with
// it.
func TestServerLivesOn(t *testing.T) {
	t.Parallel()
	pids, result := begun(t.Context(), t, "leave", 2)
	if res := <-result; res.Code != 0 || res.Err != nil {
		t.Errorf("got %+v", res)
	}
	if !running(pids[1], 100*time.Millisecond) {
		t.Error("the server was ended")
	}
}

// TestChildrenEndWithUs kills a program like ours.
func TestChildrenEndWithUs(t *testing.T) {
	t.Parallel()
	c := play("run")
	cmd := exec.CommandContext(t.Context(), c.Path)
	cmd.Env = c.Env
	hold, release, err := os.Pipe() // not cmd's, which it closes
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = release.Close(); _ = hold.Close() }()
	cmd.Stdin = hold
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err = cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	if running(pid, proc.Grace) {
		t.Errorf("process %d is left behind", pid)
	}
}
