package setup

import (
	"strings"
)

// endless names the fuzz targets that `cargo test` would run without end.
func (p *planner) endless() {
	for _, ws := range p.workspaces() {
		for _, m := range ws.Members {
			names := p.reader.Settings(m.Manifest).EndlessTests()
			if len(names) == 0 {
				continue
			}
			p.note(m.Manifest, "`cargo test` would run the fuzzer without end: "+few(names)+" without test = false",
				"add `test = false` to each [[bin]] there")
		}
	}
}

// few shows the first few of a list.
func few(names []string) string {
	const shown = 3
	if len(names) > shown {
		return strings.Join(names[:shown], ", ") + " and others"
	}
	return strings.Join(names, ", ")
}
