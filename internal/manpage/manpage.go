// Package manpage writes cargo-nw(1) in roff.
//
// It knows no option, verb, variable or exit status itself: they come from the
// description of the command line and from the tables of docs/reference.md.
package manpage

import (
	_ "embed"
	"strings"
	"text/template"

	"github.com/cpuguy83/go-md2man/v2/md2man"

	"github.com/cargo-nw/cargo-nw/internal/command"
)

//go:embed page.md.tmpl
var text string

var page = template.Must(template.New("page").Funcs(template.FuncMap{
	"names": names, "groups": command.Groups, "literal": literal, "table": table, "prose": prose,
}).Parse(text))

// Source is what a page is made from.
type Source struct {
	command.Line
	Version   string
	Reference string // docs/reference.md
}

// Page is the page, for `man -l`.
func Page(s Source) ([]byte, error) {
	var markdown strings.Builder
	if err := page.Execute(&markdown, s); err != nil {
		return nil, err
	}
	return md2man.Render([]byte(markdown.String())), nil
}

// names are the spellings of an option, with the placeholder of its value.
func names(o command.Option) string {
	words := make([]string, len(o.Names))
	for i, name := range o.Names {
		words[i] = "**" + literal(name) + "**"
	}
	joined := strings.Join(words, ", ")
	if o.Placeholder != "" {
		joined += " *" + literal(o.Placeholder) + "*"
	}
	return joined
}

// literal keeps Markdown from reading a text as markup.
func literal(text string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `_`, `\_`, "`", "\\`", `<`, `\<`, `>`, `\>`, `[`, `\[`, `]`, `\]`).Replace(text)
}

// prose is a text of paragraphs; an indented one is shown as it is.
func prose(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if !strings.HasPrefix(line, "    ") {
			lines[i] = literal(line)
		}
	}
	return strings.Join(lines, "\n")
}

// row is one line of a table with two columns.
type row struct{ Key, Text string }

// table reads the first table below a heading of the reference.
func table(heading, reference string) []row {
	_, section, _ := strings.Cut(reference, "\n## "+heading+"\n")
	var rows []row
	for line := range strings.Lines(section) {
		if strings.HasPrefix(line, "## ") {
			break
		}
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) != 4 || strings.HasPrefix(cells[1], "---") {
			continue
		}
		rows = append(rows, row{strings.TrimSpace(cells[1]), strings.TrimSpace(cells[2])})
	}
	if len(rows) == 0 {
		return nil
	}
	return rows[1:] // without the heads of the columns
}
