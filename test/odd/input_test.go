package odd_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// TestOddManifests are manifests that cargo reads, so that we do.
func TestOddManifests(t *testing.T) {
	t.Parallel()
	lib := "-- src/lib.rs --\n-- inner/src/lib.rs --\n"
	tests := []struct{ name, outer, inner string }{
		{"byte order mark", "\ufeff" + harness.Outer(`["inner"]`), "\ufeff[package]\nname = \"inner\"\n"},
		{"CRLF", strings.ReplaceAll(harness.Outer("[\n\"inner\",\n]"), "\n", "\r\n"), "[package]\r\nname = \"inner\"\r\n"},
		{"both", "\ufeff" + strings.ReplaceAll(harness.Outer(`["inner"]`), "\n", "\r\n"), "[package]\nname = \"inner\"\n"},
		{"10 MB of comments", harness.Outer(`["inner"]`) + strings.Repeat("# a comment that is 31 bytes long\n", 10<<20/34), "[package]\nname = \"inner\"\n"},
		{
			"10 MB of metadata", harness.Outer(`["inner"]`) + "[package.metadata.x]\nx = [\n" + strings.Repeat("  { a = \"a string\", b = [1, 2] },\n", 10<<20/34) + "]\n",
			"[package]\nname = \"inner\"\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := harness.Real(t, harness.Archive(lib))
			w.Write(harness.Files{"Cargo.toml": tt.outer})
			w.Write(harness.Files{"inner/Cargo.toml": tt.inner})
			got := w.NW("locate-project", "--message-format=plain")
			want := filepath.Join(w.Dir, "Cargo.toml") + "\n" + filepath.Join(w.Dir, "inner/Cargo.toml") + "\n"
			if got.Code != 0 || got.Stdout != want {
				t.Errorf("status %d, stdout %q, want %q\n%s", got.Code, got.Stdout, want, got.Stderr)
			}
		})
	}
}

// oddNames are names of directories that a program may stumble over.
var oddNames = []string{
	"a b", "it's", `double"quote`, "-dash", "new\nline", "tab\there", `back\slash`, "$HOME", "`x`", "*", "é", "esc\x1b[31m", "--",
}

// oddWorld has a nested workspace of each odd name, found by a pattern.
func oddWorld(t *testing.T) *harness.World {
	t.Helper()
	w := harness.Fake(t, harness.Archive("-- Cargo.toml --\n"+harness.Outer(`["n/?*"]`)))
	for _, name := range oddNames {
		w.Write(harness.Files{filepath.Join("n", name, "Cargo.toml"): "[package]\nname = \"x\"\n"})
	}
	return w
}

func TestOddNamesAreEscaped(t *testing.T) {
	t.Parallel()
	w := oddWorld(t)
	for _, argv := range [][]string{{"list"}, {"list", "--tree"}, {"list", "--format", "json"}, {"check"}} {
		got := w.NW(argv...)
		control := func(r rune) bool { return r < ' ' && r != '\n' || r == 0x7f }
		if text := got.Stdout + got.Stderr; got.Code != 0 || strings.ContainsFunc(text, control) || strings.Contains(text, "\nline") {
			t.Errorf("%q: status %d, or control characters in %q", argv, got.Code, text)
		}
	}
	lines := strings.Split(strings.TrimSuffix(w.NW("list").Stdout, "\n"), "\n")
	if len(lines) != len(oddNames) || lines[0] != "n/$HOME" || !strings.Contains(strings.Join(lines, "|"), `|"n/new\nline"|`) {
		t.Errorf("list shows %q", lines)
	}
}

// A path that is not UTF-8 cannot be in a manifest, but the user may be in one.
func TestPathThatIsNotUTF8(t *testing.T) {
	t.Parallel()
	w := harness.Fake(t)
	dir := "a\xff"
	if err := os.Mkdir(filepath.Join(w.Dir, dir), 0o700); err != nil {
		t.Skip("the file system takes only UTF-8:", err)
	}
	w.Write(harness.Files{dir + "/Cargo.toml": harness.Outer(`["inner"]`)})
	w.Write(harness.Files{dir + "/inner/Cargo.toml": "[package]\nname = \"inner\"\n"})
	got := w.NWIn(dir, "check")
	if log, want := w.Took(), harness.Record(dir, "check")+harness.Record("inner", "check"); got.Code != 0 || log != want {
		t.Errorf("status %d, cargo got %q, want %q\n%s", got.Code, log, want, got.Stderr)
	}
}
