package setup_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/verb/setup"
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
		{"array", "{\"rust-analyzer.linkedProjects\": [\"b/Cargo.toml\"§]}", `, "Cargo.toml", "a/Cargo.toml"`},
		{"array on lines", "{\n  \"rust-analyzer.linkedProjects\": [\n    \"Cargo.toml\", // first\n    { \"crates\": [] },\n§  ]\n}", "    \"a/Cargo.toml\",\n"},
		{"array, nothing in it", "{\"rust-analyzer.linkedProjects\": [§]}", `"Cargo.toml", "a/Cargo.toml"`},
		{"all there", "{\"rust-analyzer.linkedProjects\": [\"./Cargo.toml\", \"${workspaceFolder}/a/Cargo.toml\"]§}", ""},
		{"all there, absolute", "{\"rust-analyzer.linkedProjects\": [\"/w/Cargo.toml\", \"/w/a/../a/Cargo.toml\"]§}", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text := strings.Replace(tt.text, "§", "", 1)
			got, added, err := setup.AddProjects([]byte(text), "/w", []string{"Cargo.toml", "a/Cargo.toml"})
			if want := strings.Replace(tt.text, "§", tt.added, 1); err != nil || string(got) != want {
				t.Errorf("got\n%s, %v, want\n%s", got, err, want)
			}
			if (len(added) == 0) != (tt.added == "") {
				t.Errorf("added %q", added)
			}
			again, added, err := setup.AddProjects(got, "/w", []string{"Cargo.toml", "a/Cargo.toml"})
			if err != nil || len(added) > 0 || string(again) != string(got) {
				t.Errorf("a second time: %q, %v", added, err)
			}
		})
	}
}

func TestAddProjectsRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "// nothing\n", "[]", "{", `{"rust-analyzer.linkedProjects": null}`, `{"rust-analyzer.linkedProjects": {}}`} {
		if got, _, err := setup.AddProjects([]byte(text), "/w", []string{"a/Cargo.toml"}); err == nil {
			t.Errorf("%q became %q", text, got)
		}
	}
}

// FuzzAddProjects checks that what was there stays there, and a second time
// changes nothing.
func FuzzAddProjects(f *testing.F) {
	for _, text := range []string{"{}", "{\n\t\"a\": 1 /* , */, // }\n}", `{"rust-analyzer.linkedProjects":["x",],}`, "{ // c\r\n}"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		edited, added, err := setup.AddProjects(text, "/w", []string{"Cargo.toml", "a/Cargo.toml"})
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
		again, more, err := setup.AddProjects(edited, "/w", []string{"Cargo.toml", "a/Cargo.toml"})
		if err != nil || len(more) > 0 || string(again) != string(edited) {
			t.Fatalf("%q, added %q, then %q, %v", edited, added, again, err)
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
		if _, _, err := setup.AddProjects([]byte(text), "/w", []string{"a"}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	for name, text := range map[string]string{
		"deep":     `{"a":` + strings.Repeat("[", 900) + strings.Repeat("]", 900) + "}",
		"string":   `{"a": "\"` + strings.Repeat("[", 5000) + `"}`,
		"comments": "{ // " + strings.Repeat("[", 5000) + "\n/*/" + strings.Repeat("{", 5000) + "*/}",
		"wide":     `{"a": [` + strings.Repeat("[],", 5000) + `[]]}`,
	} {
		if _, added, err := setup.AddProjects([]byte(text), "/w", []string{"a"}); err != nil || len(added) != 1 {
			t.Errorf("%s: %q, %v", name, added, err)
		}
	}
}
