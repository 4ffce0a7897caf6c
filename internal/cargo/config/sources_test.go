package config_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// TestSources lists what the files of two directories lead to, although one of
// them includes what is not there and another is not TOML.
func TestSources(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"top/ws/.cargo/config.toml": "include = [\"lost.toml\", { path = \"no.toml\", optional = true }, \"../more/a.toml\"]\npaths = [\"over\", 1]\npatch.crates-io.p.path = \"p\"",
		"top/ws/more/a.toml":        "include = \"b.toml\"\n[patch.'https://example.org/x']\nq = { path = \"../../q\" }\nr = { git = \"x\" }\ns = 1",
		"top/ws/more/b.toml":        `paths = ["far"]`,
		"top/.cargo/config.toml":    "not TOML",
		".cargo/config":             `paths = ["/absolute"]`,
		".cargo/config.toml":        `paths = ["passed over"]`,
	})
	absolute := filepath.ToSlash(paths.Absolute(dir, "/absolute"))
	got := config.NewReader().Sources(filepath.Join(dir, "top", "ws"))
	var told []string
	for _, p := range got.Packages {
		told = append(told, p.Name+" "+p.From+" "+p.Dir)
	}
	told = append(told, got.Included...) // as written
	for i := range told {
		told[i] = strings.ReplaceAll(filepath.ToSlash(told[i]), filepath.ToSlash(dir), "@")
	}
	var files []string
	for _, path := range got.Files {
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, filepath.ToSlash(rel))
	}
	if want := []string{"top/ws/.cargo/config.toml", "top/ws/more/a.toml", "top/ws/more/b.toml", "top/.cargo/config.toml", ".cargo/config"}; !slices.Equal(files[:min(len(files), len(want))], want) {
		t.Errorf("files: got %q, want %q first", files, want)
	}
	slices.Sort(told)
	want := []string{
		" @/.cargo/config " + absolute,
		" @/top/ws/.cargo/config.toml @/top/ws/over",
		" @/top/ws/more/b.toml @/top/ws/far",
		"@/top/ws/.cargo/../more/a.toml",
		"@/top/ws/.cargo/../more/b.toml",
		"@/top/ws/.cargo/lost.toml",
		"@/top/ws/.cargo/no.toml",
		"p @/top/ws/.cargo/config.toml @/top/ws/p",
		"q @/top/ws/more/a.toml @/q",
	}
	if !slices.Equal(told, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(told, "\n"), strings.Join(want, "\n"))
	}
}
