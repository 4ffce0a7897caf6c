package diagnostics

import (
	"path"
	"path/filepath"
	"regexp"
	"strings"
)

// place is where a line says in which file something is, with or without
// colours: below the message of a diagnostic, and in a panic.
var place = regexp.MustCompile(`^((?:\x1b\[[0-9;]*m|[ ])*(?:-->|:::)(?:\x1b\[[0-9;]*m|[ ])+|.*\bpanicked at )([^\x1b:]+)((?:\x1b\[[0-9;]*m)*:[0-9]+:[0-9]+.*)$`)

// From is the lines as somebody reads them who is not in the workspace that was
// built: dir is the path from there to the workspace's root directory, with
// slashes. Rustc's paths are relative to that directory; those that are not stay
// as they are.
func From(dir string, lines []string) []string {
	if dir == "." {
		return lines
	}
	seen := make([]string, len(lines))
	for i, line := range lines {
		seen[i] = line
		if found := place.FindStringSubmatch(line); found != nil && !strings.HasPrefix(found[2], "<") && !path.IsAbs(found[2]) && !filepath.IsAbs(found[2]) {
			seen[i] = found[1] + path.Join(dir, filepath.ToSlash(found[2])) + found[3]
		}
	}
	return seen
}
