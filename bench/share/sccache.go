package main

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// cache is an sccache server in the foreground: what it compiles is its own CPU
// time, not that of the build.
type cache struct {
	lab    *lab
	server *exec.Cmd
}

// cached has the contender's cargos use a cache, if it is the one that has it.
func (l *lab) cached(c contender) (*cache, error) {
	if !c.sccache {
		return nil, nil //nolint:nilnil // a contender without one
	}
	l.Env = append(l.Env, "RUSTC_WRAPPER=sccache", "CARGO_INCREMENTAL=0", "SCCACHE_DIR="+filepath.Join(l.Dir, "cache"), "SCCACHE_SERVER_UDS="+filepath.Join(l.Dir, "cache.sock"))
	k := &cache{lab: l}
	return k, k.start()
}

// start starts the server, and waits until it answers.
func (k *cache) start() error {
	k.server = exec.CommandContext(k.lab.Ctx, "sccache")
	k.server.Env = append(slices.Clip(k.lab.Env), "SCCACHE_START_SERVER=1", "SCCACHE_NO_DAEMON=1", "SCCACHE_IDLE_TIMEOUT=0")
	if err := k.server.Start(); err != nil {
		return err
	}
	var err error
	for range 50 {
		if _, err = k.lab.Run(".", "sccache", "--show-stats"); err == nil {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return err
}

// stop ends the server, and gives the CPU time of it and all that it compiled.
func (k *cache) stop() time.Duration {
	if k == nil {
		return 0
	}
	if stats, err := k.lab.Run(".", "sccache", "--show-stats"); err == nil {
		var lines []string
		for line := range strings.Lines(stats.Stdout) {
			for _, word := range []string{"Compile requests", "Cache hits  ", "Cache misses  ", "Non-cacheable calls"} {
				if strings.HasPrefix(line, word) {
					lines = append(lines, strings.Join(strings.Fields(line), " "))
				}
			}
		}
		k.lab.note("sccache: %s", strings.Join(lines, ", "))
	}
	_ = k.server.Process.Signal(syscall.SIGTERM)
	_ = k.server.Wait()
	return k.server.ProcessState.UserTime() + k.server.ProcessState.SystemTime()
}
