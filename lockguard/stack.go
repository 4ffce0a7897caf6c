package lockguard

import (
	"errors"
	"strconv"
	"strings"
)

// Frame is one step of the way from the first containing package to here.
type Frame struct {
	Package   string // manifest path of the containing package
	Root      string // directory of the nested workspace it called
	Dependent bool   // the root says `dependent = true`
}

// Contains says whether the containing package with this manifest is already
// on the way. Paths are compared, not names: two packages of one name are no
// cycle.
func Contains(stack []Frame, manifest string) bool {
	for _, f := range stack {
		if f.Package == manifest {
			return true
		}
	}
	return false
}

// formatStack makes the value of _CARGO_NW_STACK: three words a frame, quoted
// so that any byte of a path survives.
func formatStack(stack []Frame) string { return quoteList(frameWords(stack)) }

func parseStack(value string) ([]Frame, error) {
	words, err := unquoteList(value)
	if err != nil {
		return nil, err
	}
	return frames(words)
}

// frameWords are three words a frame.
func frameWords(stack []Frame) []string {
	var words []string
	for _, f := range stack {
		words = append(words, f.Package, f.Root, strconv.FormatBool(f.Dependent))
	}
	return words
}

func frames(words []string) ([]Frame, error) {
	if len(words)%3 != 0 {
		return nil, errors.New("it was not set by this version of cargo-nw")
	}
	var stack []Frame
	for i := 0; i < len(words); i += 3 {
		stack = append(stack, Frame{Package: words[i], Root: words[i+1], Dependent: words[i+2] == "true"})
	}
	return stack, nil
}

func quoteList(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = strconv.Quote(w)
	}
	return strings.Join(quoted, " ")
}

func unquoteList(value string) ([]string, error) {
	var words []string
	for value != "" {
		quoted, err := strconv.QuotedPrefix(value)
		if err != nil {
			return nil, errors.New("it was not set by cargo-nw")
		}
		word, err := strconv.Unquote(quoted)
		if err != nil {
			return nil, err
		}
		words = append(words, word)
		value = strings.TrimPrefix(value[len(quoted):], " ")
	}
	return words, nil
}
