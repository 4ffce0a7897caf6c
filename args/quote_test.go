package args_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/args"
)

func TestQuote(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{
		"":                  "''",
		"--config=a/b:c@1":  "--config=a/b:c@1",
		"a b":               "'a b'",
		"it's":              `'it'\''s'`,
		"$HOME":             "'$HOME'",
		"~":                 "'~'",
		"a\\b":              `'a\b'`,
		"grün":              "'grün'",
		"a\nb'\\\t\x1b[0m1": `$'a\nb\'\\\t\033[0m1'`,
		"\xff9":             `$'\3779'`,
		"\u202e":            `$'\342\200\256'`,
		"ü\x01":             `$'ü\001'`,
	} {
		if got := args.Quote(word); got != want {
			t.Errorf("Quote(%q): got %s, want %s", word, got, want)
		}
	}
	if got := args.Join([]string{"cargo", "", "a b"}); got != "cargo '' 'a b'" {
		t.Errorf("Join: got %s", got)
	}
}

// TestQuoteInBash has the real shell read random words, at the lengths and with
// the bytes that quoting is about.
func TestQuoteInBash(t *testing.T) {
	t.Parallel()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash on PATH")
	}
	random := rand.New(rand.NewPCG(1, 2))
	alphabet := []string{"'", `\`, "$", "`", `"`, "!", "\n", "\r", "\t", "\x1b", "\xff", "\xc3", "ü", "\u202e", "{a,b}", "*", "0", " ", "~", "#", "a=b"}
	words := []string{"", "\x01", string(allBytes())}
	for range 500 {
		var word strings.Builder
		for range random.IntN(12) {
			if random.IntN(2) == 0 {
				word.WriteString(alphabet[random.IntN(len(alphabet))])
			} else {
				word.WriteByte(byte(1 + random.IntN(255)))
			}
		}
		words = append(words, word.String())
	}
	for _, locale := range []string{"C", "C.UTF-8"} {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		cmd := exec.CommandContext(ctx, bash, "-c", `printf '%s\0' `+args.Join(words))
		cmd.Env = []string{"LC_ALL=" + locale}
		out, err := cmd.Output()
		cancel()
		if err != nil {
			t.Fatal(err)
		}
		got := bytes.Split(bytes.TrimSuffix(out, []byte{0}), []byte{0})
		if len(got) != len(words) {
			t.Fatalf("%s: %d words became %d", locale, len(words), len(got))
		}
		for i, word := range words {
			if string(got[i]) != word {
				t.Errorf("%s: %q as %s became %q", locale, word, args.Quote(word), got[i])
			}
		}
	}
}

func allBytes() []byte {
	all := make([]byte, 255)
	for i := range all {
		all[i] = byte(i + 1)
	}
	return all
}
