//go:build !linux

package store

import (
	"errors"
	"os"
)

// reflink is Linux's alone so far.
func reflink(string, string, os.FileMode) error { return errors.ErrUnsupported }
