package report

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// Style is how lines for a person are written.
type Style struct {
	Color bool
	Quiet bool   // only failures
	Cwd   string // the current directory; paths are shown relative to it
}

// UseColor decides on colour as cargo does: --color, else CARGO_TERM_COLOR,
// else NO_COLOR and whether a terminal is there
// (https://doc.rust-lang.org/cargo/reference/config.html#termcolor).
func UseColor(flag, config, noColor string, terminal bool) bool {
	if flag == "" {
		flag = config
	}
	switch flag {
	case "always":
		return true
	case "never":
		return false
	}
	return noColor == "" && terminal
}

const (
	green  = "\x1b[1;32m"
	red    = "\x1b[1;31m"
	yellow = "\x1b[1;33m"
	cyan   = "\x1b[1;36m"
	reset  = "\x1b[0m"
)

// status is a word in cargo's column of twelve.
func (s Style) status(color, word string) string {
	return s.paint(color, fmt.Sprintf("%12s", word))
}

func (s Style) paint(color, text string) string {
	if !s.Color {
		return text
	}
	return color + text + reset
}

// Path shows a path relative to where the user stands, escaped where it has
// bytes that a terminal would act on.
func (s Style) Path(path string) string { return printable.Text(s.Relative(path)) }

// Argument is a path as a word of a command to type: quoted, and never an
// option. Like [Style.Path] it has nothing that a terminal would act on.
func (s Style) Argument(path string) string {
	rel := s.Relative(path)
	if strings.HasPrefix(rel, "-") {
		rel = "." + string(filepath.Separator) + rel
	}
	return args.Quote(rel)
}

// Relative is a path as seen from where the user stands.
func (s Style) Relative(path string) string {
	if s.Cwd == "" {
		return path
	}
	return paths.Relative(s.Cwd, path)
}

// seconds shows a duration as cargo does: 0.52s.
func seconds(d float64) string {
	if d >= 60 {
		return time.Duration(d * float64(time.Second)).Round(time.Second).String()
	}
	return fmt.Sprintf("%.2fs", d)
}
