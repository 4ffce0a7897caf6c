package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/cargo-nw/cargo-nw/bench/workbench"
	"github.com/cargo-nw/cargo-nw/test/registry"
)

// lab is where it happens.
type lab struct{ workbench.Bench }

// build builds our program.
func (l *lab) build() error {
	l.Env = os.Environ() // with the cache of Go in its place
	return l.Build()
}

// furnish makes the environment. generated says that cargo gets the generated
// registry, and nothing of the user's.
func (l *lab) furnish(generated bool) error {
	l.Env = []string{"XDG_CACHE_HOME=" + l.cache()}
	for _, kv := range os.Environ() {
		if name, _, _ := strings.Cut(kv, "="); name != "XDG_CACHE_HOME" && (!generated || name != "CARGO_HOME") {
			l.Env = append(l.Env, kv)
		}
	}
	if !generated {
		return nil
	}
	home := filepath.Join(l.Dir, "home")
	l.Env = append(l.Env, "CARGO_HOME="+home, "CARGO_NET_OFFLINE=true")
	if _, err := os.Stat(home); err == nil {
		return nil
	}
	return registry.Make(filepath.Join(l.Dir, "registry"), home, crates())
}

func (l *lab) cache() string { return filepath.Join(l.Dir, "cache") }

// fastest is the run of three that took the least CPU time.
func (l *lab) fastest(before func() error, dir string, argv ...string) (best workbench.Ran, err error) {
	for i := range 3 {
		if err := before(); err != nil {
			return best, err
		}
		next, err := l.Run(dir, argv...)
		if err != nil {
			return best, err
		}
		if i == 0 || next.CPU < best.CPU {
			best = next
		}
	}
	return best, nil
}
