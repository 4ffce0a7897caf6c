package skeleton

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// where is a directory in a sentence.
func where(c command.Call, dir string) string {
	if dir == c.Dir {
		return "the current directory"
	}
	return c.Style.Path(dir)
}

// checkOut refuses a directory for a skeleton of what is in top: one that has
// something in it, and one in the sources.
func checkOut(c command.Call, dir, top string) error {
	place := paths.Resolve(paths.Absolute(c.Dir, dir))
	shown := c.Style.Path(place)
	if paths.Inside(top, place) {
		return command.Usage(fmt.Sprintf("--out %s is in %s, among the sources: cargo would read .cargo/config.toml twice", shown, where(c, top)),
			"choose a directory elsewhere: cargo nw skeleton --out /tmp/skeleton")
	}
	entries, err := os.ReadDir(place)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return command.Usage("--out "+shown+": "+errors.Unwrap(err).Error(), "choose a directory that is empty or does not exist")
	case len(entries) > 0:
		return command.Usage("--out "+shown+" is not empty", "remove what is in it, or choose another directory")
	}
	return nil
}
