package manifest

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// place is where a key or an array element is written, both from 1.
type place struct{ line, column int }

func placeAt(data []byte, offset int) place {
	before := data[:offset]
	return place{bytes.Count(before, []byte{'\n'}) + 1, offset - bytes.LastIndexByte(before, '\n')}
}

// places knows where the keys of a document are written, by their keyName.
type places map[string]place

// keyName joins keys with dots; an array index "[3]" follows without one.
func keyName(keys []string) string {
	var b strings.Builder
	for i, key := range keys {
		if i > 0 && !strings.HasPrefix(key, "[") {
			b.WriteByte('.')
		}
		b.WriteString(key)
	}
	return b.String()
}

// find returns the place of keys, or of the innermost table around them that
// is written anywhere.
func (p places) find(keys []string) place {
	for n := len(keys); n > 0; n-- {
		if at, ok := p[keyName(keys[:n])]; ok {
			return at
		}
	}
	return place{}
}

// locate finds the places of the keys on the way to prefix and below it. It
// parses the document a second time: call it only if an answer is needed.
func locate(data []byte, prefix []string) places {
	l := locator{prefix: prefix, places: places{}, arrays: map[string]int{}, line: 1}
	l.parser.Reset(data)
	var table []string
	for l.parser.NextExpression() {
		node := l.parser.Expression()
		switch node.Kind { //nolint:exhaustive // no other kind is an expression of its own
		case unstable.Table, unstable.ArrayTable:
			table = l.header(node)
		case unstable.KeyValue:
			l.keyValue(table, node)
		}
	}
	return l.places
}

type locator struct {
	parser unstable.Parser
	prefix []string
	places places
	arrays map[string]int // how many elements each array of tables has so far

	line, lineStart int // of the last place asked for
}

// header returns the keys of a table, with the index of the current element
// wherever they pass through an array of tables.
func (l *locator) header(node *unstable.Node) []string {
	var table []string
	names, start := keysOf(node)
	for i, name := range names {
		table = append(table, name)
		array := keyName(table)
		if node.Kind == unstable.ArrayTable && i == len(names)-1 {
			l.arrays[array]++
		}
		if n := l.arrays[array]; n > 0 {
			table = append(table, index(n-1))
		}
	}
	l.note(table, start)
	return table
}

func (l *locator) keyValue(table []string, node *unstable.Node) {
	names, start := keysOf(node)
	keys := slices.Concat(table, names)
	if !l.wanted(keys) {
		return
	}
	for n := len(table) + 1; n <= len(keys); n++ {
		l.note(keys[:n], start)
	}
	l.value(keys, node.Value(), start)
}

func (l *locator) value(keys []string, node *unstable.Node, start int) {
	i := 0
	for it := node.Children(); it.Next(); {
		child := it.Node()
		switch {
		case child.Kind == unstable.Comment:
		case node.Kind == unstable.InlineTable:
			l.keyValue(keys, child)
		case node.Kind == unstable.Array:
			if child.Raw.Length > 0 {
				start = int(child.Raw.Offset)
			}
			element := slices.Concat(keys, []string{index(i)})
			l.note(element, start)
			l.value(element, child, start)
			i++
		}
	}
}

// wanted reports whether keys are on the way to the prefix or below it.
func (l *locator) wanted(keys []string) bool {
	for i := range min(len(keys), len(l.prefix)) {
		if keys[i] != l.prefix[i] {
			return false
		}
	}
	return true
}

func (l *locator) note(keys []string, offset int) {
	name := keyName(keys)
	if _, ok := l.places[name]; ok || !l.wanted(keys) {
		return
	}
	if offset < l.lineStart {
		l.line, l.lineStart = 1, 0
	}
	passed := l.parser.Data()[l.lineStart:offset]
	if n := bytes.Count(passed, []byte{'\n'}); n > 0 {
		l.line += n
		l.lineStart += bytes.LastIndexByte(passed, '\n') + 1
	}
	l.places[name] = place{l.line, offset - l.lineStart + 1}
}

// keysOf returns the dotted key of a table or a key-value, and its offset.
func keysOf(node *unstable.Node) (keys []string, offset int) {
	for it := node.Key(); it.Next(); {
		if keys == nil {
			offset = int(it.Node().Raw.Offset)
		}
		keys = append(keys, string(it.Node().Data))
	}
	return keys, offset
}

func index(i int) string { return "[" + strconv.Itoa(i) + "]" }
