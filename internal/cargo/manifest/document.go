package manifest

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// parseDocument parses TOML 1.1 into maps, slices, strings, booleans and
// numbers; it keeps dates as text. toml.Unmarshal would do the same, but its
// time grows with the square of the keys in one table: 2 s for a manifest of 1
// MB, for which this takes 30 ms. The parser is reused.
func parseDocument(parser *unstable.Parser, data []byte) (map[string]any, *syntaxError) {
	b := builder{parser: parser, root: newTable(tableKind)}
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
	return b.root.values, nil
}

// syntaxError is why a document is not TOML, and where.
type syntaxError struct {
	message string
	offset  int
}

// kind says how a table was defined, which decides what may be added to it.
type kind int

const (
	superKind  kind = iota // so far, only a table below it has a header
	tableKind              // with a header
	dottedKind             // from a dotted key
	arrayKind              // an array of tables
)

// table is a table while it is read, or an array of tables. Whatever is not in
// its tables, such as an inline table, is complete: nothing may be added.
type table struct {
	kind   kind
	values map[string]any
	tables map[string]*table // of values, as they are read
	list   []any             // of an array: the values of its elements
	last   *table            // of an array: its last element
}

func newTable(k kind) *table { return &table{kind: k, values: map[string]any{}} }

// add makes a table, or an array, in t.
func (t *table) add(name string, k kind) *table {
	child := newTable(k)
	if t.tables == nil {
		t.tables = map[string]*table{}
	}
	t.values[name], t.tables[name] = child.values, child
	return child
}

// lookup is the table of that name, nil where there is none. free says that the
// name is not in use otherwise, either.
func (t *table) lookup(name []byte) (child *table, free bool) {
	if child = t.tables[string(name)]; child != nil {
		return child, false
	}
	_, taken := t.values[string(name)]
	return nil, !taken
}

type builder struct {
	parser  *unstable.Parser
	root    *table
	current *table // that of the last header
	err     *syntaxError
}

func (b *builder) header(expression *unstable.Node) {
	table, key := b.superTables(expression)
	if table == nil {
		return
	}
	child, free := table.lookup(key.Data)
	switch {
	case free:
		child = table.add(string(key.Data), tableKind)
	case child != nil && child.kind == superKind:
		child.kind = tableKind
	default:
		b.fail(key, "table `%s` is already defined", printable.Text(string(key.Data)))
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
	array, free := table.lookup(key.Data)
	switch {
	case free:
		array = table.add(name, arrayKind)
	case array == nil || array.kind != arrayKind:
		b.fail(key, "`%s` is already defined and not an array of tables", printable.Text(name))
		return
	}
	array.last = newTable(tableKind)
	array.list = append(array.list, array.last.values)
	table.values[name] = array.list
	b.current = array.last
}

// superTables goes through all but the last key of a header, and returns the
// table reached and that last key.
func (b *builder) superTables(expression *unstable.Node) (reached *table, last *unstable.Node) {
	reached = b.root
	for it := expression.Key(); it.Next(); {
		key := it.Node()
		if it.IsLast() {
			return reached, key
		}
		child, free := reached.lookup(key.Data)
		switch {
		case free:
			child = reached.add(string(key.Data), superKind)
		case child == nil:
			b.fail(key, "`%s` is already defined and not a table that can be extended", printable.Text(string(key.Data)))
			return nil, nil
		case child.kind == arrayKind:
			child = child.last
		}
		reached = child
	}
	return nil, nil
}

func (b *builder) keyValue(table *table, expression *unstable.Node) {
	for it := expression.Key(); it.Next(); {
		key := it.Node()
		child, free := table.lookup(key.Data)
		switch {
		case it.IsLast() && free:
			table.values[string(key.Data)] = b.value(expression.Value())
			return
		case it.IsLast():
			b.fail(key, "key `%s` is already defined", printable.Text(string(key.Data)))
			return
		case free:
			child = table.add(string(key.Data), dottedKind)
		case child == nil || child.kind != dottedKind:
			b.fail(key, "`%s` is already defined and cannot be extended by a dotted key", printable.Text(string(key.Data)))
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
		number, _ := strconv.ParseInt(strings.ReplaceAll(string(v.Data), "_", ""), 0, 64) // one that overflows is only large
		return number
	case unstable.Float:
		number, _ := strconv.ParseFloat(strings.ReplaceAll(string(v.Data), "_", ""), 64)
		return number
	case unstable.Array:
		array := []any{}
		for it := v.Children(); it.Next(); {
			if it.Node().Kind != unstable.Comment {
				array = append(array, b.value(it.Node()))
			}
		}
		return array
	case unstable.InlineTable:
		table := newTable(tableKind)
		for it := v.Children(); it.Next(); {
			if it.Node().Kind == unstable.KeyValue {
				b.keyValue(table, it.Node())
			}
		}
		return table.values
	default:
		return date(v.Data)
	}
}

// date is the text of a date or a time.
type date string

func (b *builder) fail(key *unstable.Node, format string, argv ...any) {
	if b.err == nil {
		b.err = &syntaxError{fmt.Sprintf(format, argv...), int(key.Raw.Offset)}
	}
}
