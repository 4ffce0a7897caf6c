package doctor

import (
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/printable"
	"github.com/cargo-nw/cargo-nw/internal/selection"
	"github.com/cargo-nw/cargo-nw/internal/spelling"
	"github.com/cargo-nw/cargo-nw/nested"
)

// permit is an entry of doctor.allow in a manifest.
type permit struct {
	manifest.Allow

	manifest string
	patterns []selection.Pattern
	used     bool
}

// covers says whether the entry is about a finding.
func (p permit) covers(f Finding) bool {
	if p.Check != f.Check {
		return false
	}
	base := filepath.Dir(p.manifest)
	return p.patterns == nil || slices.ContainsFunc(p.patterns, func(pattern selection.Pattern) bool { return pattern.Matches(base, f.Path) })
}

// allow removes the findings that manifests allow, and says how many there were.
// An entry that allows nothing is a finding itself. A manifest that cannot be
// read allows nothing.
func (e *examination) allow() {
	permits := e.permits()
	e.found = slices.DeleteFunc(e.found, func(f Finding) bool {
		covered := false
		for i := range permits {
			if permits[i].covers(f) {
				permits[i].used, covered = true, true
			}
		}
		if covered {
			e.accepted++
		}
		return covered
	})
	if !e.whole {
		return // what has not been examined may need it
	}
	for _, p := range permits {
		if !p.used {
			e.add(Finding{
				Check: "allow", Severity: Warning, Path: p.manifest, Line: p.Line,
				Message: "doctor.allow: nothing of the check " + p.Check + " was found there, so it need not be allowed",
				Hint:    "remove the entry",
			})
		}
	}
}

// permits are those in the tables of all workspaces. One for a check that does
// not exist is a finding, and counts for nothing.
func (e *examination) permits() (list []permit) {
	for _, ws := range e.tree.Workspaces {
		tables, err := nested.Tables(e.reader, ws)
		if err != nil {
			continue
		}
		for _, table := range tables {
			for _, entry := range table.Nested.Allow {
				p := permit{Allow: entry, manifest: table.Manifest}
				if why, remedy := p.read(); why != "" {
					e.add(Finding{Check: "allow", Severity: Error, Path: table.Manifest, Line: entry.Line, Message: "doctor.allow: " + why, Hint: remedy})
					continue
				}
				list = append(list, p)
			}
		}
	}
	return list
}

// read says what is wrong with the entry, "" for nothing.
func (p *permit) read() (why, remedy string) {
	if !Known(p.Check) {
		why, remedy = "there is no check "+printable.Quoted(p.Check), "the names are those in brackets, as in warning[lock-file]"
		if meant := spelling.Nearest(p.Check, checks); meant != "" {
			remedy = "did you mean `" + meant + "`"
		}
		return why, remedy
	}
	for _, path := range p.Paths {
		pattern, err := selection.ParsePattern(path)
		if err != nil {
			return printable.Quoted(path) + ": " + err.Error(), "correct it"
		}
		p.patterns = append(p.patterns, pattern)
	}
	return "", ""
}
