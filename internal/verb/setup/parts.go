package setup

import "slices"

// Part is one of the things that setup takes care of.
type Part string

const (
	// Roots are the entries in manifests.
	Roots Part = "roots"
	// Script is the stub in build scripts.
	Script Part = "build-script"
	// Test is the test stub.
	Test Part = "test"
	// RustAnalyzer is the list of projects in an editor's settings.
	RustAnalyzer Part = "rust-analyzer"
)

var all = []Part{Roots, Script, Test, RustAnalyzer}

// Parts are those that were asked for; none means all.
type Parts []Part

// Has says whether a part is wanted.
func (p Parts) Has(part Part) bool { return len(p) == 0 || slices.Contains(p, part) }

// Named says whether a part was asked for by name.
func (p Parts) Named(part Part) bool { return slices.Contains(p, part) }
