package output

import (
	"strconv"
	"strings"
	"sync"

	"github.com/cargo-nw/cargo-nw/internal/cargo/diagnostics"
	"github.com/cargo-nw/cargo-nw/internal/github"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// annotations are the diagnostics of all runs as workflow commands, each once.
type annotations struct {
	root string // of the repository

	mu    sync.Mutex
	seen  map[string]bool
	found map[int][]string // by run
}

func newAnnotations(root string) *annotations {
	return &annotations{root: root, seen: map[string]bool{}, found: map[int][]string{}}
}

// add notes one of run i, whose paths are relative to dir.
func (a *annotations) add(i int, dir string, d diagnostics.Diagnostic) {
	place := a.place(dir, d)
	// The text shows the path as the workspace sees it, which differs for a file
	// that two workspaces share.
	key := github.Command(d.Level, append(place, github.Property{Name: "title", Value: d.Code}), d.Message)
	if place == nil {
		key += d.Rendered
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.seen[key] {
		a.seen[key] = true
		a.found[i] = append(a.found[i], command(place, d))
	}
}

// take returns those of run i, and forgets them.
func (a *annotations) take(i int) []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	list := a.found[i]
	delete(a.found, i)
	return list
}

// command has the whole text of the diagnostic: its first line alone
// ("mismatched types") does not say what to do.
func command(place []github.Property, d diagnostics.Diagnostic) string {
	text := strings.TrimSpace(printable.Plain(d.Rendered))
	if text == "" {
		text = d.Message
	}
	title := d.Code
	if title == "" {
		title = d.Message
	}
	return github.Command(d.Level, append(place, github.Property{Name: "title", Value: title}), text)
}

// place is where the diagnostic is, nil outside the repository.
func (a *annotations) place(dir string, d diagnostics.Diagnostic) []github.Property {
	file := a.file(dir, d.File)
	if file == "" {
		return nil
	}
	return []github.Property{
		{Name: "file", Value: file},
		{Name: "line", Value: strconv.Itoa(d.Line)},
		{Name: "col", Value: strconv.Itoa(d.Column)},
		{Name: "endLine", Value: strconv.Itoa(d.EndLine)},
	}
}

// file is a path relative to the repository, "" for one outside it.
func (a *annotations) file(dir, path string) string {
	if path == "" {
		return ""
	}
	if path = paths.Absolute(dir, path); !paths.Inside(a.root, path) {
		return ""
	}
	return paths.Shown(a.root, path)
}
