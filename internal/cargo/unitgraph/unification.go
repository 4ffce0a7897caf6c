package unitgraph

import (
	"context"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/environ"
)

// Unification are the lines of .cargo/config.toml by which this cargo gives
// packages the features of the whole workspace in every build, "" where it
// cannot (https://doc.rust-lang.org/nightly/cargo/reference/unstable.html#feature-unification,
// cargo#14774). A cargo that does not know the key as stable says that it ignores
// it.
func (c Cargo) Unification(ctx context.Context) (string, error) {
	const lines = "[resolver]\nfeature-unification = \"workspace\""
	if c.Version.Version.Before(1, 86) {
		return "", nil
	}
	argv := []string{"metadata", "--format-version", "1", "--no-deps", "--offline"}
	_, said, err := c.Run(ctx, argv, environ.With(c.Env, "CARGO_RESOLVER_FEATURE_UNIFICATION", "workspace"))
	switch ignored := strings.Contains(string(said), "resolver.feature-unification"); {
	case err != nil:
		return "", err
	case !ignored:
		return lines, nil
	case c.Version.Unstable:
		return "[unstable]\nfeature-unification = true\n" + lines, nil
	}
	return "", nil
}
