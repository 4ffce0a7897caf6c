package edit

import (
	"bytes"
	"slices"

	"github.com/pelletier/go-toml/v2/unstable"
)

// place is where an array is written, or how much of the way to it exists.
type place struct {
	open  int // offset of its bracket, -1 for none
	depth int // how many of its keys are written anywhere
	line  int // from 1, of the innermost of them; 0 for none
	key   int // offset of the key of the value, whatever it is; -1 where there is none
	value int // offset of that value
}

// finder looks for an array by its keys, through headers, dotted keys and
// inline tables.
type finder struct {
	parser unstable.Parser
	body   []byte
	keys   []string
	place  place
}

// find looks for an array. body is TOML.
func find(body []byte, keys []string) place {
	f := finder{body: body, keys: keys, place: place{open: -1, key: -1}}
	f.parser.Reset(body)
	var header []string
	for f.parser.NextExpression() {
		node := f.parser.Expression()
		switch node.Kind { //nolint:exhaustive // no other kind is an expression of its own
		case unstable.Table:
			header = nil
			header = f.way(header, node)
		case unstable.ArrayTable:
			header = []string{""} // the keys we look for never go through one
		case unstable.KeyValue:
			f.keyValue(header, node)
		}
	}
	return f.place
}

// way is what the key of a node leads to from a table, recorded as far as it is
// one we look for.
func (f *finder) way(from []string, node *unstable.Node) []string {
	way := slices.Clone(from)
	for it := node.Key(); it.Next(); {
		way = append(way, string(it.Node().Data))
		n := len(way)
		if n <= len(f.keys) && slices.Equal(way, f.keys[:n]) && n > f.place.depth {
			f.place.depth = n
			f.place.line = bytes.Count(f.body[:it.Node().Raw.Offset], []byte{'\n'}) + 1
		}
	}
	return way
}

func (f *finder) keyValue(table []string, node *unstable.Node) {
	way := f.way(table, node)
	value := node.Value()
	if slices.Equal(way, f.keys) {
		f.place.key, f.place.value = f.ends(node)
	}
	switch {
	case value.Kind == unstable.Array && slices.Equal(way, f.keys):
		f.place.open = f.bracket(node)
	case value.Kind == unstable.InlineTable && len(way) < len(f.keys) && slices.Equal(way, f.keys[:len(way)]):
		for it := value.Children(); it.Next(); {
			if child := it.Node(); child.Kind == unstable.KeyValue {
				f.keyValue(way, child)
			}
		}
	}
}

// ends are the offsets of the first part of a key and of the value after it.
func (f *finder) ends(node *unstable.Node) (key, value int) {
	key, end := -1, 0
	for it := node.Key(); it.Next(); {
		raw := it.Node().Raw
		if key < 0 {
			key = int(raw.Offset)
		}
		end = int(raw.Offset) + int(raw.Length)
	}
	value = end + bytes.IndexByte(f.body[end:], '=') + 1
	return key, value + len(f.body[value:]) - len(bytes.TrimLeft(f.body[value:], " \t"))
}

// bracket is the offset of the one that opens the value of a key: after the
// last part of the key there are only blanks and the equals sign.
func (f *finder) bracket(node *unstable.Node) int {
	end := 0
	for it := node.Key(); it.Next(); {
		raw := it.Node().Raw
		end = int(raw.Offset) + int(raw.Length)
	}
	return end + bytes.IndexByte(f.body[end:], '[')
}
