package variant

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
)

// Leak is a package that has features in the build of the whole workspace which
// it does not have in that of a member: another member asks for them.
type Leak struct {
	Member        string // its ID
	Package       string
	Name, Version string
	Side          string
	Features      []string
	Behaviour     bool // one of the features changes what the program does
}

// leaks has those first that change behaviour.
func leaks(c Class) []Leak {
	whole := c.Whole.sets(c.Exact)
	var list []Leak
	for _, b := range c.Members {
		if b.Member == "" {
			continue
		}
		sets := b.sets(c.Exact)
		for _, p := range slices.SortedFunc(maps.Keys(sets), func(a, b place) int { return cmp.Or(strings.Compare(a.pkg, b.pkg), cmp.Compare(a.side, b.side)) }) {
			more := slices.DeleteFunc(slices.Clone(whole[p]), func(f string) bool { return slices.Contains(sets[p], f) })
			if len(more) == 0 {
				continue
			}
			leak := Leak{Member: b.Member, Package: p.pkg, Features: more}
			leak.Name, leak.Version = unitgraph.NameVersion(p.pkg)
			if p.side != 0 {
				leak.Side = p.side.String()
			}
			leak.Behaviour = slices.ContainsFunc(more, func(f string) bool { return ChangesBehaviour(leak.Name, f) })
			list = append(list, leak)
		}
	}
	slices.SortStableFunc(list, func(a, b Leak) int {
		switch {
		case a.Behaviour == b.Behaviour:
			return 0
		case a.Behaviour:
			return -1
		}
		return 1
	})
	return list
}

// ChangesBehaviour says whether a feature is known to change what a program
// does, rather than what is in it: which log lines are there at all, how numbers
// read, which TLS is used.
func ChangesBehaviour(name, feature string) bool {
	has := func(list ...string) bool { return slices.Contains(list, feature) }
	switch name {
	case "log", "tracing":
		return strings.HasPrefix(feature, "max_level_") || strings.HasPrefix(feature, "release_max_level_")
	case "serde_json":
		return has("arbitrary_precision", "float_roundtrip", "preserve_order", "unbounded_depth")
	case "rustls", "tokio-rustls", "hyper-rustls":
		return has("aws_lc_rs", "aws-lc-rs", "ring", "fips", "custom-provider")
	case "reqwest":
		return strings.HasSuffix(feature, "-tls") || strings.HasPrefix(feature, "rustls-tls")
	case "mimalloc", "tikv-jemallocator", "jemallocator":
		return true
	}
	return strings.HasPrefix(feature, "mock") || has("nightly", "unstable", "test-util", "testing", "test-utils")
}
