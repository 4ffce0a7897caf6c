package windows_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/cargo-nw/cargo-nw/internal/cli"
)

// TestMain makes cargo-nw.exe and cargo.exe, the fake one, copies of the test
// program.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"cargo-nw": func() { os.Exit(nw(os.Args[1:])) },
		"cargo":    func() { os.Exit(fakeCargo(os.Args[1:])) },
	})
}

func nw(argv []string) int {
	return cli.Run(argv, os.Environ(), "", os.Stdin, os.Stdout, os.Stderr)
}

// fakeCargo starts cargo-nw for `nw`, as cargo does. Of other runs it appends the
// name of its directory and its words, each ended by a zero byte, to FAKE_LOG. With
// the file `wait` in its directory it writes a word and reads stdin to the end;
// `exit` holds its status.
func fakeCargo(argv []string) int {
	words := argv
	if len(words) > 0 && strings.HasPrefix(words[0], "+") {
		words = words[1:]
	}
	if len(words) > 0 && words[0] == "nw" {
		self, err := os.Executable()
		if err == nil {
			err = os.Setenv("CARGO", self)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 99
		}
		return nw(words)
	}
	if err := record(argv); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 99
	}
	if _, err := os.Stat("wait"); err == nil {
		fmt.Println("waiting")
		_, _ = io.Copy(io.Discard, os.Stdin)
	}
	text, err := os.ReadFile("exit")
	if errors.Is(err, os.ErrNotExist) {
		return 0
	}
	code, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 98
	}
	return code
}

func record(argv []string) error {
	log := os.Getenv("FAKE_LOG")
	if log == "" {
		return nil
	}
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	f, err := os.OpenFile(log, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, strings.Join(append([]string{filepath.Base(dir)}, argv...), "\x00")+"\x00")
	return errors.Join(err, f.Close())
}
