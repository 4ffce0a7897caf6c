package list

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/nested"
)

// matrix is what GitHub Actions accepts as `strategy.matrix`: one job for each
// entry (https://docs.github.com/actions, "Running variations of jobs").
type matrix struct {
	Include []matrixEntry `json:"include"`
}

type matrixEntry struct {
	Workspace string `json:"workspace"` // directory, with slashes
	Name      string `json:"name"`      // unique, and allowed in the name of an artifact
	File      string `json:"toolchain_file"`
	// What the entry of roots sets; a variant has an entry of its own.
	Variant   string            `json:"variant,omitempty"`
	Args      string            `json:"args,omitempty"` // as a POSIX shell reads them
	Toolchain string            `json:"toolchain,omitempty"`
	Env       map[string]string `json:"env,omitempty"`
}

// GitHubMatrix writes one line that a workflow passes to fromJSON: the
// workspace where the traversal starts, and the nested ones. Paths are relative
// to the current directory. A directory whose name is not UTF-8 is an error,
// since a job could not find it.
func GitHubMatrix(w io.Writer, stand string, tree nested.Tree) error {
	relative := func(path string) string { return paths.Shown(stand, path) }
	m := matrix{Include: []matrixEntry{}}
	taken := map[string]bool{}
	for _, ws := range tree.Workspaces {
		dir, file := relative(ws.Dir), ""
		if !utf8.ValidString(dir) {
			return fmt.Errorf("writing the matrix: %q is not UTF-8", dir)
		}
		if ws.Toolchain != "" {
			file = relative(ws.Toolchain)
		}
		for i, run := range ws.AllRuns() {
			entry := matrixEntry{Workspace: dir, File: file, Variant: run.Name, Args: args.POSIX.Join(run.Args), Toolchain: run.Toolchain}
			if ws.Runs != nil {
				entry.Env = jsonRuns(ws.Runs)[i].Env
			}
			name := artifactName(strings.TrimSuffix(dir+"-"+run.Name, "-"))
			entry.Name = name
			for n := 2; taken[strings.ToLower(entry.Name)]; n++ {
				entry.Name = fmt.Sprintf("%s-%d", name, n)
			}
			taken[strings.ToLower(entry.Name)] = true
			m.Include = append(m.Include, entry)
		}
	}
	return report.Encode(w, "", m)
}

// artifactName is a path with a hyphen for everything but ASCII letters and
// digits, `_` and `.`: stricter than what an artifact's name may contain
// (actions/toolkit, packages/artifact, path-and-artifact-name-validation.ts).
func artifactName(path string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '_', r == '.':
			return r
		}
		return '-'
	}, path)
	if name = strings.Trim(name, "-."); name == "" {
		return "root"
	}
	return name
}
