package args

import (
	"regexp"
	"slices"
	"strings"
)

// redacted is shown in place of a secret.
const redacted = "[redacted]"

// secretName is a part of the names of what must not be shown.
const secretName = `(?:token|password|passwd|passphrase|secrets?|(?:api|access|private|secret|auth)[-_]?key)`

var (
	// secret is the name of an option, a variable or a key of cargo's
	// configuration.
	secret = regexp.MustCompile(`(?i)(?:^|[-_.])` + secretName + `(?:[-_.]|$)`)
	// setting is such a name with its value, somewhere in TOML or after another
	// option's name.
	setting = regexp.MustCompile(`(?i)(^|[^A-Za-z0-9_.-])((?:[A-Za-z0-9_.-]*[-_.])?` + secretName + `(?:[-_.][A-Za-z0-9_.-]*)?["']?\s*=\s*)` +
		`(?:\[redacted\]|"(?:[^"\\]|\\.)*"|'[^']*'|[^\s,}\]"']+)`)
	// login is the user and the password in a URL. A name alone is a secret,
	// too, because some services accept a token in its place; git is not.
	login = regexp.MustCompile(`([a-z][a-z0-9+.-]*://)([^/?#\s@:]*)(:[^/?#\s@]*)?@`)
)

// Redacted is a command line for people and reports: what looks like a secret
// is replaced by "[redacted]". That is the value of an option, a variable or a
// configuration key whose name says so (`--token X`, `--api-key=X`, `--config
// registries.r.token="X"`), the argument of `cargo login`, and what precedes
// the host in a URL. The number of words stays the same.
func Redacted(argv []string) []string {
	out := slices.Clone(argv)
	login := false
	for i, word := range argv {
		before := ""
		if i > 0 {
			before = argv[i-1]
		}
		switch {
		case strings.HasPrefix(before, "-") && !strings.Contains(before, "=") && secret.MatchString(strings.TrimLeft(before, "-")) && !strings.HasPrefix(word, "-"):
			out[i] = redacted
		case login && !strings.HasPrefix(word, "-") && before != "--registry":
			out[i] = redacted
		default:
			out[i] = withoutSecrets(word)
		}
		login = login || i > 0 && i < 3 && word == "login"
	}
	return out
}

// withoutSecrets looks into one word.
func withoutSecrets(word string) string {
	if name, _, ok := strings.Cut(word, "="); ok && plainName(name) {
		if secret.MatchString(name) {
			return name + "=" + redacted
		}
	}
	word = setting.ReplaceAllString(word, "${1}${2}"+redacted)
	return login.ReplaceAllStringFunc(word, func(found string) string {
		parts := login.FindStringSubmatch(found)
		switch {
		case parts[3] != "":
			return parts[1] + parts[2] + ":" + redacted + "@"
		case strings.HasPrefix(parts[1], "http") && parts[2] != "" && parts[2] != "git":
			return parts[1] + redacted + "@"
		}
		return found
	})
}

// plainName says that the name before `=` has nothing quoted in it: the rest of
// the word is the value.
func plainName(name string) bool {
	return !strings.ContainsAny(name, " \t\n\"'{[,")
}
