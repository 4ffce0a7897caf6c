//go:build !linux

package proc

import "context"

// OnDeath has nothing to watch with here.
func OnDeath(context.Context, int, func()) {}
