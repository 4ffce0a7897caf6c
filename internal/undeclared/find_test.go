package undeclared_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/git"
	"github.com/cargo-nw/cargo-nw/internal/undeclared"
	"github.com/cargo-nw/cargo-nw/nested"
)

// env keeps git from the user's own configuration.
var env = []string{"PATH=" + os.Getenv("PATH"), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "GIT_CEILING_DIRECTORIES=" + os.TempDir()}

// lay writes files, each "path: text" with ; for a line end. A path that ends
// in / is that of a package, whose text follows [package].
func lay(t *testing.T, lines ...string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		path, text, _ := strings.Cut(line, ":")
		if name, isPackage := strings.CutSuffix(path, "/"); isPackage {
			text = fmt.Sprintf("[package];name = %q;%s", "p"+filepath.Base(name), text)
			if path += "Cargo.toml"; !strings.Contains(text, "autolib") {
				write(t, filepath.Join(dir, name, "src", "lib.rs"), "")
			}
		}
		write(t, filepath.Join(dir, path), strings.ReplaceAll(text, ";", "\n"))
	}
	return dir
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

const table = "[package.metadata.nested_workspace];roots = "

func TestFind(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		files    []string
		stand    string
		want     []string // "declarer root", the latter with ! when dependent
		warnings int
	}{
		{"nearest first", []string{"./:", "a/b/:[workspace]", "c/:[workspace]"}, ".", []string{". c", ". a/b"}, 0},
		{"named already", []string{"./:" + table + `["a", "p*"]`, "a/:", "pa/:", "b/:"}, ".", []string{". b"}, 0},
		{"nested of nested", []string{"./:", "a/:", "a/b/:[workspace]", "a/b/c/:[workspace]"}, ".", []string{". a", "a b", "a/b c"}, 0},
		{"named by an undeclared one", []string{"./:", "a/:" + table + `["b"]`, "a/b/:[workspace]"}, ".", []string{". a"}, 0},
		{"named by a nested one", []string{"./:" + table + `["a"]`, "a/:" + table + `["b"]`, "a/b/:", "a/c/:"}, ".", []string{"a c"}, 0},
		{"the nearest package", []string{"Cargo.toml:[workspace];members = [\"m\"]", "m/:", "m/fuzz/:[workspace]", "x/:[workspace]"}, ".", []string{"Cargo.toml x", "m fuzz"}, 0},
		{"a virtual root", []string{"Cargo.toml:[workspace];exclude = [\"x\"]", "x/:"}, ".", []string{"Cargo.toml x"}, 0},
		{"the table of the workspace goes on", []string{"./:[workspace];exclude = [\"x\"];[workspace.metadata.nested_workspace];roots = []", "x/:"}, ".", []string{"Cargo.toml x"}, 0},
		{"a dependent one", []string{"./:", "fuzz/:[workspace];[dependencies];p.path = \"..\"", "x/:[workspace];[dependencies];p.path = \"../fuzz\""}, ".", []string{". fuzz!", ". x!"}, 0},
		{"members and strangers", []string{"./:[workspace];members = [\"m\"]", "m/:", "stranger/:"}, ".", nil, 0},
		{"not what cargo put there", []string{"./:", "vendor/v/:", "vendor/v/.cargo-checksum.json:", "target/CACHEDIR.TAG:", "target/package/p/:"}, ".", nil, 0},
		{"what cargo refuses", []string{"./:", "bad/Cargo.toml:[package", "template/Cargo.toml:[package];name = {{n}}", "worse/:[workspace];members = [\"none\"]"}, ".", nil, 3},
		{"without targets", []string{"./:", "a/:autolib = false", "b/:[workspace];members = [\"m\"]", "b/m/:autolib = false"}, ".", nil, 2},
		{"left out", []string{"./:" + table + `[];exclude = ["a", "f/*"]`, "a/:", "a/b/:[workspace]", "f/x/:autolib = false", "c/:[workspace]"}, ".", []string{". c"}, 0},
		{"left out by a member", []string{"Cargo.toml:[workspace];members = [\"m\"]", "m/:" + table + `[];exclude = ["a"]`, "m/a/:[workspace]", "a/:[workspace]"}, ".", []string{"Cargo.toml a"}, 0},
		{"left out by an undeclared one", []string{"./:", "a/:" + table + `[];exclude = ["b"]`, "a/b/:[workspace]"}, ".", []string{". a"}, 0},
		{"a before a-b", []string{"./:", "a-b/:[workspace]", "a/:[workspace]"}, ".", []string{". a", ". a-b"}, 0},
		{"what would lead back", []string{"m/:", "m/a/:" + table + `["../../n"]`, "n/:" + table + `["../m"]`}, "m", nil, 1},
		{"below where one stands", []string{"./:", "a/:", "a/b/:", "c/:"}, "a", []string{"a b"}, 0},
		{"packages elsewhere", []string{"ws/Cargo.toml:[workspace];members = [\"../m\"]", "m/:workspace = \"../ws\"", "m/fuzz/:[workspace]"}, "ws", []string{"m fuzz"}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := lay(t, tt.files...)
			r := manifest.NewReader("")
			tree, err := nested.Discover(t.Context(), r, filepath.Join(dir, tt.stand))
			if err != nil {
				t.Fatal(err)
			}
			found, warnings, err := undeclared.Find(t.Context(), func(dir string) ([]string, error) { return git.Manifests(t.Context(), env, dir) }, r, tree)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, ws := range found {
				by := ws.Declarer
				if !ws.Virtual {
					by = filepath.Dir(by)
				}
				rel, _ := filepath.Rel(dir, by)
				got = append(got, filepath.ToSlash(rel)+" "+ws.Path+map[bool]string{true: "!"}[ws.Dependent])
			}
			if !slices.Equal(got, tt.want) || len(warnings) != tt.warnings {
				t.Errorf("got %q, want %q; warnings %+v", got, tt.want, warnings)
			}
		})
	}
}
