package proc

import (
	"crypto/rand"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
)

// markEnv lists, in each process that we start and whatever that starts, the
// marks of the cargo-nws above it. The environment that a process starts with
// stays readable when all processes between us have ended.
const markEnv = "_CARGO_NW_RUN"

// mark is this process's own. A process ID alone may be reused.
var mark = sync.OnceValue(func() string { return fmt.Sprintf("%d-%s", os.Getpid(), rand.Text()) })

// marked is an environment, nil for our own, with our mark added.
func marked(env []string) []string {
	if env == nil {
		env = os.Environ()
	}
	above := ""
	for _, entry := range env {
		if value, ok := strings.CutPrefix(entry, markEnv+"="); ok {
			above = value + " "
		}
	}
	return append(slices.Clip(env), markEnv+"="+above+mark())
}
