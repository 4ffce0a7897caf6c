package edit_test

import (
	"bytes"
	"math"
	"reflect"
	"testing"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"github.com/cargo-nw/cargo-nw/internal/edit"
)

// FuzzRoots checks, by other means than the package's own: the new document is
// the old one with the roots, and the old text is still there, in its order.
func FuzzRoots(f *testing.F) {
	for _, text := range []string{
		pkg, "[package]\nmetadata.nested_workspace.roots = ['a', # b\n]\n", "[workspace]\nmetadata = { nested_workspace = { roots = [ ] } }",
		"\ufeff[package.metadata.nested_workspace]\r\nroots = [\r\n\"\"\"]\"\"\"\r\n, {path=\"x\", dependent=true}\r\n]", "[[package]]\n",
		"package.metadata.nested_workspace = {roots=[[1,2],[{}]], x=nan}\n", "a=1979-05-27T07:32:00Z\n[package]\n#end",
	} {
		f.Add([]byte(text), "fuzz", true, false)
	}
	f.Fuzz(func(t *testing.T, text []byte, path string, dependent, workspace bool) {
		owner := edit.Package
		if workspace {
			owner = edit.Workspace
		}
		if !utf8.ValidString(path) {
			return
		}
		edited, err := edit.Roots(text, owner, []edit.Root{{Path: path, Dependent: dependent}})
		if err != nil {
			return
		}
		if !subsequence(edited, text) {
			t.Fatalf("%q lost something of %q", edited, text)
		}
		before, after := parsed(t, text), parsed(t, edited)
		name := string(owner)
		if _, ok := before[name]; !ok && !workspace {
			name = "project"
		}
		table := below(below(below(after, name), "metadata"), "nested_workspace")
		array, _ := table["roots"].([]any)
		if len(array) == 0 {
			t.Fatalf("no roots in %q", edited)
		}
		var want any = path
		if dependent {
			want = map[string]any{"path": path, "dependent": true}
		}
		if got := array[len(array)-1]; !reflect.DeepEqual(got, want) {
			t.Fatalf("added %v, want %v", got, want)
		}
		table["roots"] = array[:len(array)-1]
		if had := below(below(below(before, name), "metadata"), "nested_workspace"); had["roots"] == nil {
			delete(table, "roots")
		}
		if !reflect.DeepEqual(pruned(before), pruned(after)) {
			t.Fatalf("%q means another thing than %q", edited, text)
		}
	})
}

// subsequence says whether the bytes of part are in whole, in their order.
func subsequence(whole, part []byte) bool {
	for _, c := range part {
		at := bytes.IndexByte(whole, c)
		if at < 0 {
			return false
		}
		whole = whole[at+1:]
	}
	return true
}

func parsed(t *testing.T, text []byte) map[string]any {
	t.Helper()
	var doc map[string]any
	if err := toml.Unmarshal(bytes.TrimPrefix(text, []byte("\ufeff")), &doc); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return doc
}

func below(table map[string]any, key string) map[string]any {
	child, _ := table[key].(map[string]any)
	return child
}

// pruned leaves out empty tables, which a removed root may leave, and makes nan
// equal to itself.
func pruned(value any) any {
	switch value := value.(type) {
	case map[string]any:
		for key, child := range value {
			if value[key] = pruned(child); value[key] == nil {
				delete(value, key)
			}
		}
		if len(value) == 0 {
			return nil
		}
	case []any:
		for i, child := range value {
			value[i] = pruned(child)
		}
	case float64:
		if math.IsNaN(value) {
			return "nan"
		}
	}
	return value
}
