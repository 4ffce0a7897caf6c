package report

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/github"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// Style is how lines for a human reader are written.
type Style struct {
	Color bool
	Quiet bool // only failures
	// Verbose lists every run in the summary, however many there are.
	Verbose bool
	Cwd     string // the current directory; paths are shown relative to it
	// Workflow says that a GitHub Actions runner reads the lines: no name may turn
	// one of them into a command.
	Workflow bool
	// Secrets says that words that look like secrets stay in the command lines
	// that are shown and written; see [args.Redacted].
	Secrets bool
}

// argv is a command line as it is shown, or written to a report.
func (s Style) argv(words []string) []string {
	if s.Secrets {
		return words
	}
	return args.Redacted(words)
}

// UseColor decides on colour as cargo does: --color, then CARGO_TERM_COLOR,
// then NO_COLOR and whether there is a terminal
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

// The colours of cargo 1.95: bright, except for yellow.
const (
	green  = "\x1b[1;92m"
	red    = "\x1b[1;91m"
	yellow = "\x1b[1;33m"
	cyan   = "\x1b[1;96m"
	reset  = "\x1b[0m"
)

// status is a word in cargo's twelve-character column.
func (s Style) status(color, word string) string {
	return s.paint(color, fmt.Sprintf("%12s", word))
}

func (s Style) paint(color, text string) string {
	if !s.Color {
		return text
	}
	return color + text + reset
}

// Path shows a path relative to the current directory, escaping bytes that a
// terminal would act on, or that would make a line a command.
func (s Style) Path(path string) string {
	rel := s.Relative(path)
	if s.Workflow && github.Broken(rel) != rel {
		return github.Escaped(strconv.Quote(rel))
	}
	return printable.Text(rel)
}

// safe makes a text with names from outside safe to show: nothing that a
// terminal acts on, and no line that a runner takes for a command. What is safe
// already stays as it is.
func (s Style) safe(text string) string {
	text = printable.Lines(text)
	if s.Workflow {
		return github.Broken(text)
	}
	return text
}

// Argument is a path as a word of a command to type: quoted, and never an
// option. Like [Style.Path] it contains nothing that a terminal would act on.
func (s Style) Argument(path string) string {
	rel := s.Relative(path)
	if strings.HasPrefix(rel, "-") {
		rel = "./" + rel
	}
	return args.Quote(rel)
}

// Relative is a path as seen from the current directory, with slashes.
func (s Style) Relative(path string) string {
	if s.Cwd == "" {
		return filepath.ToSlash(path)
	}
	return paths.Shown(s.Cwd, path)
}

// seconds shows a duration as cargo does: 0.52s.
func seconds(d float64) string {
	if d >= 60 {
		return time.Duration(d * float64(time.Second)).Round(time.Second).String()
	}
	return fmt.Sprintf("%.2fs", d)
}
