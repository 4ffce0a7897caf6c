package cli

import (
	"runtime"
	"strconv"

	"github.com/urfave/cli/v2"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/graph"
	"github.com/cargo-nw/cargo-nw/internal/proc/jobserver"
	"github.com/cargo-nw/cargo-nw/nested"
)

// jobsEnv stands for --jobs.
const jobsEnv = "CARGO_NW_JOBS"

// jobs is how many runs are made at once, and how many jobs all of them
// together may have: --jobs, else what the environment says, else 0, for one
// run after the other without a limit of ours.
func (s *session) jobs(c *cli.Context) (int, error) {
	value, source := environ.Get(s.env, jobsEnv), jobsEnv
	if c.IsSet("jobs") {
		value, source = c.String("jobs"), "--jobs"
	} else if value == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 {
		return 0, &args.UsageError{
			Message: source + " is a number, 0 for as many as there are cores, not " + args.Quote(value),
			Hint:    "cargo nw -j 4 …",
		}
	}
	if n == 0 {
		n = runtime.GOMAXPROCS(0) // knows of a container's limit, as cargo does
	}
	return n, nil
}

// retries is how often a run that fails is made again.
func retries(c *cli.Context) (int, error) {
	value := c.String("retries")
	if !c.IsSet("retries") {
		return 0, nil
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 {
		return 0, &args.UsageError{Message: "--retries is a number, 0 or more, not " + args.Quote(value), Hint: "cargo nw --retries 2 …"}
	}
	return n, nil
}

// The orders.
const (
	declared    = "declared"
	topological = "topological"
)

// order is the order of the tree's workspaces that --order asks for; nil for the
// one in which they are declared.
func order(c *cli.Context, r *manifest.Reader, tree nested.Tree) ([]nested.Place, error) {
	switch value, given := option(c, "order"); {
	case !given, value == declared:
		return nil, nil
	case value != topological:
		return nil, &args.UsageError{Message: "unknown order " + args.Quote(value), Hint: "cargo nw --order topological …"}
	}
	depends, err := graph.Dependencies(r, tree)
	if err != nil {
		return nil, err
	}
	return graph.Topological(tree, depends)
}

// share is the pool of tokens for the plan's runs, which are told of it: that of
// a make or cargo above us, else one of our own where jobs are limited. close
// takes it away.
func (s *session) share(plan nested.Plan) (shared nested.Plan, tokens execution.Tokens, closePool func(), err error) {
	pool := jobserver.Join(s.env)
	if pool == nil {
		if plan.Jobs == 0 {
			return plan, nil, func() {}, nil
		}
		if pool, err = jobserver.New(plan.Jobs, min(plan.Jobs, len(plan.Steps))); err != nil {
			return plan, nil, nil, err
		}
	}
	return plan.Sharing(pool.Env()), pool, pool.Close, nil
}
