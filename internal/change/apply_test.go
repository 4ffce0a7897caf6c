//go:build unix

package change_test

import (
	"context"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/change"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/internal/report"
)

// place is a directory with three files: x will be changed, own is the user's
// own, same stays as it is. There is another one next to the directory.
type place struct {
	dir string
	set change.Set
}

func newPlace(t *testing.T) place {
	t.Helper()
	top := physical(t)
	p := place{dir: filepath.Join(top, "w")}
	for _, name := range []string{"x", "own", "same"} {
		put(t, filepath.Join(p.dir, name), "old\n")
	}
	put(t, filepath.Join(top, "beside"), "old\n")
	p.set = change.Set{
		Dir: p.dir, Options: []string{"--part", "a b"}, Next: "greet",
		Files: []change.File{p.file(t, "x", "change it"), p.file(t, "new", "make it"), p.file(t, "same", "")}, Proposals: []change.File{p.file(t, "own", "is not ours")},
	}
	p.set.Files[0].Items = []string{"an item"}
	p.set.Files[2].New = p.set.Files[2].Old
	return p
}

func (p place) file(t *testing.T, name, what string) change.File {
	t.Helper()
	f, err := change.Read(filepath.Join(p.dir, name))
	if err != nil {
		t.Fatal(err)
	}
	f.New, f.What = text("new\n"), what
	return f
}

// apply gives what is printed, and the status as the command line has it.
func (p place) apply(t *testing.T, m change.Modes, quiet bool) (status int, stdout, stderr string, err error) {
	t.Helper()
	var out, errs strings.Builder
	status, err = m.Apply(t.Context(), command.Call{
		Dir: p.dir, Stdin: strings.NewReader("y\n"), Stdout: &out, Stderr: &errs, Style: report.Style{Cwd: p.dir, Quiet: quiet},
	}, "greet", p.set)
	if err != nil {
		status = command.Status(err)
	}
	return status, out.String(), errs.String(), err
}

const (
	shown    = "x: change it\n    an item\nnew: make it\n"
	patched  = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n+new\n--- /dev/null\n+++ b/new\n@@ -0,0 +1 @@\n+new\n"
	proposed = "--- a/own\n+++ b/own\n@@ -1 +1 @@\n-old\n+new\n"
	warned   = "cargo-nw: warning: own is not ours\ncargo-nw: hint: read it, then: cargo nw greet --diff --part 'a b' | git apply\n"
)

func TestApply(t *testing.T) {
	t.Parallel()
	written := map[string]string{"x": "new\n", "new": "new\n", "own": "old\n", "same": "old\n"}
	left := map[string]string{"x": "old\n", "own": "old\n", "same": "old\n"}
	tests := []struct {
		name           string
		modes          change.Modes
		quiet          bool
		prepare        func(t *testing.T, p *place)
		status         int
		stdout, stderr string
		want           map[string]string
	}{
		{name: "yes", modes: change.Modes{Yes: true}, stdout: proposed, stderr: shown + "wrote 2 files; next: greet\n" + warned, want: written},
		{name: "yes, quiet", modes: change.Modes{Yes: true}, quiet: true, stdout: proposed, want: written},
		{name: "check", modes: change.Modes{Check: true}, status: 4, stdout: shown, stderr: warned, want: left},
		{name: "diff", modes: change.Modes{Diff: true}, stdout: patched + proposed, want: left},
		{name: "no terminal", status: 2, stderr: shown, want: left},
		{name: "no terminal, quiet", quiet: true, status: 2, stderr: shown, want: left},
		{name: "nothing, yes", modes: change.Modes{Yes: true}, prepare: nothing, stderr: "nothing to change\n", want: left},
		{name: "nothing, yes, quiet", modes: change.Modes{Yes: true}, quiet: true, prepare: nothing, want: left},
		{name: "nothing, and no terminal", prepare: nothing, stderr: "nothing to change\n", want: left},
		{name: "nothing, check", modes: change.Modes{Check: true}, prepare: nothing, want: left},
		{name: "nothing, diff", modes: change.Modes{Diff: true}, prepare: nothing, want: left},
		{name: "only a proposal, yes", modes: change.Modes{Yes: true}, prepare: onlyProposal, stdout: proposed, stderr: "nothing to change\n" + warned, want: left},
		{name: "only a proposal, check", modes: change.Modes{Check: true}, prepare: onlyProposal, stderr: warned, want: left},
		{name: "only a proposal, diff", modes: change.Modes{Diff: true}, prepare: onlyProposal, stdout: proposed, want: left},
		{
			name: "a patch from above", modes: change.Modes{Diff: true}, prepare: beside, want: left,
			stdout: "--- a/beside\n+++ b/beside\n@@ -1 +1 @@\n-old\n+new\n--- a/w/own\n+++ b/w/own\n@@ -1 +1 @@\n-old\n+new\n",
			stderr: "cargo-nw: warning: the paths of the patch are relative to ..\ncargo-nw: hint: cargo nw greet --diff --part 'a b' | git -C .. apply\n",
		},
		{
			name: "a patch from a member", modes: change.Modes{Diff: true}, want: left, stdout: patched,
			prepare: func(_ *testing.T, p *place) { p.set.Dir, p.set.Proposals = filepath.Dir(p.dir), nil },
		},
		{
			name: "a proposal from above", modes: change.Modes{Check: true}, status: 4, prepare: beside, want: left, stdout: "../beside: change it\n",
			stderr: strings.Replace(warned, "git apply", "git -C .. apply", 1),
		},
		{
			// The file next to the directory is written, so the next patch is relative to here.
			name: "a proposal from here", modes: change.Modes{Yes: true}, prepare: beside, want: left,
			stdout: proposed, stderr: "../beside: change it\nwrote ../beside; next: greet\n" + warned,
		},
		{
			name: "an empty file", modes: change.Modes{Diff: true}, want: left, prepare: func(t *testing.T, p *place) {
				t.Helper()
				p.set = change.Set{Dir: p.dir, Files: []change.File{p.file(t, "it's", "make it")}}
				p.set.Files[0].New = nil
			},
			stderr: "cargo-nw: warning: a patch cannot create or remove an empty file: it's\ncargo-nw: hint: touch -- 'it'\\''s'\n",
		},
		{name: "yes and check", modes: change.Modes{Yes: true, Check: true}, status: 2, want: left},
		{name: "all", modes: change.Modes{Yes: true, Check: true, Diff: true}, status: 2, want: left},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			if tt.prepare != nil {
				tt.prepare(t, &p)
			}
			status, stdout, stderr, err := p.apply(t, tt.modes, tt.quiet)
			if status != tt.status || stdout != tt.stdout || stderr != tt.stderr {
				t.Errorf("status %d, stdout\n%sstderr\n%s, want %d\n%s\n%s (%v)", status, stdout, stderr, tt.status, tt.stdout, tt.stderr, err)
			}
			if got := contents(t, p.dir); !maps.Equal(got, tt.want) {
				t.Errorf("there is %q", got)
			}
		})
	}
}

func nothing(_ *testing.T, p *place) { p.set.Files, p.set.Proposals = p.set.Files[2:], nil }

func onlyProposal(_ *testing.T, p *place) { p.set.Files = nil }

func beside(t *testing.T, p *place) {
	t.Helper()
	p.set.Files = []change.File{p.file(t, "../beside", "change it")}
}

// TestUsage checks what the usage errors say.
func TestUsage(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	_, _, _, asks := p.apply(t, change.Modes{}, false)
	_, _, _, two := p.apply(t, change.Modes{Check: true, Diff: true}, false)
	for err, want := range map[error]args.UsageError{
		asks: {Message: "greet asks before it writes, and there is no terminal to ask on", Hint: "cargo nw greet --yes --part 'a b'"},
		two:  {Message: "--check and --diff cannot be combined", Hint: "cargo nw greet --help"},
		(&change.Modes{Yes: true}).Conflict("greet", "--print"): {Message: "--yes and --print cannot be combined", Hint: "cargo nw greet --help"},
	} {
		if usage := (*args.UsageError)(nil); !errors.As(err, &usage) || *usage != want {
			t.Errorf("got %#v, want %#v", err, want)
		}
	}
	if err := (&change.Modes{Yes: true}).Conflict("greet"); err != nil {
		t.Error(err)
	}
	if err := (&change.Modes{}).Conflict("greet", "--print"); err != nil {
		t.Error(err)
	}
}

// TestOptions checks that the options are bound.
func TestOptions(t *testing.T) {
	t.Parallel()
	var m change.Modes
	for _, o := range m.Options() {
		if err := o.Set("true"); err != nil {
			t.Error(err)
		}
	}
	if m != (change.Modes{Yes: true, Check: true, Diff: true}) {
		t.Errorf("got %+v", m)
	}
}

// TestThen is called after writing only.
func TestThen(t *testing.T) {
	t.Parallel()
	for _, modes := range []change.Modes{{Yes: true}, {Check: true}, {Diff: true}, {}} {
		p, calls := newPlace(t), 0
		p.set.Then = func() { calls++ }
		_, _, _, err := p.apply(t, modes, false)
		if (calls == 1) != modes.Yes {
			t.Errorf("%+v: %d calls, %v", modes, calls, err)
		}
		if _, _, _, err = p.apply(t, modes, false); modes.Yes && (calls != 1 || err == nil) {
			t.Errorf("it is called though writing failed: %v", err)
		}
	}
}

// TestAsk answers on a terminal.
func TestAsk(t *testing.T) {
	t.Parallel()
	for answer, writes := range map[string]bool{"y\n": true, "Yes\n": true, "yEs \n": true, "\n": false, "no\n": false, "yesterday\n": false, "\x04": false} {
		status, screen, found, err := asked(t, func(terminal io.Writer, _ context.CancelCauseFunc) error {
			_, err := io.WriteString(terminal, answer)
			return err
		})
		if status != 0 || err != nil || !strings.Contains(screen, "Write this? [y/N] ") || strings.Contains(screen, "nothing was written") == writes || (found["x"] == "new\n") != writes {
			t.Errorf("%q: status %d, %v, there is %q, shown\n%s", answer, status, err, found, screen)
		}
	}
}

// TestAskSignalled gets a signal at the question.
func TestAskSignalled(t *testing.T) {
	t.Parallel()
	_, screen, found, err := asked(t, func(_ io.Writer, cancel context.CancelCauseFunc) error {
		cancel(proc.Stop{Signal: os.Interrupt})
		return nil
	})
	if command.Status(err) != 130 || !strings.Contains(screen, "[y/N] \r\nnothing was written\r\n") || found["x"] != "old\n" {
		t.Errorf("%v, there is %q, shown\n%s", err, found, screen)
	}
}

// asked applies a set at a terminal, and has the question answered.
func asked(t *testing.T, answer func(terminal io.Writer, cancel context.CancelCauseFunc) error) (status int, screen string, found map[string]string, err error) {
	t.Helper()
	p := newPlace(t)
	keys, terminal, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer keys.Close() //nolint:errcheck // a terminal
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	seen := make(chan string, 1)
	go func() {
		var b strings.Builder
		for one := make([]byte, 1); ; {
			if _, bad := keys.Read(one); bad != nil {
				seen <- b.String()
				return
			}
			if b.Write(one); strings.HasSuffix(b.String(), "[y/N] ") {
				if bad := answer(keys, cancel); bad != nil {
					cancel(bad)
				}
			}
		}
	}()
	limit := time.AfterFunc(time.Minute, func() { cancel(errors.New("it takes too long")) })
	defer limit.Stop()
	status, err = (&change.Modes{}).Apply(ctx, command.Call{
		Dir: p.dir, Stdin: terminal, Stdout: io.Discard, Stderr: terminal, Style: report.Style{Cwd: p.dir},
	}, "greet", p.set)
	if ctx.Err() != nil {
		_, _ = keys.WriteString("\n") // the question is still being read
	}
	_ = terminal.Close()
	return status, <-seen, contents(t, p.dir), err
}
