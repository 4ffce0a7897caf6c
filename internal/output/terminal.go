package output

import (
	"os"

	"github.com/mattn/go-isatty"
)

// Terminal returns the file that a stream reads or writes, and whether it is a
// terminal.
func Terminal(stream any) (*os.File, bool) {
	f, ok := stream.(*os.File)
	return f, ok && isatty.IsTerminal(f.Fd())
}
