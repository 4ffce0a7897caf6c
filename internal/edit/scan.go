package edit

import (
	"bytes"
)

// scan finds the parts of the array that opens at an offset. body is TOML, so
// that every string and every bracket in it ends.
func scan(body []byte, open int) List {
	list := List{Open: open, EndComma: true}
	depth := 0
	for i := open; i < len(body); {
		start := i
		switch c := body[i]; c {
		case '#':
			i += lineLength(body[i:])
			continue
		case ' ', '\t', '\r', '\n':
			i++
			continue
		case ',':
			i++
			if depth == 1 {
				list.Comma = i
				continue
			}
		case '"', '\'':
			i += stringLength(body[i:], c)
		case '[', '{':
			i++
			if depth++; depth == 1 {
				continue
			}
		case ']', '}':
			if depth--; depth == 0 {
				list.Close = i
				return list
			}
			i++
		default:
			i++
		}
		if list.First == 0 {
			list.First = start
		}
		list.Last, list.Comma = i, 0
	}
	return list
}

// lineLength is that of the line at the start of text, without its end.
func lineLength(text []byte) int {
	if n := bytes.IndexByte(text, '\n'); n >= 0 {
		return n
	}
	return len(text)
}

// stringLength is that of the string at the start of text, quotes included.
// Three quotes open one of several lines, which may end with up to two quotes
// more than the three that close it (https://toml.io/en/v1.0.0#string).
func stringLength(text []byte, quote byte) int {
	width := 1
	if bytes.HasPrefix(text, []byte{quote, quote, quote}) {
		width = 3
	}
	for i := width; i < len(text); i++ {
		switch {
		case text[i] == '\\' && quote == '"':
			i++
		case text[i] == quote && width == 1:
			return i + 1
		case bytes.HasPrefix(text[i:], []byte{quote, quote, quote}) && width == 3:
			end := i + 3
			for more := 0; more < 2 && end < len(text) && text[end] == quote; more++ {
				end++
			}
			return end
		}
	}
	return len(text)
}
