package manifest

import "path/filepath"

// Build is the key package.build: nil, a boolean, the path of the build script,
// or a list of them
// (https://doc.rust-lang.org/cargo/reference/manifest.html#the-build-field).
func (s Settings) Build() any { return s.pkg()["build"] }

// FindsTest says whether cargo would find tests/NAME.rs as a test of that name
// (https://doc.rust-lang.org/cargo/reference/cargo-targets.html#target-auto-discovery).
// In edition 2015 one [[test]] is enough to keep it from looking.
func (s Settings) FindsTest(name string) bool {
	tests := in[[]any](s.doc, "test")
	for _, test := range tests {
		table, _ := test.(map[string]any)
		path := in[string](table, "path")
		if filepath.ToSlash(path) == "tests/"+name+".rs" || path == "" && in[string](table, "name") == name {
			return true
		}
	}
	if looks, ok := s.pkg()["autotests"].(bool); ok {
		return looks
	}
	edition := s.pkg()["edition"]
	return edition != nil && edition != "2015" || len(tests) == 0
}

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
