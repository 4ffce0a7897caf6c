package unitgraph

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
)

// ID is what cargo tells units apart by: equal IDs of two graphs are compiled
// once when both build in one directory. What the graph does not show is not in
// it: rustflags, how link-time optimization spreads, and artifact dependencies.
type ID [16]byte

// Identities are the deep identities of the units: each holds those of what the
// unit is compiled with. Units that cargo does not tell apart in the graph (a
// library that is checked, and checked as a test) are numbered.
//
// debuginfo says what a unit has for debuginfo; nil for what the graph says.
func (g Graph) Identities(debuginfo func(Unit) string) []ID {
	return g.identities(func(u Unit) ID { return u.Own(debuginfo) })
}

func (g Graph) identities(key func(Unit) ID) []ID {
	deep := make([]ID, len(g.Units))
	done := make([]bool, len(g.Units))
	var visit func(i int) ID
	visit = func(i int) ID {
		if done[i] {
			return deep[i]
		}
		done[i] = true // cargo's graph has no circle; if one has, it ends here
		u := g.Units[i]
		needs := make([]string, 0, len(u.Needs))
		for _, n := range u.Needs {
			id := visit(n.Unit)
			needs = append(needs, n.Name+" "+n.How+" "+string(id[:]))
		}
		slices.Sort(needs)
		own := key(u)
		deep[i] = sum(append([]string{string(own[:])}, needs...)...)
		return deep[i]
	}
	for i := range g.Units {
		visit(i)
	}
	seen, numbered := map[ID]int{}, slices.Clone(deep)
	for i, id := range deep {
		if n := seen[id]; n > 0 {
			numbered[i] = sum(string(id[:]), strconv.Itoa(n))
		}
		seen[id]++
	}
	return numbered
}

// Own is the identity of the unit without what it is compiled with.
func (u Unit) Own(debuginfo func(Unit) string) ID {
	info := u.Debuginfo
	if debuginfo != nil {
		info = debuginfo(u)
	}
	return sum(
		u.Package, strings.Join(u.Kinds, ","), strings.Join(u.Types, ","), u.Target, u.Source, u.Mode, u.Platform,
		strings.Join(u.Features, ","), info, u.Profile, strconv.FormatBool(u.Std),
	)
}

func sum(parts ...string) (id ID) {
	var text []byte
	for _, p := range parts {
		text = append(binary.AppendUvarint(text, uint64(len(p))), p...)
	}
	all := sha256.Sum256(text)
	copy(id[:], all[:])
	return id
}
