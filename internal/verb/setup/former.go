package setup

import (
	"slices"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/command"
)

// part is a value that --part had when setup wrote everything by default.
type part string

const (
	rootsPart        part = "roots"
	scriptPart       part = "build-script"
	testPart         part = "test"
	rustAnalyzerPart part = "rust-analyzer"
)

var formerParts = []part{rootsPart, scriptPart, testPart, rustAnalyzerPart}

// former answers --part: what it was for is now the default, or asked for in
// another way.
func (o *options) former() error {
	if len(o.parts) == 0 {
		return nil
	}
	now := *o
	now.direct = o.direct || slices.Contains(o.parts, scriptPart) || slices.Contains(o.parts, testPart)
	if slices.Contains(o.parts, rustAnalyzerPart) {
		now.editors = append(slices.Clone(o.editors), VSCode)
	}
	line := append([]string{"cargo", "nw", name}, o.modes.Typed()...)
	return command.Usage("setup has no --part any more: it writes only roots, unless you ask for more", args.Join(append(line, now.typed()...)))
}
