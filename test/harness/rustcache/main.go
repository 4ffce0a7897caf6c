// Command rustcache runs between cargo and rustc in tests, as RUSTC_WRAPPER.
// For a crate with the same text it repeats what rustc printed and produced,
// without rustc.
//
// It is for crates of one file that say nothing about where they are: build
// scripts and small libraries, which hundreds of tests would each compile anew.
// It keeps everything in its own directory, and knows one compiler, to which
// the link `rustc` there leads; everything else it only starts.
package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: rustcache COMPILER [ARGUMENT]...")
		os.Exit(2)
	}
	home := ""
	if self, err := os.Executable(); err == nil {
		home = filepath.Dir(self)
	}
	compiler, err := exec.LookPath(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	known, err := os.Readlink(filepath.Join(home, "rustc"))
	c, ok := parse(os.Args[2:])
	if err != nil || !ok || known != compiler {
		fmt.Fprintln(os.Stderr, syscall.Exec(compiler, os.Args[1:], os.Environ()))
		os.Exit(1)
	}
	entry := filepath.Join(home, c.key)
	if c.replay(entry) {
		return
	}
	os.Exit(compile(compiler, c, entry))
}

// compile runs the compiler and keeps its output, if that may be kept.
func compile(compiler string, c call, entry string) (code int) {
	var stdout, stderr strings.Builder
	cmd := exec.Command(compiler, os.Args[2:]...) //nolint:noctx // it ends when the compiler does; cargo ends both
	cmd.Stdin = os.Stdin
	cmd.Stdout, cmd.Stderr = io.MultiWriter(os.Stdout, &stdout), io.MultiWriter(os.Stderr, &stderr)
	if err := cmd.Run(); err != nil {
		return max(1, cmd.ProcessState.ExitCode())
	}
	if err := c.keep(entry, stdout.String(), stderr.String()); err != nil {
		fmt.Fprintln(os.Stderr, "rustcache:", err)
	}
	return 0
}
