package command

import (
	"errors"
	"io/fs"
	"os"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/internal/report"
)

// Warn prints a warning, and what to do about it unless remedy is empty.
func (c Call) Warn(message, remedy string) { c.Style.Warning(c.Stderr, message, remedy) }

// Fail prints an error as worded by [Message]. The call goes on.
func (c Call) Fail(err error) {
	message, remedy := Message(err, c.Style)
	c.Style.Error(c.Stderr, message, remedy)
}

// Message splits an error into what is wrong and what to do. Manifests are
// shown relative to the style's directory.
func Message(err error, style report.Style) (message, remedy string) {
	message, remedy = err.Error(), hint.Of(err)
	if bad, ok := errors.AsType[*manifest.Error](err); ok {
		seen := *bad
		seen.Path = style.Relative(bad.Path)
		message = strings.Replace(message, bad.Error(), seen.Error(), 1)
	}
	if output, ok := errors.AsType[*fs.PathError](err); ok && output.Path == os.Stdout.Name() {
		message = "writing the output: " + output.Err.Error()
	}
	return message, remedy
}
