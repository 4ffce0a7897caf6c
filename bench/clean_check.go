package main

import (
	"context"
	"path/filepath"
)

// cleanCheck: what does direct mode add to a build from nothing?
var cleanCheck = benchmark{
	name:  "clean-check",
	title: "Clean `cargo check --offline`, direct mode, one trivial nested workspace",
	note:  "All target directories are removed before each run, untimed.",
	warm:  1,
	setup: setupCleanCheck,
	figures: []figure{
		{what: "against a build.rs by hand", ours: "cargo-nw", other: "by hand", kind: atMost, asked: 1.3},
		{what: "faster than the peer", ours: "cargo-nw", other: "cargo-nested", kind: atLeast, asked: 25},
	},
}

func setupCleanCheck(ctx context.Context, l *lab) ([]contender, error) {
	base := filepath.Join(l.dir, "clean-check")
	one := roots(1)
	ours := fixture{dir: filepath.Join(base, "nw"), roots: one, script: ourScript}
	hand := fixture{dir: filepath.Join(base, "hand"), roots: one, script: handScript(one)}
	peer := fixture{dir: filepath.Join(base, "peer"), roots: one, script: peerScript, depends: peerDepends}
	for _, f := range []fixture{ours, hand, peer} {
		if err := f.write(); err != nil {
			return nil, err
		}
	}
	if err := l.fetchPeer(ctx, peer.dir); err != nil {
		return nil, err
	}
	enter := func(name string, f fixture) contender {
		return contender{
			name: name, argv: []string{"cargo", "check", "--offline"}, dir: f.dir, before: f.removeTargets,
			check: func(string) error { return f.built() },
		}
	}
	list := []contender{enter("cargo-nw", ours), enter("by hand", hand), enter("cargo-nested", peer)}
	list[2].slow = true
	return list, nil
}
