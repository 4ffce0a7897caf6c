package unitgraph

import (
	"context"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/environ"
)

// The variables of cargo's own unification of features
// (https://doc.rust-lang.org/cargo/reference/unstable.html#feature-unification).
const (
	unificationEnv = "CARGO_RESOLVER_FEATURE_UNIFICATION"
	unstableEnv    = "CARGO_UNSTABLE_FEATURE_UNIFICATION"
)

// Unification is whether a cargo can give packages the same features in all
// builds by itself.
type Unification int

// The answers.
const (
	CannotUnify   Unification = iota
	UnifyUnstable             // with a key of [unstable]
	UnifyStable
)

// Unification asks whether cargo knows the key, and whether it is stable: it says
// so when it ignores it. Before 1.86 it says nothing, and does nothing.
func (c Cargo) Unification(ctx context.Context) (Unification, error) {
	if c.Version.Version.Before(1, 86) {
		return CannotUnify, nil
	}
	argv := append([]string{"metadata", "--no-deps", "--offline", "--format-version", "1"}, c.manifest()...)
	_, said, err := c.Run(ctx, argv, environ.With(environ.With(c.Env, unstableEnv, "false"), unificationEnv, "workspace"))
	switch {
	case err != nil:
		return CannotUnify, err
	case !strings.Contains(string(said), "resolver.feature-unification"):
		return UnifyStable, nil
	case c.Version.Unstable:
		return UnifyUnstable, nil
	}
	return CannotUnify, nil
}

// Lines are what switches it on, in .cargo/config.toml; none if cargo cannot.
func (u Unification) Lines() []string {
	lines := []string{"[resolver]", `feature-unification = "workspace"`}
	switch u {
	case UnifyStable:
		return lines
	case UnifyUnstable:
		return append(lines, "[unstable]", "feature-unification = true")
	case CannotUnify:
	}
	return nil
}

// Unified is the same cargo with its own unification switched on or off, whatever
// the configuration says.
func (c Cargo) Unified(on bool) Cargo {
	value := "selected"
	if on {
		value = "workspace"
	}
	c.Env = environ.With(c.Env, unificationEnv, value)
	if c.Version.Unstable {
		c.Env = environ.With(c.Env, unstableEnv, "true")
	}
	return c
}
