package output

import (
	"strings"
	"sync"

	"github.com/mattn/go-runewidth"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/github"
)

// maxLabel is the maximum width of the column of workspace names. Longer names
// stick out.
const maxLabel = 32

// palette has no red: that is for errors.
var palette = []string{"\x1b[96m", "\x1b[95m", "\x1b[92m", "\x1b[33m", "\x1b[94m"}

// prefix writes each line as it comes, with its workspace before it.
type prefix struct {
	screen *screen
	// inert says that a GitHub Actions runner reads the lines. A command at the
	// start of a line has no effect after the prefix, and those that may be
	// anywhere in a line must have none either: they would affect all runs.
	inert  bool
	head   heading
	labels []string
	styles [][2]rendition // what each stream of each run has switched on

	mu     sync.Mutex
	waited map[string]bool // what a run has said that it waits for
}

func newPrefix(s *screen, head heading, names []string, color, inert bool) *prefix {
	p := &prefix{screen: s, inert: inert, head: head, labels: labels(names, color), waited: map[string]bool{}}
	for range names {
		p.styles = append(p.styles, [2]rendition{{}, {}})
	}
	return p
}

// labels pads the names to one width.
func labels(names []string, color bool) []string {
	width := 0
	for _, name := range names {
		if w := runewidth.StringWidth(name); w <= maxLabel {
			width = max(width, w)
		}
	}
	list := make([]string, len(names))
	for i, name := range names {
		label := name + strings.Repeat(" ", max(width-runewidth.StringWidth(name), 0)) + " |"
		if color {
			label = palette[i%len(palette)] + label + resetRendition
		}
		list[i] = label + " "
	}
	return list
}

func (p *prefix) starting(i int)                  { p.head(i, nil) }
func (*prefix) finished(int, execution.RunReport) {}
func (*prefix) end()                              {}

// lines writes them. A colour that is on at the end of a line is switched off
// there, and on again after the next prefix.
func (p *prefix) lines(i int, to stream, whole []byte) {
	style := p.styles[i][to]
	out := make([]byte, 0, len(whole)+len(whole)/4)
	for len(whole) > 0 {
		text, end, rest := cutLine(whole, true)
		if blocking(text) && p.again(text) {
			whole = rest
			continue
		}
		if p.inert {
			text = []byte(github.Broken(string(text)))
		}
		out = append(append(append(out, p.labels[i]...), style.on()...), text...)
		style.read(text)
		if style.on() != "" {
			out = append(out, resetRendition...)
		}
		if len(end) == 0 {
			end = []byte{'\n'} // part of a line that is too long
		}
		out = append(out, end...)
		whole = rest
	}
	p.screen.write(i, to, out)
}

// again says whether some run has already said what it waits for: that is shown
// once, however many runs say it.
func (p *prefix) again(text []byte) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	known := p.waited[string(text)]
	p.waited[string(text)] = true
	return known
}
