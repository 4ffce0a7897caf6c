package traverse

import (
	"runtime"

	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/proc/jobserver"
	"github.com/cargo-nw/cargo-nw/nested"
)

// parseJobs reads how many workspaces may run at once, and how many jobs all
// runs together may have.
func parseJobs(text string) (int, error) {
	n, err := command.ParseNumber(text)
	if n == 0 && err == nil {
		n = runtime.GOMAXPROCS(0) // knows of a container's limit, as cargo does
	}
	return n, err
}

// pooled is the pool of tokens for the plan's runs, and the variables that say
// where it is: that of a make or cargo above us, or else our own if jobs are
// limited. closePool removes it. The runs of `cargo fetch` do not get it: fetching
// compiles nothing, and each would warn about the one job that it gives itself.
func pooled(c command.Call, plan nested.Plan) (env []string, tokens execution.Tokens, closePool func(), err error) {
	pool := jobserver.Join(c.Env)
	if pool == nil {
		if plan.Jobs == 0 {
			return nil, nil, func() {}, nil
		}
		if pool, err = jobserver.New(plan.Jobs, min(plan.Jobs, len(plan.Steps))); err != nil {
			return nil, nil, nil, err
		}
	}
	if c.Command.Subcommand != "fetch" {
		env = pool.Env()
	}
	return env, pool, pool.Close, nil
}
