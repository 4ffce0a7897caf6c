package unitgraph

import (
	"slices"
	"strings"
)

// Package is a package with the features that a build gives it.
type Package struct {
	Name, Version string
	Source        string // as `cargo tree` shows it, "" for the default registry
	Features      []string
	ID            string // which `cargo tree` does not say: for the caller to fill in
}

// ParseTree reads `cargo tree --prefix none --format '{p};{f}'`. A package is
// there once for each set of features. It does not say what is for the host.
func ParseTree(text string) []Package {
	var list []Package
	seen := map[string]bool{}
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(strings.TrimSpace(line), " (*)")
		head, features, ok := strings.Cut(line, ";")
		if !ok || seen[line] {
			continue
		}
		seen[line] = true
		head = strings.TrimSuffix(head, " (proc-macro)")
		p := Package{}
		p.Name, head, _ = strings.Cut(head, " ")
		p.Version, head, _ = strings.Cut(head, " ")
		p.Version = strings.TrimPrefix(p.Version, "v")
		p.Source = strings.ReplaceAll(head, "(proc-macro) ", "")
		if features != "" {
			p.Features = slices.Sorted(strings.SplitSeq(features, ","))
		}
		list = append(list, p)
	}
	return list
}
