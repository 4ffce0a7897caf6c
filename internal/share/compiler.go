package share

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/internal/store"
)

// compilers asks compilers for their version, each only once. It is safe for
// concurrent use.
type compilers struct {
	mu    sync.Mutex
	asked map[string]string
	stuck error // one that did not answer: no other one is asked
}

// patience is how long a program may take to answer. It delays a call once.
const patience = 5 * time.Second

// version is what `rustc -vV` prints in dir.
func (c *compilers) version(ctx context.Context, rustc, dir string, env []string) (string, error) {
	key := rustc
	if toolchain.IsProxy(rustc) {
		name, _ := toolchain.Current(env)
		key = strings.Join([]string{rustc, name, toolchain.NearestFile(dir)}, "\x00")
		if text, _ := os.ReadFile(toolchain.Settings(toolchain.Home(env))); name == "" && toolchain.HasOverrides(text) {
			key += "\x00" + dir
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if text, ok := c.asked[key]; ok {
		return text, nil
	}
	text, err := c.ask(ctx, rustc, dir, env, "-vV")
	if err != nil {
		return "", err
	}
	if !strings.HasPrefix(text, "rustc ") || !strings.Contains(text, "host: ") {
		return "", fmt.Errorf("%s -vV does not say its version", rustc)
	}
	c.asked[key] = text
	return text, nil
}

// ask starts a compiler or a cargo. One that rustup would have to install is not
// asked: the run itself may install it. The caller holds the lock.
func (c *compilers) ask(ctx context.Context, program, dir string, env []string, argv ...string) (string, error) {
	if c.stuck != nil {
		return "", c.stuck
	}
	env = environ.With(env, "RUSTUP_AUTO_INSTALL", "0")
	limited, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var out bytes.Buffer
	res := proc.Run(limited, proc.Command{Path: program, Argv: append([]string{filepath.Base(program)}, argv...), Dir: dir, Env: env, Stdout: &out})
	if ctx.Err() == nil && limited.Err() != nil {
		c.stuck = fmt.Errorf("%s %s has not ended after %v", program, strings.Join(argv, " "), patience)
		return "", c.stuck
	}
	if res.Err != nil {
		return "", fmt.Errorf("asking %s: %w", program, res.Err)
	}
	if res.Code != 0 {
		return "", fmt.Errorf("%s %s ended with status %d", program, strings.Join(argv, " "), res.Code)
	}
	return out.String(), nil
}

// buildDirectory is that of a workspace whose build directory has a hash of
// cargo's in its name. Only cargo knows that; it compiles nothing and locks
// nothing to say it.
func (c *compilers) buildDirectory(ctx context.Context, cargo proc.Command, command args.Command) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := "build directory\x00" + cargo.Dir
	if dir, ok := c.asked[key]; ok {
		return dir, nil
	}
	words := []string{"metadata", "--no-deps", "--offline", "--format-version", "1"}
	for _, value := range command.Values("--config") {
		words = append(words, "--config", value)
	}
	text, err := c.ask(ctx, cargo.Path, cargo.Dir, cargo.Env, words...)
	if err != nil {
		return "", err
	}
	var said struct {
		Build string `json:"build_directory"`
	}
	if err := json.Unmarshal([]byte(text), &said); err != nil || said.Build == "" {
		return "", fmt.Errorf("cargo metadata in %s does not say the build directory", cargo.Dir)
	}
	c.asked[key] = paths.Resolve(said.Build)
	return c.asked[key], nil
}

// rustcOf is the compiler that a cargo uses: the configured one, or the one next
// to the cargo of a toolchain, or the one on PATH.
func rustcOf(c config.Compilation, cargo, dir string, env []string) (string, error) {
	switch {
	case filepath.IsAbs(c.Rustc):
		return c.Rustc, nil
	case strings.ContainsAny(c.Rustc, `/\`):
		return filepath.Join(dir, c.Rustc), nil
	case c.Rustc != "":
		return environ.Find(env, c.Rustc)
	}
	next := filepath.Join(filepath.Dir(cargo), "rustc"+filepath.Ext(cargo))
	if _, err := os.Stat(next); err == nil && !toolchain.IsProxy(next) {
		return next, nil
	}
	return environ.Find(env, "rustc")
}

// group is the group for everything that a cargo compiles with this compiler and
// configuration. The times of a new group start when the compiler was installed.
func (s *Sharing) group(ctx context.Context, w work) (store.Group, error) {
	rustc, err := rustcOf(w.compilation, w.cargo, w.dir, w.env)
	if err != nil {
		return store.Group{}, err
	}
	version, err := s.compilers.version(ctx, rustc, w.dir, w.env)
	if err != nil {
		return store.Group{}, err
	}
	h := sha256.Sum256([]byte(version + "\x00" + w.compilation.Text))
	g := s.store.Group(hex.EncodeToString(h[:8]), store.Facts{Rustc: version, Settings: w.compilation.Text})
	if g.T0.IsZero() {
		g.T0 = s.compilers.installed(ctx, rustc, w.dir, w.env)
	}
	return g, nil
}

// installed is when the compiler was installed, but at least a minute ago.
func (c *compilers) installed(ctx context.Context, rustc, dir string, env []string) time.Time {
	latest := time.Now().Add(-time.Minute)
	c.mu.Lock()
	sysroot, err := c.ask(ctx, rustc, dir, env, "--print", "sysroot")
	c.mu.Unlock()
	if err == nil {
		rustc = filepath.Join(strings.TrimSpace(sysroot), "bin", "rustc"+filepath.Ext(rustc))
	}
	info, err := os.Stat(rustc)
	if err != nil || info.ModTime().After(latest) || info.ModTime().Year() < 2000 {
		return latest
	}
	return info.ModTime()
}
