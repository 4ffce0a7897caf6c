package share

import (
	"cmp"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/store"
)

// usable are the entries whose dependencies are all in the store, with the
// contents that the entries were compiled against; dependencies come first.
// dangling are the others.
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

// seeds are the entries to place in a build directory, dependencies first. list
// is usable, and look says what is there of each. If several have the same
// fingerprint directory, the one used last is chosen. An entry is placed only if
// everything below it in the directory is the store's.
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
