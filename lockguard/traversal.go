package lockguard

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
)

// traversal is what _CARGO_NW_TRAVERSAL says: a cargo nw that is running, and
// the workspaces that it visits. A hook in one of them has nothing to do. One
// elsewhere, in a workspace that a test makes for itself, does.
type traversal struct {
	pid    int
	visits []string // marks of the directories of workspaces
}

// mark stands for a directory, symlinks resolved. An environment variable has
// no room for the paths of thousands of workspaces.
func mark(dir string) string {
	sum := sha256.Sum256([]byte(dir))
	return hex.EncodeToString(sum[:4])
}

// Traverse says in which workspaces hooks are to be silent. dirs have their
// symlinks resolved.
func (s Situation) Traverse(dirs []string) Situation {
	words := []string{strconv.Itoa(s.PID)}
	for _, dir := range dirs {
		words = append(words, mark(dir))
	}
	s.traversed = s.traversedEnv(strings.Join(words, " "))
	return s
}

func parseTraversal(value string) traversal {
	words := strings.Fields(value)
	if len(words) == 0 {
		return traversal{}
	}
	pid, _ := strconv.Atoi(words[0])
	return traversal{pid: pid, visits: words[1:]}
}

// Visits says that a cargo nw above us visits the workspace in dir, symlinks
// resolved, by itself.
func (s Situation) Visits(dir string) bool {
	return slices.Contains(s.above.visits, mark(dir))
}
