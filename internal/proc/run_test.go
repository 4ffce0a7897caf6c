//go:build unix

package proc_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/proc"
)

const shell = "/bin/sh"

func sh(script string) proc.Command {
	return proc.Command{Path: shell, Argv: []string{"sh", "-c", script}, Dir: "/", Env: []string{"A=b c"}}
}

func TestRun(t *testing.T) {
	t.Parallel()
	tests := []struct {
		script string
		code   int
		signal string
	}{
		{"exit 0", 0, ""},
		{"exit 101", 101, ""},
		{"exit 137", 137, ""},
		{"kill -9 $$", 137, "killed"},
		{"kill -SEGV $$", 139, "segmentation fault"},
		{`test "$A" = "b c" && test "$PWD" = / && test -z "$HOME"`, 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.script, func(t *testing.T) {
			t.Parallel()
			res := proc.Run(t.Context(), sh(tt.script))
			if res.Code != tt.code || res.Signal != tt.signal || res.Err != nil || res.Duration <= 0 {
				t.Errorf("got %+v", res)
			}
		})
	}
}

func TestRunStreams(t *testing.T) {
	t.Parallel()
	var stdout, stderr bytes.Buffer
	c := sh("cat; echo err >&2")
	c.Stdin, c.Stdout, c.Stderr = bytes.NewBufferString("in"), &stdout, &stderr
	if res := proc.Run(t.Context(), c); res.Err != nil || stdout.String() != "in" || stderr.String() != "err\n" {
		t.Errorf("%+v, stdout %q, stderr %q", res, stdout.String(), stderr.String())
	}
}

func TestRunCannotStart(t *testing.T) {
	t.Parallel()
	missing := proc.Command{Path: "/no/such/program", Argv: []string{"x"}, Dir: "/"}
	if res := proc.Run(t.Context(), missing); !errors.Is(res.Err, fs.ErrNotExist) {
		t.Errorf("no program: %+v", res)
	}
	nowhere := sh("exit 0")
	nowhere.Dir = "/no/such/directory"
	if res := proc.Run(t.Context(), nowhere); !errors.Is(res.Err, fs.ErrNotExist) {
		t.Errorf("no directory: %+v", res)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if res := proc.Run(ctx, sh("exit 0")); !errors.Is(res.Err, context.Canceled) {
		t.Errorf("cancelled: %+v", res)
	}
}

// The child gets the signal that we got, and may end on its own.
func TestRunPassesTheSignalOn(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, trap string
		signal     syscall.Signal
		code       int
		killedBy   string
	}{
		{"handled", "trap 'exit 7' INT;", syscall.SIGINT, 7, ""},
		{"not handled", "", syscall.SIGTERM, 143, "terminated"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r, w := io.Pipe()
			hold, release, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = hold.Close() }()
			defer func() { _ = release.Close() }() // so that the child ends in any case
			c := sh(tt.trap + "echo ready; read line")
			c.Stdin, c.Stdout = hold, w
			ctx, cancel := context.WithCancelCause(t.Context())
			defer cancel(nil)
			go func() {
				if _, err := bufio.NewReader(r).ReadString('\n'); err == nil {
					cancel(proc.Stop{Signal: tt.signal})
				}
			}()
			res := proc.Run(ctx, c)
			_ = w.Close()
			if res.Code != tt.code || res.Signal != tt.killedBy || res.Err != nil || res.Duration >= proc.Grace {
				t.Errorf("got %+v", res)
			}
		})
	}
}

// A grandchild that lives on and holds our pipes does not hold us forever.
func TestRunDoesNotWaitForGrandchildren(t *testing.T) {
	t.Parallel()
	hold, release, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = hold.Close() }()
	ended := time.AfterFunc(6*proc.Grace, func() { _ = release.Close() }) // then the grandchild ends
	defer ended.Reset(0)
	c := sh("exec 3<&0; cat <&3 >&2 & exit 5")
	var stderr bytes.Buffer
	c.Stdin, c.Stderr = hold, &stderr
	if res := proc.Run(t.Context(), c); res.Code != 5 || res.Err != nil || res.Duration > 5*proc.Grace {
		t.Errorf("got %+v", res)
	}
}

func TestStop(t *testing.T) {
	t.Parallel()
	for sig, want := range map[os.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143, syscall.SIGHUP: 129} {
		if got := (proc.Stop{Signal: sig}).Code(); got != want {
			t.Errorf("%v is %d, want %d", sig, got, want)
		}
	}
}
