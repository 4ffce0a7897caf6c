package paths

import "strings"

// Places knows each directory or file by one path, the first that it was asked
// for. On a file system that ignores case, as on macOS and Windows, `Fuzz` and
// `fuzz` lead to one place, and no call turns one into the other everywhere:
// EvalSymlinks keeps the case on macOS. The zero value knows nothing. Names
// that differ in more than case (é composed or not) stay different.
type Places struct {
	same  func(a, b string) bool // nil: [Same]
	known map[string][]string    // by path in lower case
}

// PlacesBy are Places of a file system with its own test whether two paths lead
// to one file.
func PlacesBy(same func(a, b string) bool) Places { return Places{same: same} }

// Of is the first path asked for that leads to the same place as path, or path
// itself. Symlinks must be resolved before.
func (p *Places) Of(path string) string {
	same := p.same
	if same == nil {
		same = Same
	}
	folded := strings.ToLower(path)
	for _, known := range p.known[folded] {
		if known == path || same(known, path) {
			return known
		}
	}
	if p.known == nil {
		p.known = map[string][]string{}
	}
	p.known[folded] = append(p.known[folded], path)
	return path
}
