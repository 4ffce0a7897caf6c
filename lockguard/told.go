package lockguard

import (
	"slices"
	"strconv"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/proc/ancestry"
	"github.com/cargo-nw/cargo-nw/internal/proc/notice"
)

// told is what the nearest cargo-nw above us says in its notice. Only that
// process can have written it, so it may make a hook silent.
type told struct {
	visits []string // a traversal: directories of the workspaces that it visits itself
	way    []Frame  // a hook: the way to the workspace that it runs cargo in
	store  string   // a hook: where it shares compiled units, "" if it does not
}

// The kinds of notices. Another version of cargo-nw that says something else
// uses other words.
const (
	ofTraversal = "traversal"
	ofHook      = "hook"
	ofSharing   = "sharing hook"
)

// TellVisits is the notice of a traversal: hooks in the workspaces in dirs,
// symlinks resolved, have nothing to do. A hook elsewhere, in a workspace that
// a test creates for itself, does.
func TellVisits(dirs []string) []byte { return words(ofTraversal, dirs) }

// TellWay is the notice of a hook while it runs cargo in the last workspace of
// the way. store is where it shares compiled units, "" if it does not.
func TellWay(way []Frame, store string) []byte {
	if store == "" {
		return words(ofHook, frameWords(way))
	}
	return words(ofSharing, append([]string{store}, frameWords(way)...))
}

// Below is the variable that says where the notices are.
func Below(n *notice.Notice) string { return noticesEnv + "=" + n.Dir() }

// words ends each word with a zero byte, which no path has.
func words(kind string, list []string) []byte {
	var text []byte
	for _, word := range slices.Concat([]string{kind, strconv.Itoa(len(list))}, list) {
		text = append(append(text, word...), 0)
	}
	return text
}

func parseTold(text []byte) (t told, ok bool) {
	whole, ended := strings.CutSuffix(string(text), "\x00")
	list := strings.Split(whole, "\x00")
	if !ended || len(list) < 2 || list[1] != strconv.Itoa(len(list)-2) {
		return told{}, false
	}
	kind, list := list[0], list[2:]
	switch kind {
	case ofTraversal:
		return told{visits: list}, true
	case ofHook:
		way, err := frames(list)
		return told{way: way}, err == nil
	case ofSharing:
		if len(list) == 0 || list[0] == "" {
			return told{}, false
		}
		way, err := frames(list[1:])
		return told{way: way, store: list[0]}, err == nil
	}
	return told{}, false
}

// hear reads the notice of the nearest cargo-nw among the ancestors.
func (s *Situation) hear(chain []ancestry.Process) {
	dir := environ.Get(s.Env, noticesEnv)
	found := false
	for _, p := range chain {
		text, ok := notice.Read(dir, p.ID)
		if !ok {
			continue
		}
		if above, ok := parseTold(text); ok {
			s.visits, s.Stack, s.Store, found = above.visits, above.way, above.store, true
		}
		break
	}
	s.Unconfirmed = !found && (dir != "" || len(s.Claimed) > 0)
}

// Visits says whether a cargo nw above us visits the workspace in dir, symlinks
// resolved, itself.
func (s Situation) Visits(dir string) bool { return slices.Contains(s.visits, dir) }
