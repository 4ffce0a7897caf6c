package blackbox_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// fakeCargo is for argv, order and exit codes only. It appends the name of its
// directory and its words, each ended by a zero byte, to FAKE_LOG. Then a file
// in its directory says how it ends: `exit` holds an exit status, `signal` a
// number to be killed by, and with `wait` it writes a line to stdout and reads
// stdin to the end.
func fakeCargo() {
	if err := logFake(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(99)
	}
	if _, err := os.Stat("wait"); err == nil {
		fmt.Println("waiting")
		_, _ = io.Copy(io.Discard, os.Stdin)
	}
	if n := number("signal"); n != 0 {
		if self, err := os.FindProcess(os.Getpid()); err == nil {
			_ = self.Signal(syscall.Signal(n))
		}
		never, open, _ := os.Pipe()
		_, _ = never.Read(make([]byte, 1)) // until it arrives
		_ = open.Close()
	}
	os.Exit(number("exit"))
}

func logFake() error {
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	f, err := os.OpenFile(os.Getenv("FAKE_LOG"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, record(filepath.Base(dir), os.Args[1:]...))
	return errors.Join(err, f.Close())
}

// record is what the fake cargo logs of one run.
func record(dir string, argv ...string) string {
	return strings.Join(append([]string{dir}, argv...), "\x00") + "\x00"
}

func number(file string) int {
	text, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return 0
	}
	n := 98
	_, _ = fmt.Sscan(string(text), &n)
	return n
}

// fake is a directory with a `cargo` that is the fake one, for PATH.
func fake(t *testing.T) (bin string) {
	t.Helper()
	bin = t.TempDir()
	script := "#!/bin/sh\nexec fakecargo \"$@\"\n"
	if err := os.WriteFile(filepath.Join(bin, "cargo"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	return bin
}
