package blackbox_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOddManifests are manifests that cargo reads, so that we do.
func TestOddManifests(t *testing.T) {
	t.Parallel()
	needCargo(t)
	lib := "-- src/lib.rs --\n-- inner/src/lib.rs --\n"
	tests := []struct{ name, outer, inner string }{
		{"byte order mark", "\ufeff" + nesting(`["inner"]`), "\ufeff[package]\nname = \"inner\"\n"},
		{"CRLF", strings.ReplaceAll(nesting("[\n\"inner\",\n]"), "\n", "\r\n"), "[package]\r\nname = \"inner\"\r\n"},
		{"both", "\ufeff" + strings.ReplaceAll(nesting(`["inner"]`), "\n", "\r\n"), "[package]\nname = \"inner\"\n"},
		{"10 MB of comments", nesting(`["inner"]`) + strings.Repeat("# a comment that is 31 bytes long\n", 10<<20/34), "[package]\nname = \"inner\"\n"},
		{
			"10 MB of metadata", nesting(`["inner"]`) + "[package.metadata.x]\nx = [\n" + strings.Repeat("  { a = \"a string\", b = [1, 2] },\n", 10<<20/34) + "]\n",
			"[package]\nname = \"inner\"\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, lib)
			w.write("Cargo.toml", tt.outer)
			w.write("inner/Cargo.toml", tt.inner)
			got := w.nw("locate-project", "--message-format=plain")
			want := filepath.Join(w.dir, "Cargo.toml") + "\n" + filepath.Join(w.dir, "inner/Cargo.toml") + "\n"
			if got.code != 0 || got.stdout != want {
				t.Errorf("status %d, stdout %q, want %q\n%s", got.code, got.stdout, want, got.stderr)
			}
		})
	}
}

// oddNames are names of directories that a program may stumble over.
var oddNames = []string{
	"a b", "it's", `double"quote`, "-dash", "new\nline", "tab\there", `back\slash`, "$HOME", "`x`", "*", "é", "esc\x1b[31m", "--",
}

// oddWorld has a nested workspace of each odd name, found by a pattern.
func oddWorld(t *testing.T) *world {
	t.Helper()
	w := newFakeWorld(t, "-- Cargo.toml --\n"+nesting(`["n/?*"]`))
	for _, name := range oddNames {
		w.write(filepath.Join("n", name, "Cargo.toml"), "[package]\nname = \"x\"\n")
	}
	return w
}

func TestOddNamesAreEscaped(t *testing.T) {
	t.Parallel()
	w := oddWorld(t)
	for _, argv := range [][]string{{"list"}, {"list", "--tree"}, {"list", "--format", "json"}, {"check"}} {
		got := w.nw(argv...)
		control := func(r rune) bool { return r < ' ' && r != '\n' || r == 0x7f }
		if text := got.stdout + got.stderr; got.code != 0 || strings.ContainsFunc(text, control) || strings.Contains(text, "\nline") {
			t.Errorf("%q: status %d, or control characters in %q", argv, got.code, text)
		}
	}
	lines := strings.Split(strings.TrimSuffix(w.nw("list").stdout, "\n"), "\n")
	if len(lines) != len(oddNames) || lines[0] != "n/$HOME" || !strings.Contains(strings.Join(lines, "|"), `|"n/new\nline"|`) {
		t.Errorf("list shows %q", lines)
	}
}

// A path that is not UTF-8 cannot stand in a manifest, but the user may stand
// in one.
func TestPathThatIsNotUTF8(t *testing.T) {
	t.Parallel()
	w := newFakeWorld(t, "")
	dir := "a\xff"
	if err := os.Mkdir(filepath.Join(w.dir, dir), 0o700); err != nil {
		t.Skip("the file system takes only UTF-8:", err)
	}
	w.write(dir+"/Cargo.toml", nesting(`["inner"]`))
	w.write(dir+"/inner/Cargo.toml", "[package]\nname = \"inner\"\n")
	got := w.run(dir, "cargo-nw", "check")
	if log, want := w.took(), record(dir, "check")+record("inner", "check"); got.code != 0 || log != want {
		t.Errorf("status %d, cargo got %q, want %q\n%s", got.code, log, want, got.stderr)
	}
}
