package args_test

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/cargo-nw/cargo-nw/args"
)

func TestPowerShellQuote(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{
		"":                        "''",
		"+nightly":                "+nightly",
		"--config=a/b:c":          "'--config=a/b:c'",
		"--manifest-path":         "--manifest-path",
		"C:/a/Cargo.toml":         "C:/a/Cargo.toml",
		`C:\a`:                    `C:\a`,
		"-v.x":                    "'-v.x'",
		"a b":                     "'a b'",
		"a,b":                     "'a,b'",
		"p@1.0.0":                 "'p@1.0.0'",
		"it's":                    "'it''s'",
		"$HOME":                   "'$HOME'",
		"100%":                    "'100%'",
		"$(touch pwned)'s":        "'$(touch pwned)''s'",
		"a\"b":                    "'a\"b'",
		"$’; x; ‘":                "'$’’; x; ‘‘'",
		"grün":                    "'grün'",
		"a\nb'$x\"\x1b[0m":        "\"a$([char]0xA)b'`$x`\"$([char]0x1B)[0m\"",
		"\u202e\U000e0001”":       "\"$([char]0x202E)$([char]0xDB40)$([char]0xDC01)`”\"",
		"\xff9":                   `"$([char]0xFFFD)9"`,
		"##[error]$x":             "\"##`[error]`$x\"",
		"--%":                     "'--%'",
		"#x":                      "'#x'",
		"x;&|<>(){}[]*?!^~":       "'x;&|<>(){}[]*?!^~'",
		"tests/fixtures/a-b_c.rs": "tests/fixtures/a-b_c.rs",
	} {
		got := args.PowerShell.Quote(word)
		if got != want {
			t.Errorf("Quote(%q): got %s, want %s", word, got, want)
		}
		if strings.HasPrefix(got, "$'") {
			t.Errorf("Quote(%q): %s is bash's", word, got)
		}
	}
}

// TestPowerShellReadsBack reads random words as PowerShell's documentation says
// (about_Quoting_Rules, about_Special_Characters), because there is no
// PowerShell here.
func TestPowerShellReadsBack(t *testing.T) {
	t.Parallel()
	for _, word := range append(words(), "‘", "’x‛", "„“”$", "`$(x)`", "“\x1b”") {
		shown := args.PowerShell.Quote(word)
		if strings.ContainsFunc(shown, func(r rune) bool { return !unicode.IsPrint(r) }) || !utf8.ValidString(shown) {
			t.Errorf("%q is shown as %q", word, shown)
		}
		if got, err := readPowerShell(shown); err != nil || got != string([]rune(word)) {
			t.Errorf("%q as %s became %q, %v", word, shown, got, err)
		}
	}
}

// readPowerShell is the word that PowerShell reads.
func readPowerShell(text string) (string, error) {
	runes := []rune(text)
	if len(runes) == 0 {
		return "", errors.New("no word")
	}
	if !strings.ContainsRune(`'"`, runes[0]) {
		if i := strings.IndexFunc(text, func(r rune) bool { return strings.ContainsRune(" \t'\"`$,;|&<>(){}@#%‘’‚‛“”„*?[]~!^", r) }); i >= 0 {
			return "", fmt.Errorf("%q is special", text[i:])
		}
		return text, nil
	}
	body := runes[1 : len(runes)-1]
	if runes[len(runes)-1] != runes[0] || len(runes) < 2 {
		return "", errors.New("not closed")
	}
	var units []uint16
	for i := 0; i < len(body); i++ {
		r := body[i]
		switch {
		case runes[0] == '\'' && strings.ContainsRune("'‘’‚‛", r):
			if i++; i == len(body) || body[i] != r {
				return "", fmt.Errorf("closed at %d", i)
			}
		case runes[0] == '\'':
		case strings.ContainsRune("\"“”„", r):
			return "", fmt.Errorf("closed at %d", i)
		case r == '`':
			i++
			r = body[i]
		case r == '$':
			number, rest, ok := strings.Cut(strings.TrimPrefix(string(body[i:]), "$([char]0x"), ")")
			n, err := strconv.ParseUint(number, 16, 16)
			if !ok || err != nil {
				return "", fmt.Errorf("%q is run", string(body[i:]))
			}
			units = append(units, uint16(n))
			i = len(body) - len([]rune(rest)) - 1
			continue
		}
		units = utf16.AppendRune(units, r)
	}
	return string(utf16.Decode(units)), nil
}

// TestShellCommands checks the commands that hints consist of, in both
// languages.
func TestShellCommands(t *testing.T) {
	t.Parallel()
	env := []args.Variable{{Name: "A", Value: "x y"}, {Name: "B", Value: "z"}}
	for _, row := range []struct{ got, want string }{
		{args.POSIX.In("a b", env, []string{"cargo", "check"}), `(cd 'a b' && A='x y' B=z cargo check)`},
		{args.PowerShell.In("a b", env, []string{"cargo", "check"}), `pushd -LiteralPath 'a b'; $env:A = 'x y'; $env:B = 'z'; cargo check; $env:A = $null; $env:B = $null; popd`},
		{args.PowerShell.In(".", nil, []string{"cargo", "check"}), `pushd -LiteralPath '.'; cargo check; popd`},
		{args.POSIX.Then([]string{args.POSIX.Move("-a", "b"), args.POSIX.Remove("c")}), "mv -f -- -a b && rm -- c"},
		{args.PowerShell.Then([]string{args.PowerShell.Move("-a", "$b"), args.PowerShell.Remove("c d")}), `Move-Item -Force -LiteralPath '-a' -Destination '$b'; Remove-Item -LiteralPath 'c d'`},
		{args.POSIX.Touch("a b"), "touch -- 'a b'"},
		{args.PowerShell.Touch("a b"), `New-Item -Path 'a b'`},
	} {
		if row.got != row.want {
			t.Errorf("got %s, want %s", row.got, row.want)
		}
	}
}
