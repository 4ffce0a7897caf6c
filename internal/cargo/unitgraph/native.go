package unitgraph

import (
	"bytes"
	"context"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/proc"
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
	var errs bytes.Buffer
	argv := append([]string{"cargo", "metadata", "--no-deps", "--offline", "--format-version", "1"}, c.manifest()...)
	env := environ.With(environ.With(c.Env, unstableEnv, "false"), unificationEnv, "workspace")
	res := proc.Run(ctx, proc.Command{Path: c.Program, Argv: argv, Dir: c.Dir, Env: env, Stdout: new(bytes.Buffer), Stderr: &errs})
	switch {
	case res.Err != nil || res.Code != 0:
		return CannotUnify, &Error{Dir: c.Dir, Argv: argv[1:], Text: strings.TrimSpace(errs.String()), Err: res.Err}
	case !strings.Contains(errs.String(), "resolver.feature-unification"):
		return UnifyStable, nil
	case c.Version.Unstable:
		return UnifyUnstable, nil
	}
	return CannotUnify, nil
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
