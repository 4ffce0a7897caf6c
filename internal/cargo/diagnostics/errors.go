package diagnostics

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// How much of a failed run's output is repeated.
const (
	maxErrorLines = 400 // of errors; the first ones are the causes
	maxTestLines  = 200 // of what the failed tests of one program have printed
	tailLines     = 20  // of everything, if it has no error
	maxLine       = 4096
)

// processFailed is how cargo says that rustc or a build script failed. What
// follows is its command line and what has been printed before.
const processFailed = "process didn't exit successfully"

// ourError begins the line in which a hook says the workspace.
const ourError = "cargo-nw: error:"

// Errors is a writer that keeps the errors of a cargo command's output: each
// from its line `error…:` to the next empty line, and with the causes that
// cargo gives, unless the cause is only that a process failed. What is printed
// twice is kept where it came last: a nested workspace's own hook repeats its
// errors after the name of their workspace. What failed tests have printed is
// kept like an error.
type Errors struct {
	partial []byte
	errors  [][]string
	size    int // lines of errors
	tail    []string
	block   []string
	gap     bool // an empty line follows the block
	failing bool // the block is what failed tests have printed
}

var (
	// An error may be indented: cargo indents the output of a build script,
	// and with it the errors of a nested workspace's own hook.
	errorLine   = regexp.MustCompile(`^\s*(cargo-nw: )?error(\[[A-Z]+[0-9]+\])?:`)
	causeLine   = regexp.MustCompile(`^\s*Caused by:$`)
	warningLine = regexp.MustCompile(`^\s*warning(\[[A-Za-z0-9:_]+\])?:`)
	// What cargo says after the errors of a crate, and nextest after its list of
	// tests that failed, which is no error to us.
	verdictLine = regexp.MustCompile(`^error: (could not compile |test run failed$)`)
	listedLine  = regexp.MustCompile(`^error: test run failed$`)
)

// The lines around what failed tests have printed (libtest, formatters/pretty.rs,
// write_failures): the first one comes again before their names.
const (
	failuresLine = "failures:"
	resultLine   = "test result: "
)

// Write takes a piece of output; it never fails.
func (d *Errors) Write(p []byte) (int, error) {
	d.partial = append(d.partial, p...)
	for {
		line, rest, ok := bytes.Cut(d.partial, []byte{'\n'})
		if !ok {
			break
		}
		d.line(string(line))
		d.partial = rest
	}
	if len(d.partial) > maxLine { // an endless line
		d.line(string(d.partial))
		d.partial = nil
	}
	return len(p), nil
}

// line takes one line of output.
func (d *Errors) line(line string) {
	line = strings.TrimSuffix(line, "\r")
	bare := printable.Plain(line)
	switch {
	case d.failing:
		d.test(line, bare)
	case bare == failuresLine:
		d.close()
		d.failing = true
	case strings.TrimSpace(bare) == "":
		d.gap = d.block != nil
	case d.gap && causeLine.MatchString(bare):
		d.block, d.gap = append(d.block, "", line), false
	case errorLine.MatchString(bare):
		d.close()
		d.block = []string{line}
	case d.gap || warningLine.MatchString(bare):
		d.close()
	case len(d.block) > 0 && causeLine.MatchString(d.block[len(d.block)-1]) && strings.Contains(bare, processFailed):
		d.block = d.block[:len(d.block)-2]
		d.close()
	case d.block != nil:
		d.block = append(d.block, line)
	}
	d.tail = append(d.tail, line)
	if len(d.tail) > tailLines {
		d.tail = d.tail[1:]
	}
}

// test takes one line between the first `failures:` and the second one.
func (d *Errors) test(line, bare string) {
	switch {
	case bare == failuresLine || strings.HasPrefix(bare, resultLine):
		d.close()
	case len(d.block) < maxTestLines && (len(d.block) > 0 || bare != ""):
		d.block = append(d.block, line)
	}
}

// close ends a block.
func (d *Errors) close() {
	for n := len(d.block); n > 0 && d.block[n-1] == ""; n-- {
		d.block = d.block[:n-1]
	}
	block := outdent(d.block)
	d.block, d.gap, d.failing = nil, false, false
	if len(block) == 0 {
		return
	}
	if i := slices.IndexFunc(d.errors, func(b []string) bool { return slices.Equal(b, block) }); i >= 0 {
		d.errors = append(slices.Delete(d.errors, i, i+1), block)
		return
	}
	if d.size += len(block); d.size <= maxErrorLines {
		d.errors = append(d.errors, block)
	}
}

// Lines are what a person needs to see: the errors or, if there are none, the
// last lines. Nothing may be written after it.
func (d *Errors) Lines() []string {
	d.end()
	return d.joined(d.errors)
}

// Causes are the lines without those in which cargo only says that a crate has
// errors, unless there is nothing else. Nothing may be written after it.
func (d *Errors) Causes() []string {
	d.end()
	says := func(line *regexp.Regexp) func(block []string) bool {
		return func(block []string) bool { return len(block) == 1 && line.MatchString(printable.Plain(block[0])) }
	}
	if causes := slices.DeleteFunc(slices.Clone(d.errors), says(verdictLine)); len(causes) > 0 {
		return d.joined(causes)
	}
	return d.joined(slices.DeleteFunc(slices.Clone(d.errors), says(listedLine)))
}

// Tail is the last lines of everything. Nothing may be written after it.
func (d *Errors) Tail() []string {
	d.end()
	return d.tail
}

// end takes what is left.
func (d *Errors) end() {
	if len(d.partial) > 0 {
		d.line(string(d.partial))
		d.partial = nil
	}
	d.close()
}

// joined are the lines of blocks with empty lines between them, the tail if
// there are none.
func (d *Errors) joined(blocks [][]string) []string {
	if len(blocks) == 0 {
		return d.tail
	}
	var lines []string
	for i, block := range blocks {
		if i > 0 && !strings.Contains(blocks[i-1][0], ourError) {
			lines = append(lines, "")
		}
		lines = append(lines, block...)
	}
	return lines
}

// outdent removes the indentation that all lines share.
func outdent(block []string) []string {
	if len(block) == 0 {
		return nil
	}
	indent := len(block[0])
	for _, line := range block {
		if line == "" {
			continue
		}
		indent = min(indent, len(line)-len(strings.TrimLeft(line, " ")))
	}
	out := make([]string, len(block))
	for i, line := range block {
		out[i] = line[min(indent, len(line)):]
	}
	return out
}
