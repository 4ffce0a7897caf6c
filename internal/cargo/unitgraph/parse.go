package unitgraph

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// Format is the version of the format that is known.
const Format = 1

// ErrFormat is a unit graph in a format that is not known.
var ErrFormat = errors.New("cargo's unit graph has a format that is not known")

// Graph is what one cargo command would do.
type Graph struct {
	Units []Unit
	Roots []int // those that the command asks for
}

// Unit is one call of a compiler, or of a build script
// (src/cargo/core/compiler/unit_graph.rs).
type Unit struct {
	Package   string   // its ID
	Kinds     []string // of the target: lib, bin, proc-macro, custom-build, …
	Types     []string // of crates that come out
	Target    string   // its name
	Source    string   // path of the file with the crate's root
	Mode      string   // build, check, test, run-custom-build, doctest, …
	Platform  string   // "" for the host and for builds without --target
	Features  []string // sorted
	Debuginfo string
	LTO       string
	Profile   string // all else of it that cargo compares, in one text
	Std       bool   // of the standard library, with -Zbuild-std
	Needs     []Need
}

// Need is a unit that another one is compiled with.
type Need struct {
	Unit int    // its place in the graph
	Name string // as which it is known to the code
	How  string // other facts of the edge, in one text
}

// Compiled says whether the unit is a crate that is compiled. A build script
// that runs and a doctest are not.
func (u Unit) Compiled() bool {
	switch u.Mode {
	case "build", "check", "test":
		return true
	}
	return false
}

// Is says whether the target is of this kind.
func (u Unit) Is(kind string) bool { return slices.Contains(u.Kinds, kind) }

// document is the graph as cargo writes it.
type document struct {
	Version int
	Units   []struct {
		Package string `json:"pkg_id"`
		Target  struct {
			Kind   []string
			Types  []string `json:"crate_types"`
			Name   string
			Source string `json:"src_path"`
		}
		Profile  json.RawMessage
		Platform *string
		Mode     string
		Features []string
		Std      bool `json:"is_std"`
		Needs    []struct {
			Index     *int
			Name      string `json:"extern_crate_name"`
			Public    bool
			NoPrelude bool `json:"noprelude"`
		} `json:"dependencies"`
	}
	Roots []int
}

// Parse reads what --unit-graph prints. An error wraps [ErrFormat] where it is
// not of the known format.
func Parse(data []byte) (Graph, error) {
	var doc document
	if err := json.Unmarshal(data, &doc); err != nil {
		return Graph{}, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	if doc.Version != Format {
		return Graph{}, fmt.Errorf("%w: version %d", ErrFormat, doc.Version)
	}
	g := Graph{Units: make([]Unit, len(doc.Units)), Roots: doc.Roots}
	profiles := map[string]profile{} // there are few, and many units
	for i, d := range doc.Units {
		p, ok := profiles[string(d.Profile)]
		if !ok {
			var err error
			if p, err = parseProfile(d.Profile); err != nil {
				return Graph{}, fmt.Errorf("%w: %w", ErrFormat, err)
			}
			profiles[string(d.Profile)] = p
		}
		u := Unit{
			Package: d.Package, Kinds: d.Target.Kind, Types: d.Target.Types, Target: d.Target.Name, Source: d.Target.Source,
			Mode: d.Mode, Features: slices.Sorted(slices.Values(d.Features)), Std: d.Std,
			Debuginfo: p.debuginfo, LTO: p.lto, Profile: p.rest,
		}
		if u.Package == "" || u.Mode == "" || len(u.Kinds) == 0 || d.Features == nil {
			return Graph{}, fmt.Errorf("%w: a unit lacks a field", ErrFormat)
		}
		if d.Platform != nil {
			u.Platform = *d.Platform
		}
		for _, n := range d.Needs {
			if n.Index == nil || *n.Index < 0 || *n.Index >= len(doc.Units) {
				return Graph{}, fmt.Errorf("%w: a unit needs one that is not there", ErrFormat)
			}
			u.Needs = append(u.Needs, Need{*n.Index, n.Name, strconv.FormatBool(n.Public) + strconv.FormatBool(n.NoPrelude)})
		}
		g.Units[i] = u
	}
	for _, r := range g.Roots {
		if r < 0 || r >= len(g.Units) {
			return Graph{}, fmt.Errorf("%w: a root is not there", ErrFormat)
		}
	}
	return g, nil
}

// profile is what cargo compares of one, in two parts.
type profile struct{ debuginfo, lto, rest string }

// parseProfile leaves out the name: two profiles that are alike are one to
// cargo.
func parseProfile(raw json.RawMessage) (p profile, err error) {
	var values map[string]json.RawMessage
	if err = json.Unmarshal(raw, &values); err != nil {
		return p, err
	}
	p.debuginfo, p.lto = plain(values["debuginfo"]), plain(values["lto"])
	delete(values, "name")
	delete(values, "debuginfo")
	rest, err := json.Marshal(values) // keys are sorted
	p.rest = string(rest)
	return p, err
}

// plain is a JSON value as text, without the quotes of a string.
func plain(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	return string(raw)
}
