package execution

// turns are the directories that active runs build in. Two runs that want the
// same one take turns: otherwise the second cargo would wait for its lock,
// holding a place and a token that other runs could use.
type turns map[string]bool

// free says whether no active run has one of the directories.
func (t turns) free(dirs []string) bool {
	for _, dir := range dirs {
		if t[dir] {
			return false
		}
	}
	return true
}

func (t turns) take(dirs []string) {
	for _, dir := range dirs {
		t[dir] = true
	}
}

func (t turns) leave(dirs []string) {
	for _, dir := range dirs {
		delete(t, dir)
	}
}
