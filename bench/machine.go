package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// machine is what the figures apply to.
type machine struct {
	CPU, Kernel, Load                  string
	Cores                              int
	Go, Cargo, Rustc, Rustup, Peer, NW string
}

// machine reads what cannot change in between. A file that this system does not
// have leaves its line unknown; a program that does not answer is an error.
func (l *lab) machine(ctx context.Context) (machine, error) {
	m := machine{
		CPU:   cpuModel(read("/proc/cpuinfo")),
		Load:  strings.Join(first(strings.Fields(read("/proc/loadavg")), 3), " "),
		Cores: runtime.NumCPU(),
		Go:    runtime.Version(),
	}
	root, err := moduleRoot(ctx, l)
	if err != nil {
		return m, err
	}
	for _, ask := range []struct {
		into *string
		argv []string
	}{
		{&m.Kernel, []string{"uname", "-sr"}},
		{&m.Cargo, []string{"cargo", "--version"}},
		{&m.Rustc, []string{"rustc", "--version"}},
		{&m.Peer, []string{"cargo", "nested", "--version"}},
		{&m.NW, []string{"git", "describe", "--always", "--dirty", "--abbrev=12"}},
	} {
		output, err := l.run(ctx, command{argv: ask.argv, dir: root})
		if err != nil {
			return m, err
		}
		lines := strings.Split(strings.TrimSpace(output), "\n")
		*ask.into = lines[len(lines)-1]
	}
	m.Rustup = "without rustup"
	if cargo, err := l.lookPath("cargo"); err == nil {
		if proxy, err := filepath.EvalSymlinks(cargo); err == nil && filepath.Base(proxy) == "rustup" {
			m.Rustup = "through rustup's proxy"
		}
	}
	return m, nil
}

// cpuModel finds the name in /proc/cpuinfo.
func cpuModel(cpuinfo string) string {
	for line := range strings.Lines(cpuinfo) {
		if name, value, _ := strings.Cut(line, ":"); strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}

// lookPath finds a program on the PATH of the commands, not on our own.
func (l *lab) lookPath(name string) (string, error) {
	i := slices.IndexFunc(l.env, func(kv string) bool { return strings.HasPrefix(kv, "PATH=") })
	for _, dir := range filepath.SplitList(strings.TrimPrefix(l.env[i], "PATH=")) {
		if path, err := exec.LookPath(filepath.Join(dir, name)); err == nil && filepath.IsAbs(path) {
			return path, nil
		}
	}
	return "", &exec.Error{Name: name, Err: exec.ErrNotFound}
}

func read(path string) string {
	data, err := os.ReadFile(path) //nolint:gosec // constant paths of the system's
	if err != nil {
		return ""
	}
	return string(data)
}

func first(words []string, n int) []string { return words[:min(n, len(words))] }
