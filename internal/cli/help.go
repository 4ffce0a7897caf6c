package cli

import (
	"cmp"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// The library has one printer for all apps of a process.
func init() { cli.HelpPrinter = printHelp }

// printHelp aligns columns as the library does, with our templates.
func printHelp(w io.Writer, template string, data any) {
	cli.HelpPrinterCustom(w, template, data, map[string]any{"groups": groups})
}

// group is a heading of a help text and the options below it.
type group struct {
	Name  string
	Lines []string
}

// groups puts options below the heading of their category, in the order in
// which they are declared; the library would sort them.
func groups(flags []cli.Flag) []group {
	var list []group
	for _, f := range flags {
		name := cmp.Or(category(f), "Options")
		i := slices.IndexFunc(list, func(g group) bool { return g.Name == name })
		if i < 0 {
			i, list = len(list), append(list, group{Name: name})
		}
		list[i].Lines = append(list[i].Lines, once(f.String()))
	}
	return list
}

// category is "" for an option without one.
func category(f cli.Flag) string {
	if c, ok := f.(cli.CategorizableFlag); ok {
		return c.GetCategory()
	}
	return ""
}

// once takes out what the library says twice about an option that may be
// repeated: "--only GLOB [ --only GLOB ]".
func once(line string) string {
	left, rest, ok := strings.Cut(line, " [ ")
	_, right, closed := strings.Cut(rest, " ]")
	if !ok || !closed {
		return line
	}
	return left + right
}
