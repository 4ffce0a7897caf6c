package manifest

import (
	"errors"
	"fmt"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// parseDocument parses TOML 1.1 into maps, slices, strings and booleans. Of
// numbers and dates only the type is kept. toml.Unmarshal would do the same,
// but its time grows with the square of the keys in one table: minutes for a
// manifest of 10 MB. The parser is there to be used again.
func parseDocument(parser *unstable.Parser, data []byte) (map[string]any, *syntaxError) {
	b := builder{parser: parser, root: &node{kind: tableNode}}
	b.current = b.root
	b.parser.Reset(data)
	for b.parser.NextExpression() {
		expression := b.parser.Expression()
		switch expression.Kind { //nolint:exhaustive // no other kind is an expression of its own
		case unstable.Table:
			b.header(expression)
		case unstable.ArrayTable:
			b.arrayHeader(expression)
		case unstable.KeyValue:
			b.keyValue(b.current, expression)
		}
		if b.err != nil {
			return nil, b.err
		}
	}
	if err := b.parser.Error(); err != nil {
		bad := &syntaxError{message: err.Error()}
		if parserError, ok := errors.AsType[*unstable.ParserError](err); ok {
			bad.message = parserError.Message
			bad.offset = max(0, min(cap(data)-cap(parserError.Highlight), len(data)))
		}
		return nil, bad
	}
	return b.root.table(), nil
}

// syntaxError is why a document is not TOML, and where.
type syntaxError struct {
	message string
	offset  int
}

// kind says how a key came to be, which decides what may be added to it.
type kind int

const (
	valueNode  kind = iota // a value, inline tables included: nothing may be added
	superNode              // a table of which only a table below has a header so far
	tableNode              // a table with a header
	dottedNode             // a table out of a dotted key
	arrayNode              // an array of tables, its elements in order
)

type node struct {
	kind     kind
	value    any
	children map[string]*node
	elements []*node
}

type builder struct {
	parser  *unstable.Parser
	root    *node
	current *node // the table of the last header
	err     *syntaxError
}

func (b *builder) header(expression *unstable.Node) {
	table, key := b.superTables(expression)
	if table == nil {
		return
	}
	name := string(key.Data)
	child := table.children[name]
	switch {
	case child == nil:
		child = table.add(name, tableNode)
	case child.kind == superNode:
		child.kind = tableNode
	default:
		b.fail(key, "table `%s` is already defined", printable.Text(name))
		return
	}
	b.current = child
}

func (b *builder) arrayHeader(expression *unstable.Node) {
	table, key := b.superTables(expression)
	if table == nil {
		return
	}
	name := string(key.Data)
	array := table.children[name]
	switch {
	case array == nil:
		array = table.add(name, arrayNode)
	case array.kind != arrayNode:
		b.fail(key, "`%s` is already defined and not an array of tables", printable.Text(name))
		return
	}
	b.current = &node{kind: tableNode}
	array.elements = append(array.elements, b.current)
}

// superTables goes through all but the last key of a header, and returns the
// table reached and that last key.
func (b *builder) superTables(expression *unstable.Node) (table *node, last *unstable.Node) {
	table = b.root
	for it := expression.Key(); it.Next(); {
		key := it.Node()
		if it.IsLast() {
			return table, key
		}
		name := string(key.Data)
		child := table.children[name]
		switch {
		case child == nil:
			child = table.add(name, superNode)
		case child.kind == arrayNode:
			child = child.elements[len(child.elements)-1]
		case child.kind == valueNode:
			b.fail(key, "`%s` is already defined and not a table that can be extended", printable.Text(name))
			return nil, nil
		}
		table = child
	}
	return nil, nil
}

func (b *builder) keyValue(table *node, expression *unstable.Node) {
	for it := expression.Key(); it.Next(); {
		key := it.Node()
		name := string(key.Data)
		child := table.children[name]
		switch {
		case it.IsLast() && child == nil:
			table.add(name, valueNode).value = b.value(expression.Value())
			return
		case it.IsLast():
			b.fail(key, "key `%s` is already defined", printable.Text(name))
			return
		case child == nil:
			child = table.add(name, dottedNode)
		case child.kind != dottedNode:
			b.fail(key, "`%s` is already defined and cannot be extended by a dotted key", printable.Text(name))
			return
		}
		table = child
	}
}

func (b *builder) value(v *unstable.Node) any {
	switch v.Kind { //nolint:exhaustive // the rest are dates and times
	case unstable.String:
		return string(v.Data)
	case unstable.Bool:
		return b.parser.Raw(v.Raw)[0] == 't'
	case unstable.Integer:
		return int64(0)
	case unstable.Float:
		return float64(0)
	case unstable.Array:
		array := []any{}
		for it := v.Children(); it.Next(); {
			if it.Node().Kind != unstable.Comment {
				array = append(array, b.value(it.Node()))
			}
		}
		return array
	case unstable.InlineTable:
		table := &node{kind: tableNode}
		for it := v.Children(); it.Next(); {
			if it.Node().Kind == unstable.KeyValue {
				b.keyValue(table, it.Node())
			}
		}
		return table.table()
	default:
		return nil
	}
}

func (b *builder) fail(key *unstable.Node, format string, argv ...any) {
	if b.err == nil {
		b.err = &syntaxError{fmt.Sprintf(format, argv...), int(key.Raw.Offset)}
	}
}

func (n *node) add(name string, k kind) *node {
	child := &node{kind: k}
	if n.children == nil {
		n.children = map[string]*node{}
	}
	n.children[name] = child
	return child
}

// table turns a finished table into maps and slices.
func (n *node) table() map[string]any {
	table := make(map[string]any, len(n.children))
	for name, child := range n.children {
		switch child.kind {
		case valueNode:
			table[name] = child.value
		case arrayNode:
			array := make([]any, len(child.elements))
			for i, element := range child.elements {
				array[i] = element.table()
			}
			table[name] = array
		case superNode, tableNode, dottedNode:
			table[name] = child.table()
		}
	}
	return table
}
