package git

import (
	"context"
	"errors"
	"testing"
)

// TestWalkEnds checks that a walk ends with its context, and says why.
func TestWalkEnds(t *testing.T) {
	t.Parallel()
	stop := errors.New("stop")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(stop)
	if names, err := walked(ctx, "/", manifestName); !errors.Is(err, stop) || len(names) > 0 {
		t.Errorf("got %q, %v", names, err)
	}
}
