package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/internal/share"
	"github.com/cargo-nw/cargo-nw/internal/store"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// nothing is a cargo that does nothing.
type nothing struct{}

func (nothing) Run(context.Context, int, nested.Spec) proc.Result { return proc.Result{} }

// large is a workspace with about 150 units to share when it is checked.
const large = `axum = "0.8"
chrono = "0.4"
clap = { version = "4", features = ["derive"] }
regex = "1"
reqwest = { version = "0.12", default-features = false, features = ["json"] }
serde_json = "1"
tokio = { version = "1", features = ["full"] }
tracing-subscriber = { version = "0.3", features = ["env-filter"] }
uuid = { version = "1", features = ["v4"] }
`

// largeParts measures the parts in that workspace.
func (l *lab) largeParts() error {
	r := replica{dir: filepath.Join(l.Dir, "large")}
	files := map[string]string{
		"src/lib.rs": "",
		"Cargo.toml": "[package]\nname = \"top\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[workspace]\nexclude = [\"w00\"]\n" +
			"[package.metadata.nested_workspace]\nroots = [\"w00\"]\nshare = true\n",
		"w00/src/lib.rs": "",
		"w00/Cargo.toml": "[package]\nname = \"large\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[workspace]\n[dependencies]\n" + large,
	}
	if err := r.put(files); err != nil {
		return err
	}
	if _, err := l.Run(r.dir, l.Program(), "nw", "check"); err != nil {
		return err
	}
	return l.parts(r, "check")
}

// parts measures what sharing itself takes around one run in the first nested
// workspace: seeding before, harvesting after.
func (l *lab) parts(r replica, subcommand string) error {
	target := filepath.Join(r.dir, r.name(0), "target")
	d, err := units.Read(target)
	if err != nil {
		return err
	}
	env := environ.With(l.Env, "CARGO_NET_OFFLINE", "true")
	tree, err := nested.Discover(l.Ctx, manifest.NewReader(config.Home(env)), r.dir)
	if err != nil {
		return err
	}
	sit, err := lockguard.Observe(l.Ctx, env)
	if err != nil {
		return err
	}
	command := args.Command{Subcommand: subcommand}
	plan := nested.NewPlan(command, tree, sit, nil, nil).Decided(sit.Decision(r.dir, command))
	at, err := share.StoreOf(tree.Workspaces[0], sit.UserEnv(lockguard.Traversal))
	if err != nil {
		return err
	}
	around := func(s store.Store) { share.New(s).Around(nothing{}).Run(l.Ctx, 1, plan.Steps[1].Spec) }
	forget := func() error { return os.RemoveAll(filepath.Join(at.Dir, "seen")) }
	for _, c := range []struct {
		name   string
		before func() error
		store  store.Store
	}{
		{name: "nothing has changed", store: at},
		{name: "all are in place and are looked at", store: at, before: forget},
		{name: "all are placed", store: at, before: func() error { return os.RemoveAll(target) }},
		{name: "all are stored", store: store.In(r.dir), before: func() error { return store.In(r.dir).Remove() }},
	} {
		if err = l.timed(c.name, len(d.Units), c.before, func() { around(c.store) }); err != nil {
			return err
		}
	}
	if err = store.In(r.dir).Remove(); err != nil {
		return err
	}
	_, err = l.Run(r.dir, l.Program(), "nw", subcommand, "--offline", "--workspace")
	return err
}

// timed runs something seven times, and notes the median of the time and of the
// CPU time of this process and its children.
func (l *lab) timed(name string, count int, before func() error, what func()) error {
	var wall, cpu []time.Duration
	for range 7 {
		if before != nil {
			if err := before(); err != nil {
				return err
			}
		}
		used, began := usage(), time.Now()
		what()
		wall, cpu = append(wall, time.Since(began)), append(cpu, usage()-used)
	}
	slices.Sort(wall)
	slices.Sort(cpu)
	l.note("seeding and harvesting %d units, %s: %d ms of CPU, %d ms", count, name, cpu[3].Milliseconds(), wall[3].Milliseconds())
	return nil
}

// afterwards prints what is not in the table.
func (l *lab) afterwards() {
	fmt.Println()
	for _, text := range l.notes {
		fmt.Println("- " + text)
	}
}
