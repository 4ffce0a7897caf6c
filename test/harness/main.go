package harness

import (
	"fmt"
	"maps"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/cargo-nw/cargo-nw/internal/cli"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// Limit is how long any one program of a test may take.
const Limit = realcargo.Limit

// Repository is the top of the repository, from the directory of a room.
var Repository = filepath.Join("..", "..")

// Main is the TestMain of a room. The test program is cargo-nw, too, when it is
// started under that name, and so are the further programs of the room.
func Main(m *testing.M, programs ...map[string]func()) {
	if strings.Contains(filepath.Base(os.Args[0]), ".test") {
		heedSignals()
	}
	all := map[string]func(){
		"cargo-nw": func() { os.Exit(cli.Run(os.Args[1:], os.Environ(), "", os.Stdin, os.Stdout, os.Stderr)) },
	}
	for _, more := range programs {
		maps.Copy(all, more)
	}
	testscript.Main(room{m}, all)
}

// room gives the tests a directory that they share, and removes it after them.
type room struct{ m *testing.M }

// shared is that directory.
var shared string

// Shared is a directory for what the tests of a room have in common. It is there
// while they run.
func Shared() string { return shared }

func (r room) Run() int {
	dir, err := os.MkdirTemp("", "cargo-nw-room-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(dir) }()
	shared = dir
	return r.m.Run()
}

// heedSignals has the signals that were ignored when the tests were started
// (nohup, a shell's background) at their default in all that they start: some
// programs are asked to end by them.
func heedSignals() {
	for _, sig := range []os.Signal{os.Interrupt, syscall.SIGHUP, syscall.SIGTERM, syscall.SIGQUIT} {
		if signal.Ignored(sig) {
			signal.Notify(make(chan os.Signal, 1), sig)
		}
	}
}
