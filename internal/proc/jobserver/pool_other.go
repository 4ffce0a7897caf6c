//go:build !unix

package jobserver

import (
	"context"
	"fmt"
)

// Pool does not exist here: a cargo that we start could not find it. Each gets
// an equal share of the jobs.
type Pool struct{ share int }

// New shares jobs among the cargos that run at once.
func New(jobs, atOnce int) (*Pool, error) {
	return &Pool{share: max(1, jobs/max(1, atOnce))}, nil
}

// Join finds none.
func Join([]string) *Pool { return nil }

// Env are the variables that tell a cargo its share.
func (p *Pool) Env() []string { return []string{fmt.Sprintf("CARGO_BUILD_JOBS=%d", p.share)} }

// Acquire does not wait.
func (*Pool) Acquire(ctx context.Context) error { return context.Cause(ctx) }

// Release has nothing to give back.
func (*Pool) Release() {}

// Refill has nothing to fill.
func (*Pool) Refill() {}

// Close has nothing to close.
func (*Pool) Close() {}
