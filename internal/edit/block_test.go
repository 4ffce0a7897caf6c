package edit_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/edit"
)

var blockLines = []string{"[target.'cfg(all())'.dependencies]", `a = "1"`}

// TestBlock writes a generated part, switches it, and takes it out again: every
// byte is as before.
func TestBlock(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"a table":          "[package]\nname = \"x\"\n",
		"no last newline":  "[package]\nname = \"x\"",
		"empty lines":      "[package]\nname = \"x\"\n\n\n",
		"Windows":          "[package]\r\nname = \"x\"\r\n",
		"Windows, no last": "[package]\r\nname = \"x\"",
		"nothing":          "",
		"a comment":        "[package]\nname = \"x\"\n# the end",
		"byte order mark":  "\ufeff[package]\nname = \"x\"\n",
		"the table":        "[target.'cfg(unix)'.dependencies]\nb = \"1\"\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			with, err := edit.WithBlock([]byte(text), blockLines)
			if err != nil {
				t.Fatal(err)
			}
			var again []byte
			if again, err = edit.WithBlock(with, blockLines); err != nil || string(again) != string(with) {
				t.Errorf("a second time: %v\n%q\n%q", err, again, with)
			}
			if there, off := edit.HasBlock(with); !there || off {
				t.Errorf("there is a part: %t, off: %t", there, off)
			}
			off, err := edit.SwitchBlock(with, false)
			if err != nil || strings.Contains("\n"+string(off), "\na = ") {
				t.Errorf("off: %v\n%s", err, off)
			}
			if _, isOff := edit.HasBlock(off); !isOff {
				t.Error("it is not off")
			}
			if on, err := edit.SwitchBlock(off, true); err != nil || string(on) != string(with) {
				t.Errorf("on again: %v\n%q\n%q", err, on, with)
			}
			for _, text2 := range [][]byte{with, off} {
				if back, err := edit.WithoutBlock(text2); err != nil || string(back) != text {
					t.Errorf("taken out: %v\n%q\n%q", err, back, text)
				}
			}
			// What follows stays what it is.
			more := string(with) + "[features]\nx = []\n"
			if back, err := edit.WithoutBlock([]byte(more)); err != nil || string(back) != text+"[features]\nx = []\n" {
				t.Errorf("with a table after it: %v\n%q", err, back)
			}
		})
	}
}

func TestBlockRefused(t *testing.T) {
	t.Parallel()
	begin, end := edit.BlockBegin+"\n", "# <<< cargo-nw unify\n"
	for name, tt := range map[string]struct {
		text, why string
		line      int
	}{
		"the same table":  {"[target.'cfg(all())'.dependencies]\nb = \"1\"\n", "has a table that cannot be extended", 0},
		"an inline table": {"target = { unix = {} }\n", "has a table that cannot be extended", 0},
		"not TOML":        {"[package\n", "is not TOML", 0},
		"no end":          {"a = 1\n" + begin, "has no end", 2},
		"two":             {begin + end + begin + end, "two generated parts", 0},
		"two, one inside": {begin + begin + end, "two generated parts", 2},
		"a key after it":  {begin + end + "\n# text\nb = 1\n", "a key after the generated part", 5},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, err := edit.WithBlock([]byte(tt.text), blockLines)
			refused, ok := err.(*edit.RefusedError) //nolint:errorlint // it is what is promised
			if !ok || !strings.Contains(refused.Why, tt.why) || tt.line > 0 && refused.Line != tt.line {
				t.Errorf("got %v\n%s", err, text)
			}
		})
	}
}

// TestExclude adds a directory to the list, and takes it out again: every byte is
// as before.
func TestExclude(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ text, want string }{
		"no list":           {"[workspace]\nmembers = [\"a\"]\n", "[workspace]\nexclude = [\"hack\"] # cargo-nw unify\nmembers = [\"a\"]\n"},
		"no list, comment":  {"[workspace] # root\n", "[workspace] # root\nexclude = [\"hack\"] # cargo-nw unify\n"},
		"no newline":        {"[workspace]", "[workspace]\nexclude = [\"hack\"] # cargo-nw unify"},
		"Windows":           {"[workspace]\r\nmembers = []\r\n", "[workspace]\r\nexclude = [\"hack\"] # cargo-nw unify\r\nmembers = []\r\n"},
		"an empty list":     {"[workspace]\nexclude = []\n", "[workspace]\nexclude = [\"hack\"]\n"},
		"blanks":            {"[workspace]\nexclude = [ ]\n", "[workspace]\nexclude = [ \"hack\" ]\n"},
		"one":               {"[workspace]\nexclude = [\"x\"]\n", "[workspace]\nexclude = [\"x\", \"hack\"]\n"},
		"a comma":           {"[workspace]\nexclude = [\"x\", ]\n", "[workspace]\nexclude = [\"x\", \"hack\", ]\n"},
		"single quotes":     {"[workspace]\nexclude = ['x']\n", "[workspace]\nexclude = ['x', 'hack']\n"},
		"lines":             {"[workspace]\nexclude = [\n  \"x\",\n]\n", "[workspace]\nexclude = [\n  \"x\",\n  \"hack\",\n]\n"},
		"lines, no comma":   {"[workspace]\nexclude = [\n  \"x\" # why\n]\n", "[workspace]\nexclude = [\n  \"x\", # why\n  \"hack\"\n]\n"},
		"an inline table":   {"workspace = { exclude = [\"x\"] }\n", "workspace = { exclude = [\"x\", \"hack\"] }\n"},
		"a name that holds": {"[workspace]\nexclude = [\"hacker\"]\n", "[workspace]\nexclude = [\"hacker\", \"hack\"]\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			with, err := edit.Exclude([]byte(tt.text), "hack", true)
			if err != nil || string(with) != tt.want {
				t.Errorf("got %v\n%q\nwant\n%q", err, with, tt.want)
			}
			if again, err := edit.Exclude(with, "hack", true); err != nil || string(again) != string(with) {
				t.Errorf("a second time: %v\n%q", err, again)
			}
			if back, err := edit.Exclude(with, "hack", false); err != nil || string(back) != tt.text {
				t.Errorf("taken out: %v\n%q\nwas\n%q", err, back, tt.text)
			}
		})
	}
	if text, err := edit.Exclude([]byte("workspace.members = []\n"), "hack", true); err == nil {
		t.Errorf("a dotted key: %s", text)
	}
}

// TestBlockPaths reads the paths in a generated part, and only there.
func TestBlockPaths(t *testing.T) {
	t.Parallel()
	with, err := edit.WithBlock([]byte("[dependencies]\nmine = { path = \"../mine\" }\n"), []string{"[target.'cfg(all())'.dependencies]", `a = { path = "../a", features = ["x"] }`, `b = { path = "b" }`})
	if err != nil {
		t.Fatal(err)
	}
	off, err := edit.SwitchBlock(with, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text []byte
		off  bool
		want string
	}{{with, false, "../a b"}, {with, true, "../a b"}, {off, false, ""}, {off, true, "../a b"}} {
		if got := strings.Join(edit.BlockPaths(c.text, c.off), " "); got != c.want {
			t.Errorf("off: %t, got %q, want %q in\n%s", c.off, got, c.want, c.text)
		}
	}
}
