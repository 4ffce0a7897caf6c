package hook

import (
	"bytes"
	"context"
	"fmt"

	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// online says whether nested runs may start under a parent that is not offline:
// the policy is auto, and the parent is a cargo that does not wait for itself.
// Cargo 1.88 and earlier ones may wait for the package cache in a nested run
// for ever (docs/adr/0002-lock-policy.md); shared directories are found by
// [lockguard.Check] in any case.
func (c Call) online(ctx context.Context, policy string, sit lockguard.Situation) bool {
	parent, _ := sit.Parent()
	if policy != nested.PolicyAuto || parent.Offline {
		return false
	}
	var out bytes.Buffer
	cargo := environ.Get(c.Env, "CARGO")
	res := proc.Run(ctx, proc.Command{Path: cargo, Argv: []string{"cargo", "--version"}, Dir: c.Dir, Env: c.Env, Stdout: &out})
	return res.Err == nil && res.Code == 0 && letsGo(out.String())
}

// letsGo reads the answer of `cargo --version`.
func letsGo(version string) bool {
	var major, minor int
	_, err := fmt.Sscanf(version, "cargo %d.%d", &major, &minor)
	return err == nil && (major > 1 || minor >= 89)
}
