package paths

import (
	"errors"

	"golang.org/x/sys/windows"
)

func invalidName(err error) bool { return errors.Is(err, windows.ERROR_INVALID_NAME) }
