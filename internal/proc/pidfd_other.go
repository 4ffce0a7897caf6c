//go:build !linux

package proc

import (
	"context"
	"os"
)

// settle leaves the waiting to [os.Process.Wait] here.
func settle(*os.Process) {}

// OnDeath has nothing to watch with here.
func OnDeath(context.Context, int, func()) {}
