package change

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/hint"
)

// undo puts everything back, and returns the error with the outcome.
func (w *writer) undo(err error) error {
	var states, remedies []string
	changed := false
	for _, s := range slices.Backward(w.staged) {
		if !s.done {
			continue
		}
		changed = true
		state, remedy := w.restore(s)
		if state != "" {
			states, remedies = append(states, state), append(remedies, remedy)
		}
	}
	left := w.sweep()
	for _, dir := range w.made {
		if full := w.remove(dir); full != nil { // for example, a file was created in it
			left = append(left, fmt.Sprintf("%s (%v)", w.style.Path(dir), cause(full)))
		}
	}
	outcome := "nothing was written"
	switch {
	case len(states) > 0:
		outcome = "not everything that had been written could be undone:  " + strings.Join(states, "; ")
	case changed:
		outcome = "what had been written was undone"
	}
	if len(left) > 0 {
		outcome += "; this could not be removed: " + strings.Join(left, ", ")
	}
	err = fmt.Errorf("%w; %s", err, outcome)
	if len(remedies) > 0 {
		err = hint.With(err, args.Native().Then(remedies))
	}
	return err
}

// restore undoes one change. If that fails, it says what state the file is in,
// and what to type.
func (w *writer) restore(s *staged) (state, remedy string) {
	place := s.place()
	shown, typed := w.style.Path(place), w.style.Relative(place)
	if !s.Exists {
		if err := w.remove(place); err != nil {
			return fmt.Sprintf("%s is new (%v)", shown, cause(err)), args.Native().Remove(typed)
		}
		return "", ""
	}
	kept := s.kept
	s.kept = "" // it is back in its place, or has to stay
	if err := w.rename(kept, place); err != nil {
		state = "is changed"
		if s.Remove {
			state = "is removed"
		}
		return fmt.Sprintf("%s %s; the old text is in %s (%v)", shown, state, w.style.Path(kept), cause(err)),
			args.Native().Move(w.style.Relative(kept), typed)
	}
	return "", ""
}
