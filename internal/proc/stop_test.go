//go:build linux

package proc_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/proc"
)

// start runs a script that prints the process IDs of what it has started, all
// in one line, and returns them, a way to cancel, and the result.
func start(t *testing.T, script string) (pids []int, cancel context.CancelCauseFunc, result <-chan proc.Result) {
	t.Helper()
	ctx, cancel := context.WithCancelCause(t.Context())
	r, w := io.Pipe()
	c := sh(script)
	c.Stdout = w
	ch := make(chan proc.Result, 1)
	go func() {
		ch <- proc.Run(ctx, c)
		_ = w.Close()
	}()
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	for word := range strings.FieldsSeq(line) {
		pid, err := strconv.Atoi(word)
		if err != nil {
			t.Fatal(err)
		}
		pids = append(pids, pid)
	}
	return pids, cancel, ch
}

// checkGone checks that none of the processes runs. One that has ended may
// still be listed until its new parent has waited for it.
func checkGone(t *testing.T, pids []int) {
	t.Helper()
	for _, pid := range pids {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if err == nil && !strings.Contains(string(stat), ") Z ") {
			t.Errorf("process %d is left behind: %s", pid, stat)
		}
	}
}

// A signal to us alone ends what the child has started, too: a cargo that dies
// leaves its rustc processes running.
func TestStopReachesDescendants(t *testing.T) {
	t.Parallel()
	pids, cancel, result := start(t, `sh -c 'sleep 300; :' & a=$!; sleep 300 & echo $$ $a $!; wait`)
	cancel(proc.Stop{Signal: syscall.SIGTERM})
	if res := <-result; res.Code != 143 || res.Signal != "terminated" {
		t.Errorf("got %+v", res)
	}
	checkGone(t, pids)
}

// One that ignores the signal is killed, at once if the user asks again.
func TestStopAgain(t *testing.T) {
	t.Parallel()
	pids, cancel, result := start(t, `trap '' TERM; sleep 300 & echo $$ $!; wait; sleep 300`)
	again := make(chan struct{})
	cancel(proc.Stop{Signal: syscall.SIGTERM, Again: again})
	close(again)
	res := <-result
	if res.Code != 137 || res.Signal != "killed" || res.Duration >= proc.Grace {
		t.Errorf("got %+v", res)
	}
	checkGone(t, pids)
}

func TestOnDeath(t *testing.T) {
	t.Parallel()
	pids, cancel, result := start(t, `echo $$; sleep 300`)
	died := make(chan struct{})
	proc.OnDeath(t.Context(), pids[0], func() { close(died) })
	select {
	case <-died:
		t.Fatal("it lives")
	default:
	}
	cancel(proc.Stop{Signal: syscall.SIGKILL})
	<-result
	<-died
	gone := make(chan struct{})
	proc.OnDeath(t.Context(), pids[0], func() { close(gone) })
	<-gone
}

// A key's signal to all that comes before a child starts, and is noticed after,
// still reaches the child.
func TestStopSharedTooEarly(t *testing.T) {
	t.Parallel()
	pids, cancel, result := start(t, `echo $$; exec sleep 300`)
	cancel(proc.Stop{Signal: syscall.SIGINT, Shared: true})
	if res := <-result; res.Code != 130 || res.Signal != "interrupt" {
		t.Errorf("got %+v", res)
	}
	checkGone(t, pids)
}

// A child that ends by a key's signal may get it before we do: the context is
// done when Run returns, so nothing more is started.
func TestStopSharedTooLate(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancelCause(t.Context())
	started := make(chan int, 1)
	go func() {
		stat := fmt.Sprintf("/proc/%d/stat", <-started)
		for ctx.Err() == nil {
			if _, err := os.Stat(stat); err != nil { // Run asks for it, too
				cancel(proc.Stop{Signal: syscall.SIGINT, Shared: true})
			}
			runtime.Gosched()
		}
	}()
	res := proc.Run(proc.WithStarted(ctx, func(pid int) { started <- pid }), sh("kill -INT $$"))
	if res.Signal != "interrupt" || ctx.Err() == nil {
		t.Errorf("got %+v, and the context %v", res, ctx.Err())
	}
}

// What a child starts while it is being ended is ended, too.
func TestStopReachesWhatIsStartedMeanwhile(t *testing.T) {
	t.Parallel()
	for range 10 {
		mark := fmt.Sprintf("MARK=%s%d", t.TempDir(), os.Getpid())
		ctx, cancel := context.WithCancelCause(t.Context())
		c := sh(`i=0; while test $i -lt 300; do sleep 300 & i=$((i + 1)); done; wait`)
		c.Env = append(c.Env, mark, "PATH="+os.Getenv("PATH"))
		proc.Run(proc.WithStarted(ctx, func(pid int) {
			go func() {
				for children(pid) < 20 {
					runtime.Gosched()
				}
				cancel(proc.Stop{Signal: syscall.SIGTERM})
			}()
		}), c)
		if left := marked(mark); len(left) > 0 {
			t.Fatalf("left behind: %v", left)
		}
	}
}

// After a key that has ended a child, what it has left behind may take as long
// as it wants, and ends when the user asks again.
func TestStopSharedWaitsForOrphans(t *testing.T) { //nolint:paralleltest // orphans are those of all tests
	mark := "MARK=" + t.TempDir()
	ctx, cancel := context.WithCancelCause(t.Context())
	again := make(chan struct{})
	stop := proc.Stop{Signal: syscall.SIGINT, Shared: true, Again: again}
	r, w := io.Pipe()
	c := sh(`trap '' INT; sleep 300 & trap - INT; echo; kill -INT $$`)
	c.Env, c.Stdout = append(c.Env, mark, "PATH="+os.Getenv("PATH")), w
	result := make(chan proc.Result, 1)
	go func() { result <- proc.Run(ctx, c) }()
	if _, err := r.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	cancel(stop)
	for len(marked(mark)) > 1 { // the shell has not ended
		select {
		case res := <-result:
			t.Fatalf("got %+v, and %v is left behind", res, marked(mark))
		default:
		}
	}
	close(again)
	if res := <-result; res.Signal != "interrupt" {
		t.Errorf("got %+v", res)
	}
	if left := marked(mark); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// What a run has left behind ends with the active runs. What other programs
// have left in our process group meanwhile does not.
func TestStopSparesInnocents(t *testing.T) { //nolint:paralleltest // orphans are those of all tests
	leave := `sleep 300 >/dev/null 2>&1 & echo $!`
	cmd := exec.CommandContext(t.Context(), shell, "-c", leave)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH")}
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	innocent, err := strconv.Atoi(strings.TrimSpace(string(out)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = syscall.Kill(innocent, syscall.SIGKILL) }()
	left, _, first := start(t, leave)
	if res := <-first; res.Code != 0 || res.Err != nil {
		t.Fatalf("got %+v", res)
	}
	pids, cancel, result := start(t, `echo $$; exec sleep 300`)
	cancel(proc.Stop{Signal: syscall.SIGTERM})
	<-result
	checkGone(t, append(pids, left...))
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", innocent))
	if err != nil || strings.Contains(string(stat), ") Z ") || strings.Contains(string(stat), ") T ") {
		t.Errorf("an innocent process is %q, %v", stat, err)
	}
}

// Our program below another cargo-nw has the marks of both.
func TestMarks(t *testing.T) {
	t.Parallel()
	var stdout bytes.Buffer
	c := sh(`echo "$_CARGO_NW_RUN"`)
	c.Env, c.Stdout = append(c.Env, "_CARGO_NW_RUN=1-ABOVE"), &stdout
	if res := proc.Run(t.Context(), c); res.Code != 0 || res.Err != nil {
		t.Fatalf("got %+v", res)
	}
	if marks := strings.Fields(stdout.String()); len(marks) != 2 || marks[0] != "1-ABOVE" || !strings.HasPrefix(marks[1], strconv.Itoa(os.Getpid())+"-") {
		t.Errorf("marks %q", marks)
	}
}

// children counts those of a process.
func children(pid int) int {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	return len(strings.Fields(string(text)))
}

// marked are the processes with a variable in their environment that have not
// ended.
func marked(mark string) (pids []string) {
	paths, _ := filepath.Glob("/proc/[0-9]*/environ")
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err == nil && strings.Contains("\x00"+string(text), "\x00"+mark+"\x00") {
			pids = append(pids, filepath.Base(filepath.Dir(path)))
		}
	}
	return pids
}
