package skeleton

import "strings"

// Attributes are those of a crate that decide which stand-in can take its place.
type Attributes struct{ NoMain, NoStd bool }

// ReadAttributes reads the attributes at the beginning of a crate's source. What
// cfg_attr sets under a condition counts as set.
func ReadAttributes(source string) (a Attributes) {
	for {
		rest, ok := strings.CutPrefix(skipBlank(source), "#!")
		if !ok {
			return a
		}
		if rest = skipBlank(rest); !strings.HasPrefix(rest, "[") {
			_, source, _ = strings.Cut(rest, "\n") // `#!/usr/bin/env …`
			continue
		}
		var words []string
		words, source = attribute(rest)
		for _, word := range words {
			a.NoMain = a.NoMain || word == "no_main"
			a.NoStd = a.NoStd || word == "no_std"
		}
	}
}

// skipBlank removes white space and comments from the beginning.
func skipBlank(source string) string {
	for {
		source = strings.TrimLeft(source, " \t\r\n\ufeff")
		switch {
		case strings.HasPrefix(source, "//"):
			_, source, _ = strings.Cut(source, "\n")
		case strings.HasPrefix(source, "/*"):
			depth := 0
			for i := 0; ; i++ {
				switch {
				case i+1 >= len(source):
					return ""
				case source[i:i+2] == "/*":
					depth++
					i++
				case source[i:i+2] == "*/":
					depth--
					i++
				}
				if depth == 0 {
					source = source[i+1:]
					break
				}
			}
		default:
			return source
		}
	}
}

// attribute reads the words of one from its bracket on, without those in
// strings, and what comes after it.
func attribute(source string) (words []string, rest string) {
	depth, word := 0, ""
	for i := 0; i < len(source); i++ {
		c := source[i]
		if c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' {
			word += string(c)
			continue
		}
		if word != "" {
			words, word = append(words, word), ""
		}
		switch c {
		case '[', '(', '{':
			depth++
		case ']', ')', '}':
			depth--
		case '"':
			for i++; i < len(source) && source[i] != '"'; i++ {
				if source[i] == '\\' {
					i++
				}
			}
		}
		if depth == 0 {
			return words, source[i+1:]
		}
	}
	return words, ""
}
