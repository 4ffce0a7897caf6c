package share

import (
	"cmp"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/store"
)

// usable are the entries of which everything below is in the store, too, in the
// contents that they were compiled against, dependencies first; dangling are the
// others.
func usable(entries []store.Entry) (list, dangling []store.Entry) {
	slices.SortFunc(entries, func(a, b store.Entry) int {
		return cmp.Or(a.Depth-b.Depth, b.Used.Compare(a.Used), cmp.Compare(a.ID, b.ID))
	})
	known := map[store.Ref]bool{}
	for _, e := range entries {
		if !allOf(e.Deps, func(ref store.Ref) bool { return known[ref] }) {
			dangling = append(dangling, e)
			continue
		}
		known[e.Ref()] = true
		list = append(list, e)
	}
	return list, dangling
}

// seeds are the entries that a build directory is to get, dependencies first.
// list is usable, and look says what there is of each; of several with one
// fingerprint directory the one used last wins. An entry goes only where
// everything below it is the store's.
func seeds(list []store.Entry, wanted func(store.Entry) bool, look func(store.Entry) store.Presence) (place []store.Entry) {
	type unit struct{ profile, name string }
	taken, there := map[unit]bool{}, map[store.Ref]bool{}
	for _, e := range list {
		at := unit{e.Profile, e.Name}
		if taken[at] || !wanted(e) || !allOf(e.Deps, func(ref store.Ref) bool { return there[ref] }) {
			continue
		}
		switch look(e) {
		case store.Present:
		case store.Absent, store.Partial:
			place = append(place, e)
		case store.Foreign:
			continue
		}
		taken[at], there[e.Ref()] = true, true
	}
	return place
}

func allOf(refs []store.Ref, ok func(store.Ref) bool) bool {
	return !slices.ContainsFunc(refs, func(ref store.Ref) bool { return !ok(ref) })
}
