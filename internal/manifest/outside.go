package manifest

import "slices"

// Outside lists the manifests of the path dependencies of w, direct or not,
// that are not members of it: packages of other workspaces, whose files it is
// built from. One that cannot be read is listed, but not followed.
func (r *Reader) Outside(w *Workspace) []string {
	p := r.process()
	seen := map[string]bool{}
	var open, outside []string
	for _, m := range w.Members {
		seen[m.Path] = true
		open = append(open, m.Path)
	}
	for len(open) > 0 {
		path := open[0]
		open = open[1:]
		m, err := p.load(path)
		if err != nil {
			continue
		}
		for _, dep := range m.deps {
			if seen[dep.manifest] {
				continue
			}
			seen[dep.manifest] = true
			open = append(open, dep.manifest)
			outside = append(outside, dep.manifest)
		}
	}
	slices.Sort(outside)
	return outside
}
