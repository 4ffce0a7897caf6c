package args

// TableEntry says how the table of a subcommand has an option: "flag", "value"
// or "optional value".
func TableEntry(subcommand, name string) (string, bool) {
	o, ok := grammarOf(subcommand).lookup(name)
	return kindOf(o), ok
}

// RootEntry is TableEntry for the options before the subcommand.
func RootEntry(name string) string {
	o, ok := grammar{options: rootOptions}.lookup(name)
	if !ok {
		return ""
	}
	return kindOf(o)
}

// TableNames are all spellings in the table of a subcommand.
func TableNames(subcommand string) []string {
	var names []string
	for _, o := range subcommandOptions[subcommand] {
		names = append(names, o.names...)
	}
	return names
}

func kindOf(o option) string {
	return map[arity]string{oneValue: "value", anyValue: "value", maybeValue: "optional value"}[o.takes] + map[bool]string{true: "flag"}[o.takes == noValue]
}

// Configurable are the builtins that settings of a workspace reach.
func Configurable() []string { return configurable }

// Flags are the flags that they may set, with the builtins that have each.
func Flags() map[string][]string { return flags }
