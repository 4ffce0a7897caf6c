package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// peerVersion is that of cargo-nested and of its library nested_workspace.
const peerVersion = "3.2.1"

// installPeer puts cargo-nested into dir/bin unless it is there. It needs the
// network the first time.
func (l *lab) installPeer(ctx context.Context, dir string) error {
	program := filepath.Join(dir, "bin", "cargo-nested")
	if _, err := os.Stat(program); err == nil {
		return nil
	}
	l.logf("installing cargo-nested %s in %s", peerVersion, dir)
	target := filepath.Join(l.dir, "peer-target")
	install := command{
		argv: []string{
			"cargo", "install", "cargo-nested", "--version", peerVersion,
			"--root", dir, "--target-dir", target, "--locked",
		},
		dir: l.dir, limit: 30 * time.Minute,
	}
	if _, err := l.run(ctx, install); err != nil {
		return fmt.Errorf("installing cargo-nested: %w", err)
	}
	if err := os.RemoveAll(target); err != nil {
		return fmt.Errorf("removing what is left of the installation: %w", err)
	}
	return nil
}

// fetchPeer downloads what a package that uses the peer's library depends on,
// so that the measurement can be offline. What is in the cache is not
// downloaded again.
func (l *lab) fetchPeer(ctx context.Context, dir string) error {
	offline := command{argv: []string{"cargo", "fetch", "--offline"}, dir: dir}
	if _, err := l.run(ctx, offline); err == nil {
		return nil
	}
	online := command{argv: []string{"cargo", "fetch"}, dir: dir, limit: 10 * time.Minute}
	if _, err := l.run(ctx, online); err != nil {
		return fmt.Errorf("fetching nested_workspace %s: %w", peerVersion, err)
	}
	return nil
}
