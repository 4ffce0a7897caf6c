package manifest

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

var documents = []string{
	"",
	"a = 1\nb = 0x1F\nc = 1_000\nd = 1.5e3\ne = true\nf = [1, \"x\", [true], {a = 1}]\n",
	"[a]\nb.c.d = 1\nb.c.e = 2\n[a.x]\ny = 'z'\n[a.b2]\n",
	"[a.b.c]\nx = 1\n[a]\ny = 2\n[a.b]\nz = 3\n",
	"[[a]]\nx = 1\n[a.b]\ny = 1\n[[a.c]]\n[[a.c]]\n[[a]]\nx = 2\n[a.b]\ny = 2\n",
	"a = { b.c = 1, b.d = 2, e = [] }\n\"quoted key\" = \"é\\n\"\n",
	"a = 1\na = 2\n", "[a]\n[a]\n", "a = 1\n[a]\n", "a.b = 1\n[a]\n", "a = {}\na.b = 1\n", "[a]\nb = 1\n[a.b.c]\n",
	"[[a]]\n[a]\n", "[a]\n[[a]]\n", "a = []\n[[a]]\n", "a = [{}]\n[a.b]\n", "[a.b]\n[a]\nb.c = 1\n", "a = {b = 1, b = 2}\n", "[a]\nb.c = 1\n[a.b.d]\n",
	"[[a.b]]\n[a]\nb.c = 1\n", "a = \n", "[a\n", "\x00", "a = \"\xff\"\n",
}

// compare checks that both read the same, except dates and numbers that
// overflow, or both refuse.
func compare(t *testing.T, text string) {
	t.Helper()
	got, bad := parseDocument(&unstable.Parser{}, []byte(text))
	var want map[string]any
	err := toml.Unmarshal([]byte(text), &want)
	switch {
	case (bad == nil) != (err == nil):
		t.Errorf("%q: got %v, the library %v", text, bad, err)
	case bad == nil && !reflect.DeepEqual(got, want) && len(got)+len(want) > 0:
		t.Errorf("%q: got %#v, the library %#v", text, got, want)
	}
}

// TestDocument reads as the library does, which is too slow for large
// documents.
func TestDocument(t *testing.T) {
	t.Parallel()
	for _, text := range documents {
		compare(t, text)
	}
}

func BenchmarkDocument(b *testing.B) {
	var ordinary, large strings.Builder
	small := "[package]\nname = \"p\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n[workspace]\n"
	ordinary.WriteString(small + "resolver = \"2\"\nmembers = [\"a\", \"b\", \"c/*\"]\n[package.metadata.nested_workspace]\nroots = [\"fuzz\", { path = \"x\", dependent = true }]\n[dependencies]\n")
	for i := range 20 {
		fmt.Fprintf(&ordinary, "dep%d = { version = \"1.%d\", features = [\"a\", \"b\"], optional = true }\n", i, i)
	}
	ordinary.WriteString("[dev-dependencies]\n")
	for i := range 10 {
		fmt.Fprintf(&ordinary, "dev%d = \"1.%d\"\n", i, i)
	}
	ordinary.WriteString("[profile.release]\nopt-level = 3\nlto = true\n[lints.rust]\nunsafe_code = \"deny\"\n")
	large.WriteString(small + "[dependencies]\n")
	for i := 0; large.Len() < 1<<20; i++ {
		fmt.Fprintf(&large, "dependency%d = \"1.%d\"\n", i, i)
	}
	for _, row := range []struct{ name, text string }{{"small", small}, {"ordinary", ordinary.String()}, {"large", large.String()}} {
		data := []byte(row.text)
		b.Run(row.name+"/own", func(b *testing.B) {
			b.ReportAllocs()
			var parser unstable.Parser
			for b.Loop() {
				if _, bad := parseDocument(&parser, data); bad != nil {
					b.Fatal(bad)
				}
			}
		})
		b.Run(row.name+"/library", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var doc map[string]any
				if err := toml.Unmarshal(data, &doc); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func FuzzDocument(f *testing.F) {
	for _, text := range documents {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, bad := parseDocument(&unstable.Parser{}, []byte(text))
		var want map[string]any
		if err := toml.Unmarshal([]byte(text), &want); err == nil && (bad != nil || len(got) != len(want)) {
			t.Errorf("got %v, %v", got, bad)
		}
	})
}
