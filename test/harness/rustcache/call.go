package main

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// call is a call of rustc.
type call struct {
	key string // equal for calls that have the same result
	// places are what differs from one call to the next one of the same key, and
	// what stands for it in what is kept: the output directory, the hash in the
	// names of files, the path of the source where that is absolute.
	places [][2]string
	dir    string // the output directory, "" for a question
	source string
}

// parse reads the words after the compiler. ok is false for what is not to be
// kept: incremental builds, and libraries that use other crates, since the names
// of those would be kept with them.
func parse(words []string) (c call, ok bool) {
	if isQuestion(words) {
		return call{key: sum(words...)}, true
	}
	parts := []string{os.Getenv("RUSTC_BOOTSTRAP")}
	uses, library := false, true
	for i := 0; i < len(words); i++ {
		word, value := words[i], ""
		if i+1 < len(words) {
			value = words[i+1]
		}
		switch {
		case word == "--out-dir":
			c.dir = value
			c.places = append(c.places, [2]string{value, "@DIR@"})
			i++
		case word == "-C" && strings.HasPrefix(value, "metadata="):
			i++
		case word == "-C" && strings.HasPrefix(value, "extra-filename="):
			c.places = append(c.places, [2]string{strings.TrimPrefix(value, "extra-filename="), "@HASH@"})
			i++
		case word == "-C" && strings.HasPrefix(value, "incremental="), strings.HasPrefix(word, "@"):
			return call{}, false
		case word == "-L" && strings.HasPrefix(value, "dependency="):
			i++
		case word == "--extern":
			name, path, found := strings.Cut(value, "=")
			if found {
				text, err := os.ReadFile(path)
				if err != nil {
					return call{}, false
				}
				uses = true
				parts = append(parts, name, string(text))
			}
			i++
		case word == "--crate-type":
			library = value != "bin"
			parts = append(parts, word, value)
			i++
		case word == "--test":
			library = false
			parts = append(parts, word)
		case strings.HasSuffix(word, ".rs") && c.source == "":
			text, err := os.ReadFile(word)
			if err != nil {
				return call{}, false
			}
			c.source = word
			if filepath.IsAbs(word) {
				c.places = append(c.places, [2]string{word, "@SOURCE@"})
				word = "@SOURCE@"
			}
			parts = append(parts, word, string(text))
		default:
			parts = append(parts, word)
		}
	}
	c.key = sum(parts...)
	for _, p := range c.places {
		if strings.ContainsFunc(p[0], needsEscape) || !utf8.ValidString(p[0]) {
			return call{}, false
		}
	}
	return c, c.dir != "" && c.source != "" && len(c.places) > 1 && (!uses || !library)
}

// needsEscape says that a character is written in another way in JSON or in a
// list of dependencies, where it would not be found.
func needsEscape(r rune) bool {
	return r <= ' ' || strings.ContainsRune(`"\#$:`, r) || !unicode.IsPrint(r)
}

// isQuestion says that rustc is asked for what it knows and compiles nothing.
func isQuestion(words []string) bool {
	return slices.Equal(words, []string{"-vV"}) ||
		len(words) > 0 && words[0] == "-" && slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, "--print") })
}

func sum(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		part := sha256.Sum256([]byte(p))
		_, _ = h.Write(part[:])
	}
	return hex.EncodeToString(h.Sum(nil))
}
