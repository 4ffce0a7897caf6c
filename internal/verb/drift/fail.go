package drift

import (
	"fmt"

	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/hint"
)

// failIn prints why cargo could not be asked in a workspace.
func failIn(c command.Call, w world) {
	err := fmt.Errorf("%s: %w", c.Style.Path(w.ws.Dir), w.err)
	if hint.Of(err) == "" {
		err = hint.With(err, "run cargo metadata --locked there to see what is wrong")
	}
	c.Fail(err)
}
