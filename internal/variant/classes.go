package variant

import "slices"

// Alignable are those that have a move which nothing forbids.
func Alignable(list []Differing) []Differing {
	return which(list, func(d Differing) bool {
		return slices.ContainsFunc(d.Moves, func(m Move) bool { return m.Held == nil })
	})
}

// HeldBack are those that have a move which a requirement forbids. Other moves
// of the same package may be free.
func HeldBack(list []Differing) []Differing {
	return which(list, func(d Differing) bool {
		return slices.ContainsFunc(d.Moves, func(m Move) bool { return m.Held != nil })
	})
}

// Commits are those that nothing can align, because no commit is newer than
// another one.
func Commits(list []Differing) []Differing {
	return which(list, func(d Differing) bool { return len(d.Moves) == 0 })
}

func which(list []Differing, wanted func(Differing) bool) []Differing {
	return slices.DeleteFunc(slices.Clone(list), func(d Differing) bool { return !wanted(d) })
}
