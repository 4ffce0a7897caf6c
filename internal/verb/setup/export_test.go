package setup

// For tests.
var (
	AddProjects = addProjects
	Candidates  = func(names []string) (patterns []string) {
		for _, c := range candidates(names) {
			patterns = append(patterns, c.pattern)
		}
		return patterns
	}
)
