package setup_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/edit"
	"github.com/cargo-nw/cargo-nw/internal/verb/setup"
)

// flat is the key of VS Code and coc, deep those of Zed.
var (
	flat = []string{"rust-analyzer.linkedProjects"}
	deep = []string{"lsp", "rust-analyzer", "initialization_options", "linkedProjects"}
)

// § stands for what is added.
func TestAddProjects(t *testing.T) {
	t.Parallel()
	const whole = "\"rust-analyzer.linkedProjects\": [\n        \"Cargo.toml\",\n        \"a/Cargo.toml\"\n    ]"
	tests := []struct{ name, text, added string }{
		{"empty", "{§}", "\n    " + whole + "\n"},
		{"lines", "{\n§}\n", "    " + whole + "\n"},
		{"comma at the end", "{\n    \"a\": 1, // why\n    // then\n§}\n", "    " + whole + ",\n"},
		{"one line", "{ \"a\": [1, {}]§ }", ", " + whole},
		{"two columns", "{\n  \"a\": 1,\n§}", strings.ReplaceAll("    "+whole+",\n", "    ", "  ")},
		{"windows", "{\r\n    \"a\": 1,\r\n§}\r\n", strings.ReplaceAll("    "+whole+",\n", "\n", "\r\n")},
		{"byte order mark", "\ufeff{\n§}\n", "    " + whole + "\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text := strings.Replace(tt.text, "§", "", 1)
			got, _, err := setup.AddProjects([]byte(text), flat, "/w", []string{"Cargo.toml", "a/Cargo.toml"})
			if want := strings.Replace(tt.text, "§", tt.added, 1); err != nil || string(got) != want {
				t.Errorf("got\n%s, %v, want\n%s", got, err, want)
			}
			again, absent, err := setup.AddProjects(got, flat, "/w", []string{"Cargo.toml", "a/Cargo.toml"})
			if !errors.Is(err, edit.ErrThere) || len(absent) > 0 || string(again) != string(got) {
				t.Errorf("a second time: %q, %v", absent, err)
			}
		})
	}
}

// TestAddProjectsThere has lists of the user's own, which stay; what they lack
// is returned.
func TestAddProjectsThere(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		`{"rust-analyzer.linkedProjects": ["Cargo.toml"]}`:                                            {"a/Cargo.toml"},
		`{"rust-analyzer.linkedProjects": [ /* none */ ]}`:                                            {"Cargo.toml", "a/Cargo.toml"},
		`{"rust-analyzer.linkedProjects": ["./Cargo.toml", "${workspaceFolder}/a/Cargo.toml"]}`:       {},
		`{"rust-analyzer.linkedProjects": ["/w/Cargo.toml", {"crates": []}, "/w/b/../a/Cargo.toml"]}`: {},
		`{"rust-analyzer.linkedProjects": null}`:                                                      {"Cargo.toml", "a/Cargo.toml"},
	} {
		got, absent, err := setup.AddProjects([]byte(text), flat, "/w", []string{"Cargo.toml", "a/Cargo.toml"})
		if !errors.Is(err, edit.ErrThere) || string(got) != text || !slices.Equal(absent, want) {
			t.Errorf("%s: absent %q, want %q, %v", text, absent, want, err)
		}
	}
}

// § stands for what is added.
func TestAddProjectsDeep(t *testing.T) {
	t.Parallel()
	const list = "\"linkedProjects\": [\n          \"Cargo.toml\"\n        ]"
	for name, tt := range map[string]struct{ text, added string }{
		"nothing":       {"{\n  \"theme\": 1,\n§}\n", "  \"lsp\": {\n    \"rust-analyzer\": {\n      \"initialization_options\": {\n        " + list + "\n      }\n    }\n  },\n"},
		"a part":        {"{\n  \"lsp\": {\n    \"rust-analyzer\": {\n      \"initialization_options\": {\n        \"x\": 1\n§      }\n    }\n  }\n}\n", "        " + list + "\n"},
		"an empty part": {"{\n  \"lsp\": {§}\n}\n", "\n      \"rust-analyzer\": {\n        \"initialization_options\": {\n          " + strings.ReplaceAll(list, "\n", "\n  ") + "\n        }\n      }\n  "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, _, err := setup.AddProjects([]byte(strings.Replace(tt.text, "§", "", 1)), deep, "/w", []string{"Cargo.toml"})
			want := strings.Replace(tt.text, "§", tt.added, 1)
			want = strings.Replace(want, "\"x\": 1\n", "\"x\": 1,\n", 1)
			if err != nil || string(got) != want {
				t.Errorf("%v, got\n%s, want\n%s", err, got, want)
			}
		})
	}
	for _, text := range []string{`{"lsp": 1}`, `{"lsp": {"rust-analyzer": []}}`} {
		if got, _, err := setup.AddProjects([]byte(text), deep, "/w", []string{"Cargo.toml"}); err == nil {
			t.Errorf("%s became %s", text, got)
		}
	}
}

func TestAddProjectsRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "// nothing\n", "[]", "{"} {
		if got, _, err := setup.AddProjects([]byte(text), flat, "/w", []string{"a/Cargo.toml"}); err == nil {
			t.Errorf("%q became %q", text, got)
		}
	}
}

// FuzzAddProjects checks that what was there stays there, and a second time
// changes nothing.
func FuzzAddProjects(f *testing.F) {
	for _, text := range []string{"{}", "{\n\t\"a\": 1 /* , */, // }\n}", `{"rust-analyzer.linkedProjects":["x",],}`, "{ // c\r\n}"} {
		f.Add([]byte(text), true)
		f.Add([]byte(text), false)
	}
	f.Fuzz(func(t *testing.T, text []byte, nested bool) {
		keys := flat
		if nested {
			keys = deep
		}
		edited, _, err := setup.AddProjects(text, keys, "/w", []string{"Cargo.toml", "a/Cargo.toml"})
		if err != nil {
			return
		}
		rest := edited
		for _, c := range text {
			at := strings.IndexByte(string(rest), c)
			if at < 0 {
				t.Fatalf("%q lost something of %q", edited, text)
			}
			rest = rest[at+1:]
		}
		again, absent, err := setup.AddProjects(edited, keys, "/w", []string{"Cargo.toml", "a/Cargo.toml"})
		if !errors.Is(err, edit.ErrThere) || len(absent) > 0 || string(again) != string(edited) {
			t.Fatalf("%q, then %q, absent %q, %v", edited, again, absent, err)
		}
	})
}

// TestAddProjectsToTheDepths has more arrays and objects in one another than a
// parser that calls itself bears, and what only looks so.
func TestAddProjectsToTheDepths(t *testing.T) {
	t.Parallel()
	many := func(text string) string { return strings.Repeat(text, 2_000_000) }
	for name, text := range map[string]string{
		"arrays":      `{"a":` + many("[") + many("]") + "}",
		"objects":     many(`{"a":`),
		"mixed":       `{"\"": ` + many(`[{"a":`),
		"after a gap": "{} " + many("["),
	} {
		if _, _, err := setup.AddProjects([]byte(text), flat, "/w", []string{"a"}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	for name, text := range map[string]string{
		"deep":     `{"a":` + strings.Repeat("[", 900) + strings.Repeat("]", 900) + "}",
		"string":   `{"a": "\"` + strings.Repeat("[", 5000) + `"}`,
		"comments": "{ // " + strings.Repeat("[", 5000) + "\n/*/" + strings.Repeat("{", 5000) + "*/}",
		"wide":     `{"a": [` + strings.Repeat("[],", 5000) + `[]]}`,
	} {
		if got, _, err := setup.AddProjects([]byte(text), flat, "/w", []string{"a"}); err != nil || string(got) == text {
			t.Errorf("%s: %v", name, err)
		}
	}
}
