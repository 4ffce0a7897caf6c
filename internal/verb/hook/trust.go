package hook

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// policyEnv overrides the key `lock_policy` of every package.
const policyEnv = "CARGO_NW_LOCK_POLICY"

// policy is what applies to a parent that is not offline. Only then, and only
// for auto, are cargos asked for their version: the parent's, and those of
// nested workspaces with their own toolchain. If one of the variants has a cargo
// that is too old, its workspace has.
func (c Call) policy(ctx context.Context, key string, tree nested.Tree, sit lockguard.Situation) (policy, error) {
	overridden := ""
	if value := environ.Get(c.Env, policyEnv); value != "" {
		key, overridden = value, policyEnv
	}
	if key != manifest.PolicyAuto && key != manifest.PolicyRequireOffline {
		return policy{}, fmt.Errorf("%s=%s is neither %s nor %s",
			policyEnv, args.Quote(key), manifest.PolicyRequireOffline, manifest.PolicyAuto)
	}
	p := policy{auto: key == manifest.PolicyAuto, overridden: overridden, tooOld: map[string]string{}}
	if parent, _ := sit.Parent(); !p.auto || parent.Offline || c.Kind != Build {
		return p, nil
	}
	own := proc.Command{Path: environ.Get(c.Env, "CARGO"), Dir: c.Dir, Env: c.Env}
	parents := version(ctx, own)
	for _, ws := range tree.Nested() {
		for _, run := range ws.AllRuns() {
			answer, env := parents, sit.UserEnv(lockguard.Direct)
			if run.Toolchain != "" {
				env = environ.With(env, toolchain.NameEnv, run.Toolchain)
			}
			if trusted(answer) && (ws.Toolchain != "" || run.Toolchain != "") {
				answer = version(ctx, proc.Command{Path: sit.Program, Dir: ws.Dir, Env: env})
			}
			if !trusted(answer) {
				p.tooOld[ws.Dir] = answer
			}
		}
	}
	return p, nil
}

// version is what a cargo reports as its version, or its description if it does
// not answer.
func version(ctx context.Context, cargo proc.Command) string {
	var out bytes.Buffer
	cargo.Argv, cargo.Stdout = []string{"cargo", "--version"}, &out
	if res := proc.Run(ctx, cargo); res.Err != nil || res.Code != 0 {
		return "a cargo of unknown version"
	}
	return strings.TrimSpace(out.String())
}

// trusted reads the answer of `cargo --version`. Cargo 1.88 and earlier may
// deadlock on the package cache in a nested run (docs/adr/0002-lock-policy.md).
func trusted(version string) bool {
	v, ok := toolchain.Answer("cargo", version)
	return ok && !v.Before(1, 89)
}
