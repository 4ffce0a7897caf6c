package github_test

import (
	"encoding/json"
	"errors"
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
		{"unknown commands", true, "::a::|##[b]|std::fmt::x|a[0]", "::a::|##[b]|std::fmt::x|a[0]", ""},
		{"a group in a group", true, "::group::T|x|::endgroup::|y", "T|x|y", ""},
		{"with a title of two lines", true, "::group::T%0AU|##[group]V%5D%3b", "T\nU|V]%3b", ""},
		{"in the older form", true, " ##[group]T|##[endgroup]", "T", ""},
		{"in the older form, within a line", true, "a ##[group]T|b ##[endgroup]|c ##[endgroup] d", "a ## [group]T|b ## [endgroup]|c ## [endgroup] d", ""},
		{"the older form in a line that begins like the other", true, "::x::##[endgroup]|::x ##[endgroup]", ": :x::## [endgroup]|: :x ## [endgroup]", ""},
		{"only the first of the older form counts", true, "##[x] ##[endgroup]", "##[x] ##[endgroup]", ""},
		{"a space is white, whatever its kind", true, "\u00a0\u2003\t::endgroup::", "", ""},
		{"whatever the case", true, "::Group::T|::ENDGROUP::", "T", ""},
		{"properties", true, "::group a=b::T|##[group a=b]T|::endgroup ::", "T|T", ""},
		{"a command in a title", true, "::group::::endgroup::|##[group]##[endgroup]|::endgroup::::error::x", ": :endgroup::|## [endgroup]|: :error::x", ""},
		{"a command in a second line of a title", true, "::group::a%0A::endgroup::", "a\n: :endgroup::", ""},
		{"hidden characters", true, "::endgroup:\u00ad:|::endgroup:\x01:x|a\u00ad::b", ": :endgroup:\u00ad:|: :endgroup:\x01:x|a\u00ad::b", ""},
		{"a group left open", false, "::group::T|x", "::group::T|x", "::endgroup::"},
		{"a group left open within a line", false, "a ##[group]T|x", "a ##[group]T|x", "::endgroup::"},
		{"a group that is closed", false, "::group::T|::endgroup::", "::group::T|::endgroup::", ""},
		{"an annotation and a mask", true, "::error file=a::m|::add-mask::s|a ##[add-mask]s", "::error file=a::m|::add-mask::s|a ##[add-mask]s", ""},
		{"commands stopped forever", true, "::stop-commands::Tok|::endgroup::|::other::", "::stop-commands::Tok|::endgroup::|::other::", "::Tok::"},
		{"commands stopped for a while", true, "::stop-commands::Tok|::endgroup::|::Tok::|::endgroup::", "::stop-commands::Tok|::endgroup::|::Tok::", ""},
		{"resumed in the older form", true, "::stop-commands::Tok|a ##[tOk] b|::endgroup::", "::stop-commands::Tok|a ##[tOk] b", ""},
		{"stopped in the older form", true, "a ##[stop-commands]Tok|::endgroup::", "a ##[stop-commands]Tok|::endgroup::", "::Tok::"},
		{"stopped in a group", false, "::group::T|::stop-commands::t", "::group::T|::stop-commands::t", "::t::|::endgroup::"},
		{"a token that looks like the end of a line", true, "::stop-commands::a%25b|::a%25b::|::a%b::", "::stop-commands::a%25b|::a%25b::|::a%b::", ""},
		{"a token that is escaped", true, "::stop-commands::a%25b", "::stop-commands::a%25b", "::a%b::"},
		{"a token with colons", true, "::stop-commands::a::b", "::stop-commands::a::b", "##[a::b]"},
		{"a token with a colon at its end", true, "::stop-commands::a:", "::stop-commands::a:", "##[a:]"},
		{"a token with a bracket", true, "::stop-commands::a]b", "::stop-commands::a]b", "::a]b::"},
		{"a token that nobody can say", true, "::stop-commands::a::b]c|::endgroup::", ": :stop-commands::a::b]c", ""},
		{"a token with a blank", true, "::stop-commands::a b|##[stop-commands]a b|::endgroup::", ": :stop-commands::a b|## [stop-commands]a b", ""},
		{"a token with a blank before", true, "::stop-commands:: a", ": :stop-commands:: a", ""},
		{"a token of two lines", true, "::stop-commands::a%0Ab", ": :stop-commands::a%0Ab", ""},
		{"a token that is a command", true, "::stop-commands::error|::error::x", ": :stop-commands::error|::error::x", ""},
		{"no token", true, "::stop-commands::|::endgroup::x", ": :stop-commands::|x", ""},
		{"a token that is not ASCII", true, "::stop-commands::\u212a", ": :stop-commands::\u212a", ""},
		{"another letter for people", true, "::stop-commands::K|::\u212a::", "::stop-commands::K|::\u212a::", "::K::"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			guard := github.Guard{Inside: tt.inside}
			var got []string
			for line := range strings.SplitSeq(tt.lines, "|") {
				if text, ok := guard.Line([]byte(line), true); ok {
					got = append(got, string(text))
				}
			}
			if !slices.Equal(got, strings.Split(tt.want, "|")) && len(got)+len(tt.want) > 0 {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			end := guard.End()
			if line := guard.Resume(); line != "" {
				end = append([]string{line}, end...)
			}
			if end := strings.Join(end, "|"); end != tt.end || guard.Resume() != "" || guard.End() != nil {
				t.Errorf("at the end %s, want %s", end, tt.end)
			}
		})
	}
}

// TestGuardParts has lines that come in parts.
func TestGuardParts(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, parts, want string }{
		{"plain", "a|b", "a|b"},
		{"a command in a later part", "a|::endgroup::|x ##[endgroup]", "a|::endgroup::|x ## [endgroup]"},
		{"between two parts", "a##|[endgroup]", "a##| [endgroup]"},
		{"between two other parts", "a#|#[endgroup]", "a#| #[endgroup]"},
		{"begun", "::group::a|b", ": :group::a|b"},
		{"an annotation", "::error::a|b", "::error::a|b"},
		{"not ended", "##[group|]", "## [group|]"},
	}
	for _, tt := range tests {
		guard := github.Guard{Inside: true}
		var got []string
		parts := strings.Split(tt.parts, "|")
		for i, part := range parts {
			if text, ok := guard.Line([]byte(part), i == len(parts)-1); ok {
				got = append(got, string(text))
			}
		}
		if text, ok := guard.Line([]byte("::endgroup::"), true); ok {
			t.Errorf("%s: then %q", tt.name, text)
		}
		if want := strings.Split(tt.want, "|"); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, want)
		}
	}
}

func TestIsCommand(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]bool{
		"::error::x": true, "  ::error file=a::x": true, "##[error]x": true, "::stop-commands::x": true,
		"a ##[add-mask]x": true, "\u2003::error::x": true, "::error:\u00ad:x": true, "::new-one::x": true,
		"a ::error::x": false, "::error": false, "std::fmt::x": false, "": false, "##[x": false, "::::": false,
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
	for _, text := range []string{"a\n::stop-commands::x\nb\n", "a ##[add-mask]x\n", "a\r::error::x\n"} {
		stop, rest, _ := strings.Cut(github.Inert(text), "\n")
		token := strings.TrimPrefix(stop, "::stop-commands::")
		if len(token) < 20 || rest != text+"::"+token+"::\n" {
			t.Errorf("got %q, then %q", stop, rest)
		}
	}
}

func TestEscaped(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`"a ##[error]x"`, `"###[[\\##["`, `"plain"`} {
		got := github.Escaped(text)
		var was, is string
		if err := errors.Join(json.Unmarshal([]byte(text), &was), json.Unmarshal([]byte(got), &is)); err != nil || was != is || github.IsCommand(got) {
			t.Errorf("%s is %s, %v", text, got, err)
		}
	}
}

func TestBroken(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                                     "",
		"a b\n":                                "a b\n",
		"std::fmt::x":                          "std::fmt::x",
		"::error::x\n":                         ": :error::x\n",
		"a\n \t::error::x":                     "a\n \t: :error::x",
		"a\r::error::x\r\n::error::y":          "a\r: :error::x\r\n: :error::y",
		"   Nested ##[endgroup] ###[a]##[b]\n": "   Nested ## [endgroup] ### [a]## [b]\n",
	} {
		got := github.Broken(text)
		if got != want {
			t.Errorf("Broken(%q) is %q", text, got)
		}
		for line := range strings.FieldsFuncSeq(got, func(r rune) bool { return r == '\n' || r == '\r' }) {
			if github.IsCommand(line) {
				t.Errorf("Broken(%q) has the command %q", text, line)
			}
		}
	}
}
