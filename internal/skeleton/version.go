package skeleton

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Mask is the version of stand-ins. It is older than any version that is
// published, and meets no requirement.
const Mask = "0.0.0-skeleton"

// versions are those that the packages have in the skeleton, by manifest. A
// package that stays as it is keeps its own. One that [patch] substitutes has to
// meet requirements: build metadata tells it from the real one, and requirements
// ignore it. Of several packages of one name each has its own.
func (m *maker) versions() map[string]string {
	patched := map[string]bool{}
	for _, w := range m.facts.Workspaces {
		for _, path := range w.Patches {
			patched[path] = true
		}
	}
	count := map[string]int{}
	versions, known := map[string]string{}, map[string]string{} // known: by place, to which several paths may lead
	for _, path := range slices.Sorted(maps.Keys(m.needed)) {
		p, place := m.facts.Packages[path], m.facts.Place(path)
		if versions[path] = known[place]; versions[path] != "" {
			continue
		}
		switch {
		case m.kept[path]:
			versions[path] = p.Version
		case patched[path]:
			plain, _, _ := strings.Cut(p.Version, "+")
			versions[path] = plain + "+skeleton"
		case count[p.Name] > 0:
			versions[path] = fmt.Sprintf("%s.%d", Mask, count[p.Name])
			count[p.Name]++
		default:
			versions[path] = Mask
			count[p.Name]++
		}
		known[place] = versions[path]
	}
	return versions
}
