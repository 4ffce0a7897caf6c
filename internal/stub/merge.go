package stub

import (
	"regexp"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/edit"
)

var (
	mainFunction = regexp.MustCompile(`(?m)^[ \t]*(?:pub[ \t]+)?fn\s+main\s*\(\s*\)[^{};]*\{`)
	ownFunction  = regexp.MustCompile(`\bfn\s+nested_workspaces\b`)
)

const hookFunction = "nested_workspaces"

// Merge proposes how a user's own file could call the hook: a function, which a
// build script calls first, because it may return early. A script in which no
// main is found, or which has this function already, gets no proposal.
func (s Stub) Merge(text string) (string, bool) {
	main := mainFunction.FindStringIndex(text)
	if ownFunction.MatchString(text) || s.Hook == Build.Hook && main == nil {
		return "", false
	}
	newline := edit.Newline([]byte(text), len(text))
	added := strings.ReplaceAll(s.function(), "\n", newline)
	if text != "" && !strings.HasSuffix(text, "\n") {
		added = newline + newline + added
	} else if text != "" {
		added = newline + added
	}
	if s.Hook != Build.Hook {
		return text + added, true
	}
	call := " " + hookFunction + "();"
	if rest, _, _ := strings.Cut(text[main[1]:], "\n"); strings.TrimSpace(rest) == "" {
		line := text[strings.LastIndexByte(text[:main[1]], '\n')+1 : main[1]]
		indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
		call = newline + indent + "    " + hookFunction + "();"
	}
	return text[:main[1]] + call + text[main[1]:] + added, true
}

// function is the stub as a function that returns if the hook succeeded.
func (s Stub) function() string {
	text := strings.Replace(s.Text, "fn main()", "fn "+hookFunction+"()", 1)
	at := strings.Index(text, "std::process::exit(")
	if at < 0 {
		return text
	}
	start := strings.LastIndexByte(text[:at], '\n') + 1
	return text[:start] + text[start:at] + "if out.status.success() {\n" +
		text[start:at] + "    return;\n" + text[start:at] + "}\n" + text[start:]
}
