package manifest

// IsRoot says whether there is a table [workspace].
func (s Settings) IsRoot() bool { return s.at("workspace") != nil }

// TargetPaths are the files that a manifest gives for its targets and its build
// script, as written, in no order that matters.
func (s Settings) TargetPaths() []string {
	var list []string
	add := func(value any) {
		if path, ok := value.(string); ok {
			list = append(list, path)
		}
	}
	add(s.at("lib")["path"])
	for _, kind := range []string{"bin", "example", "test", "bench"} {
		for _, target := range in[[]any](s.doc, kind) {
			table, _ := target.(map[string]any)
			add(table["path"])
		}
	}
	add(s.Build())
	for _, script := range in[[]any](s.pkg(), "build") {
		add(script)
	}
	return list
}
