package args

import "strings"

// Listed is one line of what `cargo --list` prints.
type Listed struct{ Name, About string }

// ParseList reads what `cargo --list` prints: builtins, aliases and external
// commands, each indented by four spaces (src/bin/cargo/main.rs).
func ParseList(text string) []Listed {
	var found []Listed
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "    ") {
			continue
		}
		name, about, _ := strings.Cut(strings.TrimSpace(line), " ")
		if name != "" {
			found = append(found, Listed{name, strings.TrimSpace(about)})
		}
	}
	return found
}
