package github_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/github"
)

func TestCommand(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name       string
		properties []github.Property
		message    string
		want       string
	}{
		{"endgroup", nil, "", "::endgroup::"},
		{"group", nil, "a: b, c", "::group::a: b, c"},
		{"error", []github.Property{{"file", "a.rs"}, {"line", ""}, {"title", "x"}}, "m", "::error file=a.rs,title=x::m"},
		{"warning", []github.Property{{"file", "a:b,c%\r\n"}}, "100%\r\n", "::warning file=a%3Ab%2Cc%25%0D%0A::100%25%0D%0A"},
	}
	for _, tt := range tests {
		if got := github.Command(tt.name, tt.properties, tt.message); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}

// TestGuard gives a guard the output of a program and looks at what is left.
func TestGuard(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name      string
		inside    bool
		lines     string
		want, end string
	}{
		{"plain", true, "a|: b|:: c|::d|##[|##", "a|: b|:: c|::d|##[|##", ""},
		{"a group in a group", true, "::group::T|x|::endgroup::|y", "T|x|y", ""},
		{"in the older form", true, " ##[group]T|##[endgroup]", "T", ""},
		{"whatever the case", true, "::Group::T|::ENDGROUP::", "T", ""},
		{"a group left open", false, "::group::T|x", "::group::T|x", "::endgroup::"},
		{"a group that is closed", false, "::group::T|::endgroup::", "::group::T|::endgroup::", ""},
		{"an annotation and a mask", true, "::error file=a::m|::add-mask::s", "::error file=a::m|::add-mask::s", ""},
		{"commands stopped for ever", true, "::stop-commands::Tok|::endgroup::|::other::", "::stop-commands::Tok|::endgroup::|::other::", "::Tok::"},
		{"commands stopped for a while", true, "::stop-commands::Tok|::endgroup::|::Tok::|::endgroup::", "::stop-commands::Tok|::endgroup::|::Tok::", ""},
		{"stopped in a group", false, "::group::T|::stop-commands::t", "::group::T|::stop-commands::t", "::t::|::endgroup::"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			guard := github.Guard{Inside: tt.inside}
			var got []string
			for line := range strings.SplitSeq(tt.lines, "|") {
				if text, ok := guard.Line([]byte(line)); ok {
					got = append(got, string(text))
				}
			}
			if !slices.Equal(got, strings.Split(tt.want, "|")) {
				t.Errorf("got %q, want %s", got, tt.want)
			}
			if end := strings.Join(guard.End(), "|"); end != tt.end || guard.End() != nil {
				t.Errorf("at the end %s, want %s", end, tt.end)
			}
		})
	}
}

func TestIsCommand(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]bool{
		"::error::x": true, "  ::error file=a::x": true, "##[error]x": true, "::stop-commands::x": true,
		"a ::error::x": false, "::error": false, "std::fmt::x": false, "": false, "##[x": false,
	} {
		if github.IsCommand(line) != want {
			t.Errorf("IsCommand(%q) is %v", line, !want)
		}
	}
}

func TestInert(t *testing.T) {
	t.Parallel()
	if got := github.Inert("a\nstd::fmt::x\n"); got != "a\nstd::fmt::x\n" {
		t.Errorf("got %q", got)
	}
	const text = "a\n::stop-commands::x\nb\n"
	stop, rest, _ := strings.Cut(github.Inert(text), "\n")
	token := strings.TrimPrefix(stop, "::stop-commands::")
	if len(token) < 20 || rest != text+"::"+token+"::\n" {
		t.Errorf("got %q, then %q", stop, rest)
	}
}
