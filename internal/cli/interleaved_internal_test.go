package cli

import (
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/command"
)

func TestOptionsFirst(t *testing.T) {
	t.Parallel()
	var flag bool
	var text string
	options := []command.Option{command.Flag(&flag, "--flag, -f", "a flag"), command.Text(&text, "--text", "T", "a text")}
	for line, want := range map[string]string{
		"":                      "",
		"--flag":                "--flag",
		"a b":                   "-- a b",
		"a --text x b -f":       "--text x -f -- a b",
		"a --text=x":            "--text=x -- a",
		"a -- --flag":           "-- a --flag",
		"a --text":              "--text -- a",
		"--unknown a":           "--unknown -- a",
		"--flag --text -- -- a": "--flag --text -- -- a",
	} {
		if got := strings.Join(optionsFirst(strings.Fields(line), options), " "); got != want {
			t.Errorf("%q: got %q, want %q", line, got, want)
		}
	}
	if got := optionsFirst([]string{"", "-"}, options); !slices.Equal(got, []string{"--", "", "-"}) {
		t.Errorf("got %q", got)
	}
}
