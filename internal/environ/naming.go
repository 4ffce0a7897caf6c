package environ

import (
	"runtime"
	"strings"
)

// naming is how a system compares the names of variables.
type naming struct {
	// fold says that case does not matter. Windows keeps it, and often has Path
	// (https://learn.microsoft.com/windows/win32/procthread/environment-variables).
	fold bool
}

var native = naming{fold: runtime.GOOS == "windows"}

func (n naming) same(a, b string) bool {
	return a == b || n.fold && strings.EqualFold(a, b)
}

func (n naming) prefixed(name, prefix string) bool {
	return len(name) >= len(prefix) && n.same(name[:len(prefix)], prefix)
}
