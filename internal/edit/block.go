package edit

import (
	"bytes"
	"maps"
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// The lines around a part of a TOML file that a program has written at its end.
const (
	BlockBegin = "# >>> cargo-nw unify (generated)"
	blockOff   = "# >>> cargo-nw unify (generated, off)"
	blockEnd   = "# <<< cargo-nw unify"
)

// block is where a generated part is.
type block struct {
	before     int // end of what comes before it, without the newline that was added
	start, end int // of its lines, markers included
	off        bool
	newline    string
}

// WithBlock returns text with the lines in a generated part at its end, in place
// of the one that is there. Without lines there is none. The result means what
// the two mean together, nothing else; the error is a *[RefusedError].
func WithBlock(text []byte, lines []string) ([]byte, error) {
	text, err := WithoutBlock(text)
	if err != nil || len(lines) == 0 {
		return text, err
	}
	newline := Newline(text, len(text))
	var b bytes.Buffer
	b.Write(text)
	if len(text) > 0 {
		b.WriteString(newline)
	}
	all := append(append([]string{BlockBegin}, lines...), blockEnd)
	for _, line := range all {
		b.WriteString(line + newline)
	}
	var old, added, changed map[string]any
	refuse := func(why string) ([]byte, error) {
		return nil, &RefusedError{Why: why, Add: strings.Join(lines, "\n")}
	}
	switch {
	case toml.Unmarshal(bytes.TrimPrefix(text, bom), &old) != nil:
		return refuse("is not TOML")
	case toml.Unmarshal([]byte(strings.Join(lines, "\n")), &added) != nil:
		return refuse("what is to be added is not TOML")
	case toml.Unmarshal(bytes.TrimPrefix(b.Bytes(), bom), &changed) != nil || !same(merged(old, added), changed):
		return refuse("has a table that cannot be extended")
	}
	return b.Bytes(), nil
}

// WithoutBlock returns text without the generated part: the bytes from before it
// was added. The error is a *[RefusedError].
func WithoutBlock(text []byte) ([]byte, error) {
	at, ok, err := findBlock(text)
	if err != nil || !ok {
		return text, err
	}
	return bytes.Join([][]byte{text[:at.before], text[at.end:]}, nil), nil
}

// SwitchBlock turns the lines of the generated part into comments, or back. Text
// without such a part stays as it is.
func SwitchBlock(text []byte, on bool) ([]byte, error) {
	at, ok, err := findBlock(text)
	if err != nil || !ok || at.off != on {
		return text, err
	}
	lines := strings.Split(strings.TrimSuffix(string(text[at.start:at.end]), at.newline), at.newline)
	last := len(lines) - 1
	lines[0] = blockOff
	if on {
		lines[0] = BlockBegin
	}
	for i := 1; i < last; i++ {
		if on {
			lines[i] = strings.TrimPrefix(lines[i], "# ")
		} else {
			lines[i] = "# " + lines[i]
		}
	}
	return bytes.Join([][]byte{text[:at.start], []byte(strings.Join(lines, at.newline) + at.newline), text[at.end:]}, nil), nil
}

// HasBlock says whether there is a generated part, and whether it is switched
// off.
func HasBlock(text []byte) (there, off bool) {
	at, ok, err := findBlock(text)
	return ok || err != nil, at.off
}

// blockLinesOf are the lines of the generated part, "" where there is none that can
// be read. Those that are switched off are comments.
func blockLinesOf(text []byte) string {
	at, ok, err := findBlock(text)
	if !ok || err != nil {
		return ""
	}
	return string(text[at.start:at.end])
}

// blockPath is a path in a line of the generated part.
var blockPath = regexp.MustCompile(`\bpath = "([^"\\]+)"`)

// BlockPaths are the paths in the lines of the generated part, as they are
// written. With off, those of lines that are switched off are among them.
func BlockPaths(text []byte, off bool) (paths []string) {
	for line := range strings.Lines(blockLinesOf(text)) {
		if !off && strings.HasPrefix(line, "#") {
			continue
		}
		for _, found := range blockPath.FindAllStringSubmatch(line, -1) {
			paths = append(paths, found[1])
		}
	}
	return paths
}

func findBlock(text []byte) (at block, ok bool, err error) {
	offset, number, first := 0, 0, 0
	for line := range bytes.Lines(text) {
		number++
		word := string(bytes.TrimRight(line, "\r\n"))
		switch {
		case word == BlockBegin || word == blockOff:
			if first > 0 {
				return at, false, &RefusedError{Line: number, Why: "there are two generated parts of cargo-nw unify", Add: "nothing, but remove one of them"}
			}
			first = number
			at = block{before: offset, start: offset, off: word == blockOff, newline: string(line[len(word):])}
		case word == blockEnd && first > 0 && !ok:
			at.end = offset + len(line)
			at.before -= len(at.newline)
			if !bytes.HasSuffix(text[:at.start], []byte(at.newline)) {
				at.before = at.start
			}
			ok = true
			if err = loose(text, at, number); err != nil {
				return at, true, err
			}
		}
		offset += len(line)
	}
	if ok {
		return at, true, nil
	}
	if first > 0 {
		return at, false, &RefusedError{Line: first, Why: "the generated part that begins here has no end", Add: blockEnd}
	}
	return at, false, nil
}

// loose refuses a key after the generated part: without that, it would belong to
// another table.
func loose(text []byte, at block, line int) error {
	for rest := range bytes.Lines(text[at.end:]) {
		line++
		rest = bytes.TrimSpace(rest)
		switch {
		case len(rest) == 0 || rest[0] == '#':
		case rest[0] == '[':
			return nil
		default:
			return &RefusedError{
				Line: line, Add: "nothing, but move this line above " + BlockBegin,
				Why: "a key after the generated part belongs to its last table",
			}
		}
	}
	return nil
}

// merged is what two documents mean together. A value of the second one counts
// where both have one.
func merged(a, b map[string]any) map[string]any {
	doc := maps.Clone(a)
	if doc == nil {
		doc = map[string]any{}
	}
	for key, value := range b {
		one, isTable := doc[key].(map[string]any)
		other, alsoTable := value.(map[string]any)
		if isTable && alsoTable {
			doc[key] = merged(one, other)
			continue
		}
		doc[key] = value
	}
	return doc
}

// String is text as a string of TOML.
func String(text string) string { return quote(text, false) }
