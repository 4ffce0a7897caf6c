package glob_test

import (
	"strings"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/glob"
)

// TestMatch is about names; the same with files is in TestPaths.
func TestMatch(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		pattern, name string
		want          bool
	}{
		{"a", "a", true},
		{"a", "ab", false},
		{"", "", true},
		{"", "a", false},
		{"*", "", true},
		{"*", "abc", true},
		{"a*c", "abbc", true},
		{"a*c", "abcd", false},
		{"*b*", "abc", true},
		{"?", "é", true},
		{"?", "", false},
		{"??", "é", false},
		{"[a-c]x", "bx", true},
		{"[!a-c]x", "bx", false},
		{"[]]", "]", true},
		{"[!]]", "]", false},
		{"[z-a]", "a", false},
		{"[!z-a]", "a", true},
		{"[a-]", "-", true},
		{"[-a]", "-", true},
		{"[é-ë]", "ê", true},
		{"{a,b}", "{a,b}", true},
		{"{a,b}", "a", false},
		{`\*`, `\x`, true},
		{"**", "a", true},
		{"**/a", "a", true},
		{"**/**/*", "a", true},
		{"**/b", "a", false},
		{"a/**", "a", false},
		{"***", "a", false},
		{"a**", "a", false},
		{"[", "[", false},
		{"[]", "]", false},
		{"[!]", "x", false},
	} {
		if glob.Match(row.pattern, row.name) != row.want {
			t.Errorf("Match(%q, %q) = %t", row.pattern, row.name, !row.want)
		}
	}
}

// A pattern of many stars does not need exponential time.
func TestMatchStars(t *testing.T) {
	t.Parallel()
	start := time.Now()
	if glob.Match(strings.Repeat("*a", 1000)+"b", strings.Repeat("a", 5000)) {
		t.Error("it matches")
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
}
