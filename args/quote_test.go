package args_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/cargo-nw/cargo-nw/args"
)

func TestQuote(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{
		"":                  "''",
		"--config=a/b:c@1":  "--config=a/b:c@1",
		"a b":               "'a b'",
		"it's":              `'it'\''s'`,
		"'":                 `\'`,
		"$HOME":             "'$HOME'",
		"~":                 "'~'",
		"a[0]":              "'a[0]'",
		"##[error]":         `'##'\['error]'`,
		"a\\b":              `'a'\\'b'`,
		"=ls":               "'=ls'",
		"%self":             "'%self'",
		"grün":              "'grün'",
		"a\nb'\\\t\x1b[0m1": `"$(printf 'a\012b\047\134\011\033\1330m1')"`,
		"-\x1b":             `"$(printf '\055\033')"`,
		"100%\r":            `"$(printf '100\045\015')"`,
		"a\n":               "'a\n'",
		"\xff9\n":           `"$(printf '\3779')"` + "'\n'",
		"\u202e":            `"$(printf '\342\200\256')"`,
		"ü\x01":             `"$(printf 'ü\001')"`,
	} {
		if got := args.POSIX.Quote(word); got != want {
			t.Errorf("Quote(%q): got %s, want %s", word, got, want)
		}
	}
	if got := args.POSIX.Join([]string{"cargo", "", "a b"}); got != "cargo '' 'a b'" {
		t.Errorf("Join: got %s", got)
	}
}

// TestQuoteIsInert checks that no terminal acts on a word that is shown.
func TestQuoteIsInert(t *testing.T) {
	t.Parallel()
	for _, word := range words() {
		shown := strings.TrimRight(args.POSIX.Quote(word), "\n'")
		if strings.ContainsFunc(shown, func(r rune) bool { return !unicode.IsPrint(r) }) || !utf8.ValidString(shown) {
			t.Errorf("%q is shown as %q", word, shown)
		}
	}
}

// TestQuoteInShells has the real shells read random words, at the lengths and
// with the bytes that need quoting.
func TestQuoteInShells(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"dash", "bash", "zsh", "fish"} {
		for _, locale := range []string{"C", "C.UTF-8"} {
			t.Run(name+" "+locale, func(t *testing.T) {
				t.Parallel()
				shell, err := exec.LookPath(name)
				if err != nil {
					t.Skipf("no %s on PATH", name)
				}
				readBack(t, shell, locale, words())
			})
		}
	}
}

// FuzzQuote starts each shell there is for one word at a time.
func FuzzQuote(f *testing.F) {
	for _, word := range []string{"a\n'", "b;touch pwned;x", "c's", "=ls", `\'`, "$(x)`x`", "!!", "\xff\\", "-n\x1b%s"} {
		f.Add(word)
	}
	var shells []string
	for _, name := range []string{"dash", "bash", "zsh", "fish"} {
		if shell, err := exec.LookPath(name); err == nil {
			shells = append(shells, shell)
		}
	}
	f.Fuzz(func(t *testing.T, word string) {
		if strings.Contains(word, "\x00") || len(word) > 1000 {
			t.Skip("nobody can pass it")
		}
		for _, shell := range shells {
			readBack(t, shell, "C.UTF-8", []string{word, "between", word + word})
		}
	})
}

// readBack has a shell print the words that it reads, and compares them.
func readBack(t *testing.T, shell, locale string, words []string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	home := t.TempDir() // fish reads its settings there
	cmd := exec.CommandContext(ctx, shell)
	cmd.Dir = home
	cmd.Env = []string{"LC_ALL=" + locale, "HOME=" + home, "PATH=" + os.Getenv("PATH")}
	// one command a word, as a shell's command line has a limit
	cmd.Stdin = strings.NewReader(`printf '%s\0' ` + strings.Join(mapped(words, args.POSIX.Quote), "\n"+`printf '%s\0' `) + "\n")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	got := bytes.Split(bytes.TrimSuffix(out, []byte{0}), []byte{0})
	if len(got) != len(words) {
		t.Fatalf("%s: %d words became %d", shell, len(words), len(got))
	}
	for i, word := range words {
		if string(got[i]) != word {
			t.Errorf("%s, %s: %q as %s became %q", shell, locale, word, args.POSIX.Quote(word), got[i])
		}
	}
}

func mapped(words []string, by func(string) string) []string {
	out := make([]string, len(words))
	for i, word := range words {
		out[i] = by(word)
	}
	return out
}

// words are many, the same each time.
func words() []string {
	random := rand.New(rand.NewPCG(1, 2))
	alphabet := []string{
		"'", `\`, "$", "`", `"`, "!", "\n", "\r", "\t", "\x1b", "\xff", "\xc3", "\x81", "\x88", "ü", "Á", "\u202e", "\uf600", "{a,b}", "*", "0", " ",
		"~", "#", "a=b", "=", "##[", "#", "%", "%s", "(", ")", ";", "&", "-", "--", "^", "?", "[", "|", "<", "''", `\\`, "$(x)", "\U0010ffff",
	}
	words := []string{"", "\x01", string(allBytes()), "=ls", "%1", "%self", "-n", "-\x1b", "a\n'", "b;touch pwned;x", "c's", "\n", "\n\n", "'\n"}
	for range 700 {
		var word strings.Builder
		for range random.IntN(12) {
			if random.IntN(3) > 0 {
				word.WriteString(alphabet[random.IntN(len(alphabet))])
			} else {
				word.WriteByte(byte(1 + random.IntN(255)))
			}
		}
		words = append(words, word.String())
	}
	return words
}

func allBytes() []byte {
	all := make([]byte, 255)
	for i := range all {
		all[i] = byte(i + 1)
	}
	return all
}
