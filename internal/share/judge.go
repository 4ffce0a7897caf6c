package share

import (
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
	"github.com/cargo-nw/cargo-nw/internal/store"
)

// judge counts the placed entries that cargo compiled again, and says whether
// that means that this cargo does not use what it is given. replaced says of an
// entry that its files are others now, under the same fingerprint; excused, that
// cargo may have had a reason that the fingerprint does not show.
//
// What is compiled again because of a unit below it says nothing. One unit
// without a reason may have one that is not known here; two have not, nor has
// one that is all there was.
func judge(placed []store.Entry, replaced, excused func(store.Entry) bool) (again int, refused bool) {
	gone := map[store.Ref]bool{}
	for _, e := range placed {
		if replaced(e) {
			gone[e.Ref()] = true
		}
	}
	strange := 0
	for _, e := range placed {
		if gone[e.Ref()] && !slices.ContainsFunc(e.Deps, func(ref store.Ref) bool { return gone[ref] }) && !excused(e) {
			strange++
		}
	}
	return len(gone), strange > 1 || strange == 1 && len(gone) == len(placed)
}

// excusable says that cargo may compile a stored unit again although its
// fingerprint is the same: a build script watches files, and code may look at
// variables. Both are compared when cargo looks, and are in no fingerprint.
func excusable(g store.Group, e store.Entry) bool {
	if e.Kind == units.Run {
		return true
	}
	sources, err := g.Sources(e)
	return err != nil || sources.Chosen()
}
