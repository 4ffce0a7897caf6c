package variant

import (
	"maps"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/metadata"
)

// Asking knows which packages ask for which feature of another one.
type Asking struct {
	meta    metadata.Metadata
	enabled map[string]map[string]bool // features that any build gives to a package, by its ID
	dev     bool                       // dev-dependencies count as others do
	into    map[string][]into          // entries of dependency tables, by the ID of what they lead to
}

// into is an entry of a dependency table of a package.
type into struct {
	from metadata.Package
	dep  metadata.Dependency
}

// NewAsking looks at the features that these builds enable.
func NewAsking(meta metadata.Metadata, classes []Class) *Asking {
	a := &Asking{meta: meta, enabled: map[string]map[string]bool{}, into: map[string][]into{}}
	for _, c := range classes {
		a.dev = a.dev || c.Command == "test"
		for _, b := range c.all() {
			for p, features := range b.sets(c.Exact) {
				if a.enabled[p.pkg] == nil {
					a.enabled[p.pkg] = map[string]bool{}
				}
				for _, f := range features {
					a.enabled[p.pkg][f] = true
				}
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(meta.Packages)) {
		p := meta.Packages[id]
		for _, d := range p.Dependencies {
			if d.To != "" && a.enabled[id] != nil {
				a.into[d.To] = append(a.into[d.To], into{p, d})
			}
		}
	}
	return a
}

// Node is a package, or a feature of it.
type Node struct {
	Package string // its ID
	Feature string // "" for the package itself
}

// Step is a node that leads to another one.
type Step struct {
	Node

	Label string // of the dependency: "build", "dev", "cfg(unix)"; "" for a plain one
	Same  bool   // a feature of the same package
}

// Steps are what leads to a feature, or to a package, directly.
// Dev-dependencies count if tests are built, and where nothing else explains a
// feature that is there: resolver 1 gives theirs to every build.
func (a *Asking) Steps(to Node) []Step {
	list := a.steps(to, a.dev)
	if list == nil && a.enabled[to.Package][to.Feature] {
		list = a.steps(to, true)
	}
	return list
}

func (a *Asking) steps(to Node, dev bool) []Step {
	var list []Step
	for _, f := range a.features(to.Package) {
		if to.Feature != "" && slices.Contains(a.meta.Packages[to.Package].Features[f], to.Feature) {
			list = append(list, Step{Node: Node{to.Package, f}, Same: true})
		}
	}
	for _, e := range a.into[to.Package] {
		if e.dep.Kind == "dev" && !dev {
			continue
		}
		list = append(list, a.through(e, to.Feature)...)
	}
	return list
}

// features are those of a package that are enabled, sorted.
func (a *Asking) features(id string) []string { return slices.Sorted(maps.Keys(a.enabled[id])) }

// through are the steps by one entry of a dependency table.
func (a *Asking) through(e into, feature string) []Step {
	var list []Step
	add := func(from string) {
		if s := (Step{Node: Node{e.from.ID, from}, Label: e.dep.Label()}); !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	says := feature == "" || slices.Contains(e.dep.Features, feature) || feature == "default" && e.dep.DefaultFeatures
	if says && !e.dep.Optional {
		add("")
	}
	for _, f := range a.features(e.from.ID) {
		for _, value := range e.from.Features[f] {
			passed, ok := metadata.Passes(value, e.dep.Key())
			if ok && passed == feature || says && e.dep.Optional && metadata.Activates(value, e.dep.Key()) {
				add(f)
			}
		}
	}
	return list
}

// Path is a shortest way from a member to a node, the member first; nil where
// there is none. A member's own default features need nobody to ask for them.
func (a *Asking) Path(member string, to Node) []Step {
	next := map[Node]Step{} // towards the goal; the node of a value is the nearer one
	queue := []Node{to}
	seen := map[Node]bool{to: true}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if at.Package == member && (at.Feature == "" || at.Feature == "default") {
			return path(at, to, next)
		}
		for _, s := range a.Steps(at) {
			if !seen[s.Node] {
				seen[s.Node] = true
				next[s.Node] = Step{Node: at, Label: s.Label, Same: s.Same}
				queue = append(queue, s.Node)
			}
		}
	}
	return nil
}

// path puts the steps in order. The label of a step is that of the dependency by
// which it was reached.
func path(from, to Node, next map[Node]Step) []Step {
	steps := []Step{{Node: from}}
	for at := from; at != to; {
		s := next[at]
		steps = append(steps, s)
		at = s.Node
	}
	return steps
}

// Asks are the packages that ask for a feature, "" for those that only depend on
// the package: the names of those elsewhere, and the features of its own that
// lead there.
func (a *Asking) Asks(id, feature string) (packages, own []string) {
	for _, s := range a.Steps(Node{id, feature}) {
		if s.Same {
			own = append(own, s.Feature)
			continue
		}
		name := a.meta.Packages[s.Package].Name
		if s.Feature != "" {
			name += "/" + s.Feature
		}
		if s.Label != "" {
			name += " (" + s.Label + ")"
		}
		packages = append(packages, name)
	}
	slices.Sort(packages)
	return slices.Compact(packages), own
}

// Find are the IDs of the packages of this name, or NAME@VERSION.
func (a *Asking) Find(spec string) []string {
	name, version, _ := strings.Cut(spec, "@")
	var list []string
	for _, id := range slices.Sorted(maps.Keys(a.enabled)) {
		p := a.meta.Packages[id]
		if p.Name == name && (version == "" || p.Version == version || strings.HasPrefix(p.Version, version+".")) {
			list = append(list, id)
		}
	}
	return list
}

// Features are those of a package that any build enables, sorted.
func (a *Asking) Features(id string) []string { return a.features(id) }

// Member is the package of this ID.
func (a *Asking) Member(id string) metadata.Package { return a.meta.Packages[id] }
