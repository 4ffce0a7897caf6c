package cli

import (
	"cmp"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"

	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/output"
)

// The number of columns of a help text: those of the terminal, within limits.
const (
	usualWidth = 80 // without a terminal
	minWidth   = 50
	maxWidth   = 100
)

// columns is how wide a help text on this stream is.
func columns(stdout io.Writer) int {
	screen, ok := output.Terminal(stdout)
	if !ok {
		return usualWidth
	}
	width, _, err := term.GetSize(int(screen.Fd()))
	if err != nil || width <= 0 {
		return usualWidth
	}
	return min(max(width, minWidth), maxWidth)
}

// writeSummary writes what `-h` prints.
func writeSummary(w io.Writer, line command.Line) error {
	var names []string
	for _, v := range line.Verbs {
		if !v.Hidden {
			names = append(names, v.Name)
		}
	}
	text := line.About + "\n\nUsage:\n   " + line.Usage + "\n\n" + examples + "\n\nVerbs: " + strings.Join(names, ", ") +
		"\n\nAll options: cargo nw --help\nOf one verb: cargo nw help VERB\n"
	_, err := io.WriteString(w, text)
	return err
}

// writeHelp writes the help of the whole command line.
func writeHelp(w io.Writer, line command.Line) error {
	var b strings.Builder
	b.WriteString(line.About + "\n\nUsage:\n   " + line.Usage + "\n\n" + line.Description + "\n\n")
	writeOptions(&b, line.Options, columns(w))
	b.WriteString("Verbs:\n")
	var rows [][2]string
	for _, v := range line.Verbs {
		if !v.Hidden {
			rows = append(rows, [2]string{v.Name, v.About})
		}
	}
	writeRows(&b, rows, columns(w))
	_, err := io.WriteString(w, b.String())
	return err
}

// writeVerbHelp writes the help of one verb.
func writeVerbHelp(w io.Writer, verb command.Verb) error {
	var b strings.Builder
	b.WriteString(called(verb) + " - " + verb.About + "\n\nUsage:\n   " + verb.Usage + "\n\n")
	writeOptions(&b, verb.Options, columns(w))
	_, err := io.WriteString(w, strings.TrimSuffix(b.String(), "\n"))
	return err
}

// writeOptions writes each group of options below its heading.
func writeOptions(b *strings.Builder, options []command.Option, width int) {
	for _, group := range command.Groups(options) {
		b.WriteString(cmp.Or(group.Category, "Options") + ":\n")
		rows := make([][2]string, len(group.Options))
		for i, o := range group.Options {
			rows[i] = [2]string{spelled(o), o.Text()}
		}
		writeRows(b, rows, width)
		b.WriteString("\n")
	}
}

// spelled is an option with all its names: "--jobs N, -j N".
func spelled(o command.Option) string {
	names := make([]string, len(o.Names))
	for i, name := range o.Names {
		names[i] = strings.TrimSuffix(name+" "+o.Placeholder, " ")
	}
	return strings.Join(names, ", ")
}

// writeRows writes two columns. The second one is folded at width.
func writeRows(b *strings.Builder, rows [][2]string, width int) {
	const indent = 3
	column := 0
	for _, row := range rows {
		column = max(column, indent+utf8.RuneCountInString(row[0])+2)
	}
	for _, row := range rows {
		b.WriteString(strings.Repeat(" ", indent) + row[0])
		at := indent + utf8.RuneCountInString(row[0])
		for i, word := range unbroken(row[1], width-column) {
			n := utf8.RuneCountInString(word)
			switch {
			case i == 0:
				b.WriteString(strings.Repeat(" ", column-at))
				at = column
			case at+1+n > width:
				b.WriteString("\n" + strings.Repeat(" ", column))
				at = column
			default:
				b.WriteByte(' ')
				at++
			}
			b.WriteString(word)
			at += n
		}
		b.WriteByte('\n')
	}
}

// unbroken are the pieces of a text between which a line may break: its words,
// and whatever is in brackets if it fits in room columns.
func unbroken(text string, room int) []string {
	var pieces []string
	for text != "" {
		piece, rest, _ := strings.Cut(text, " ")
		if end := strings.IndexByte(text, ']') + 1; text[0] == '[' && end > 0 && end <= room {
			piece, rest = text[:end], strings.TrimPrefix(text[end:], " ")
		}
		pieces, text = append(pieces, piece), rest
	}
	return pieces
}
