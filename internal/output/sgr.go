package output

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// rendition is which colours and styles a program has switched on (ECMA-48,
// 8.3.117, SGR), by what switches them off again.
type rendition map[int]string

const resetRendition = "\x1b[0m"

// read follows the escape sequences in a text.
func (r rendition) read(text []byte) {
	for {
		_, rest, found := bytes.Cut(text, []byte("\x1b["))
		if !found {
			return
		}
		end := bytes.IndexFunc(rest, func(c rune) bool { return c >= '@' && c <= '~' })
		if end < 0 {
			return
		}
		if rest[end] == 'm' {
			r.set(string(rest[:end]))
		}
		text = rest[end+1:]
	}
}

// set applies the parameters of one sequence.
func (r rendition) set(parameters string) {
	words := strings.Split(parameters, ";")
	for len(words) > 0 {
		n := 1
		code, _, _ := strings.Cut(words[0], ":")
		value, err := strconv.Atoi(code)
		if err != nil && code != "" {
			return // private, or nonsense
		}
		if words[0] == code && (value == 38 || value == 48 || value == 58) {
			n = min(colorWords(words), len(words))
		}
		r.apply(value, strings.Join(words[:n], ";"))
		words = words[n:]
	}
}

// colorWords is how many parameters a colour beyond the first sixteen has:
// 38;5;n or 38;2;r;g;b.
func colorWords(words []string) int {
	if len(words) > 1 && words[1] == "2" {
		return 5
	}
	return 3
}

// apply switches one thing on or off.
func (r rendition) apply(value int, words string) {
	var off int
	switch {
	case value == 0:
		clear(r)
		return
	case value == 1 || value == 2:
		off = 22
	case value == 3 || value == 20:
		off = 23
	case value == 4 || value == 21:
		off = 24
	case value == 5 || value == 6:
		off = 25
	case value >= 7 && value <= 9:
		off = value + 20
	case value >= 11 && value <= 19:
		off = 10
	case value >= 30 && value <= 38 || value >= 90 && value <= 97:
		off = 39
	case value >= 40 && value <= 48 || value >= 100 && value <= 107:
		off = 49
	case value == 53:
		off = 55
	case value == 58:
		off = 59
	default:
		delete(r, value)
		return
	}
	if off == 22 && r[off] != "" && r[off] != words { // bold and faint go together
		words = "1;2"
	}
	r[off] = words
}

// on is the sequence that switches everything on again, "" for nothing.
func (r rendition) on() string {
	if len(r) == 0 {
		return ""
	}
	var words []string
	for _, off := range slices.Sorted(maps.Keys(r)) {
		words = append(words, r[off])
	}
	return "\x1b[" + strings.Join(words, ";") + "m"
}
