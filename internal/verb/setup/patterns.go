package setup

import (
	"cmp"
	"slices"
	"strings"
)

// fewest is how many paths make a pattern: two may be alike by chance.
const fewest = 3

// candidate is a pattern that might stand for several paths.
type candidate struct {
	pattern string
	covers  []int // which of the paths it matches
}

// candidates are patterns for some of the paths, the best first: one that
// matches more; of those that match as many, the one with fewer wildcards; a `*`
// for a whole name, which will match the next one too, before a part of one,
// except at the top: `gix-*/fuzz` before `*/fuzz`, which looks everywhere.
// A path with a character that is special in patterns is in none.
func candidates(names []string) []candidate {
	covers := map[string][]int{}
	for i, name := range names {
		if strings.ContainsAny(name, "*?[") {
			continue
		}
		for _, pattern := range patternsFor(name) {
			covers[pattern] = append(covers[pattern], i)
		}
	}
	var list []candidate
	for pattern, which := range covers {
		if len(which) >= fewest {
			list = append(list, candidate{pattern, which})
		}
	}
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(
			len(b.covers)-len(a.covers),
			strings.Count(a.pattern, "*")-strings.Count(b.pattern, "*"),
			rank(a.pattern)-rank(b.pattern),
			len(b.pattern)-len(a.pattern),
			strings.Compare(a.pattern, b.pattern),
		)
	})
	return list
}

// rank is how good a form a pattern has, 0 being the best.
func rank(pattern string) int {
	parts := strings.Split(pattern, "/")
	switch {
	case parts[0] == "*":
		return 2
	case !strings.Contains(parts[0], "*") && !slices.Contains(parts, "*"):
		return 1
	}
	return 0
}

// patternsFor are the patterns that match a path and more: a `*` for one or two
// of its names, or for a part of one name, next to a hyphen, an underscore or a
// dot. At least a part of one stays.
func patternsFor(name string) []string {
	parts := strings.Split(name, "/")
	fixed := func(i int) bool { return parts[i] == ".." }
	var list []string
	with := func(forms map[int]string) {
		changed := slices.Clone(parts)
		for i, form := range forms {
			changed[i] = form
		}
		if slices.ContainsFunc(changed, func(part string) bool { return part != ".." && part != "*" }) {
			list = append(list, strings.Join(changed, "/"))
		}
	}
	for i := range parts {
		if fixed(i) {
			continue
		}
		with(map[int]string{i: "*"})
		for at, r := range parts[i] {
			if !strings.ContainsRune("-_.", r) || at == 0 || at == len(parts[i])-1 {
				continue
			}
			with(map[int]string{i: parts[i][:at+1] + "*"})
			with(map[int]string{i: "*" + parts[i][at:]})
		}
		for j := i + 1; j < len(parts); j++ {
			if !fixed(j) {
				with(map[int]string{i: "*", j: "*"})
			}
		}
	}
	return list
}
