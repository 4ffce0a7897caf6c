package stub

import (
	"regexp"
	"strings"
)

// PeerCrate is the library of cargo-nested, whose hooks do what ours do: in a
// package with both, everything runs twice. Its documentation shows
// `nested_workspace::build().unwrap()` in a build script, and `test()` in a test.
const PeerCrate = "nested_workspace"

var (
	blockComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	blanks       = regexp.MustCompile(`\s+`)
	peerArgs     = regexp.MustCompile(`\.args\(&?\[([^\]]*)\]\)`)
)

// peerCall is a call of cargo-nested's hook as an expression.
func (s Stub) peerCall() string { return PeerCrate + `::` + s.Hook + `\(\)` }

// CallsPeer says whether a source calls cargo-nested's hook.
func (s Stub) CallsPeer(text string) bool {
	return regexp.MustCompile(`\b` + s.peerCall()).MatchString(bare(text))
}

// MentionsPeer says whether a source needs the library of cargo-nested.
func MentionsPeer(text string) bool {
	return regexp.MustCompile(`\b` + PeerCrate + `::`).MatchString(bare(text))
}

// bare is a source without comments.
func bare(text string) string {
	return lineComment.ReplaceAllString(blockComment.ReplaceAllString(text, " "), "")
}

// Replace is the stub in place of a file that does nothing but call
// cargo-nested's hook, with the arguments that the call adds. ok is false for
// any other file.
func (s Stub) Replace(text string) (replaced string, ok bool) {
	code := strings.TrimSpace(blanks.ReplaceAllString(bare(text), " "))
	head := `fn main\(\)`
	if s.Hook != Build.Hook {
		head = `#\[test\] (?:pub )?fn \w+\(\)`
	}
	whole := regexp.MustCompile(`^` + head + ` ?\{ ?` + s.peerCall() + `((?: ?\.\w+\([^;{}]*\))*);? ?\}$`)
	m := whole.FindStringSubmatch(code)
	if m == nil {
		return "", false
	}
	chain := strings.ReplaceAll(m[1], " .", ".")
	var words strings.Builder
	for _, args := range peerArgs.FindAllStringSubmatch(chain, -1) {
		if list := strings.TrimRight(strings.TrimSpace(args[1]), ", "); list != "" {
			words.WriteString(", " + list)
		}
	}
	if rest := peerArgs.ReplaceAllString(chain, ""); rest != ".unwrap()" && !strings.HasPrefix(rest, ".expect(") && rest != "" {
		return "", false
	}
	return strings.Replace(s.Text, `"hook", "`+s.Hook+`"]`+s.ending(), `"hook", "`+s.Hook+`"`+words.String()+`]`+s.ending(), 1), true
}

// ending tells the call of the hook from the question that comes before it.
func (s Stub) ending() string {
	if s.Hook == Build.Hook {
		return ").stderr("
	}
	return ").status("
}

// peerStatement is a call of the hook as a statement of its own line.
func (s Stub) peerStatement() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^[ \t]*` + s.peerCall() + `(?:\s*\.\w+\([^;{}]*\))*;[ \t]*\r?\n`)
}

// WithoutPeer is a source without the statements that call cargo-nested's hook.
// ok is false if it calls it in another way.
func (s Stub) WithoutPeer(text string) (string, bool) {
	text = s.peerStatement().ReplaceAllString(text, "")
	return text, !s.CallsPeer(text)
}
