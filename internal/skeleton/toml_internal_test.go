package skeleton

import (
	"reflect"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

// TestEncode writes each kind of value, and reads it back.
func TestEncode(t *testing.T) {
	t.Parallel()
	const source = `
name = "a \"quoted\" \\ text\twith\u0000"
empty = ""
"odd key.\"" = 1
float = 1.0
small = 1.5e-7
inf = -inf
on = true
date = 1979-05-27T07:32:00Z
day = 1979-05-27
list = [1, "two", [3], { four = 4 }]
none = []
[dependencies]
plain = "1"
table = { version = "1", features = ["a"] }
[target.'cfg(unix)'.dependencies]
x = "1"
[[bin]]
name = "b"
inner = { x = 1 }
[[bin]]
name = "a"
[profile.dev]
[profile.dev.package."*"]
opt-level = 1
[patch.'https://example.org/x']
p = { path = "p" }
`
	var want, got map[string]any
	if err := toml.Unmarshal([]byte(source), &want); err != nil {
		t.Fatal(err)
	}
	text := encode(want)
	if err := toml.Unmarshal(text, &got); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v from\n%s", got, want, text)
	}
	if again := encode(got); string(again) != string(text) {
		t.Errorf("first\n%s\nthen\n%s", text, again)
	}
}

// FuzzEncode reads what it writes.
func FuzzEncode(f *testing.F) {
	for _, seed := range []string{"a = 1", "[a]\n[a.b]\nc = []", "[[a]]\n[[a]]\nb = {}", "a = [{b = 1}, 2]", "[[a.b]]\n[a.c.dependencies]\nx = {y = {z = 1}}", "a = nan"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		doc, ok := parse([]byte(source))
		if !ok {
			return
		}
		text := encode(doc)
		again, ok := parse(text)
		if !ok {
			t.Fatalf("%q becomes %q", source, text)
		}
		if second := encode(again); string(second) != string(text) {
			t.Errorf("%q becomes %q, then %q", source, text, second)
		}
	})
}

func TestSpecName(t *testing.T) {
	t.Parallel()
	for spec, want := range map[string]string{
		"serde": "serde", "serde@1.0": "serde", "serde:1.0.1": "serde", "*": "*",
		"https://github.com/rust-lang/crates.io-index#serde@1": "serde",
		"https://github.com/serde-rs/serde#1.0.1":              "serde",
		"https://example.org/x/serde":                          "serde",
		"path+file:///a/b#util":                                "util",
	} {
		if got := specName(spec); got != want {
			t.Errorf("%s: got %s, want %s", spec, got, want)
		}
	}
}

func TestGitSource(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]map[string]any{
		"https://x.y/z":                            {"git": "https://x.y/z"},
		"https://x.y/z?branch=a/b+c":               {"git": "https://x.y/z", "branch": "a/b+c"},
		"ssh://git@x.y/z.git?tag=v1#0123":          {"git": "ssh://git@x.y/z.git", "tag": "v1"},
		"https://x.y/z?key=1?rev=refs/pull/1/head": {"git": "https://x.y/z?key=1", "rev": "refs/pull/1/head"},
	} {
		got := map[string]any{}
		gitSource(got, source)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v, want %v", source, got, want)
		}
	}
}
