package main

import (
	"context"
	"errors"
	"path/filepath"
	"time"
)

// noop: what does direct mode cost when nothing has changed?
var noop = benchmark{
	name:  "noop",
	title: "No-op `cargo check --offline`, direct mode, 20 nested workspaces",
	note:  "Everything is built before the first run, and nothing changes. Each run is checked: the build script did, or did not, run again, as required.",
	warm:  2,
	setup: setupNoop,
	figures: []figure{
		{what: "against a build.rs by hand", ours: "cargo-nw", other: "by hand", kind: atMost, asked: 1.15},
		{what: "faster than the peer", ours: "cargo-nw", other: "cargo-nested", kind: atLeast, asked: 1.6},
		{what: "against no hook at all", ours: "cargo-nw, rerun = changed", other: "no hook", kind: atMost, asked: 1.3},
	},
}

func setupNoop(ctx context.Context, l *lab) ([]contender, error) {
	base := filepath.Join(l.dir, "noop")
	twenty := roots(20)
	ours := fixture{dir: filepath.Join(base, "nw"), roots: twenty, script: ourScript}
	hand := fixture{dir: filepath.Join(base, "hand"), roots: twenty, script: handScript(twenty)}
	peer := fixture{dir: filepath.Join(base, "peer"), roots: twenty, script: peerScript, depends: peerDepends}
	changed := fixture{dir: filepath.Join(base, "changed"), roots: twenty, script: ourScript, table: "rerun = \"changed\"\n"}
	plain := fixture{dir: filepath.Join(base, "plain"), roots: twenty}
	for _, f := range []fixture{ours, hand, peer, changed, plain} {
		if err := f.write(); err != nil {
			return nil, err
		}
	}
	if err := l.fetchPeer(ctx, peer.dir); err != nil {
		return nil, err
	}
	check := []string{"cargo", "check", "--offline"}
	first := command{argv: check}
	for _, f := range []fixture{ours, hand, peer, changed, plain} {
		first.dir = f.dir
		if _, err := l.run(ctx, first); err != nil {
			return nil, err
		}
		if f.script == "" {
			continue
		}
		if err := f.built(); err != nil {
			return nil, err
		}
	}
	return []contender{
		watched("cargo-nw", check, ours, true),
		watched("by hand", check, hand, true),
		watched("cargo-nested", check, peer, true),
		watched("cargo-nw, rerun = changed", check, changed, false),
		{name: "no hook", argv: check, dir: plain.dir},
	}, nil
}

// watched is a contender whose runs are each checked: did cargo run the build
// script again, as it should?
func watched(name string, argv []string, f fixture, reruns bool) contender {
	var last time.Time
	return contender{
		name: name, argv: argv, dir: f.dir,
		before: func() (err error) {
			last, err = f.scriptRun()
			return err
		},
		check: func(string) error {
			now, err := f.scriptRun()
			switch {
			case err != nil:
				return err
			case reruns && !now.After(last):
				return errors.New("the build script did not run again")
			case !reruns && now.After(last):
				return errors.New("the build script ran again though nothing changed")
			}
			return nil
		},
	}
}
