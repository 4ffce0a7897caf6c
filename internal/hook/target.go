package hook

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// hashed is the name of a test program: the target's crate name and cargo's
// hash.
var hashed = regexp.MustCompile(`^(.+)-[0-9a-f]{16}(\.exe)?$`)

// testTarget is the crate name of the test target whose program called us, ""
// when it was none.
func testTarget(caller string) string {
	m := hashed.FindStringSubmatch(filepath.Base(caller))
	if m == nil {
		return ""
	}
	return m[1]
}

// lookup is the value of a variable, the last one winning as in a process.
func lookup(env []string, name string) string {
	for _, kv := range slices.Backward(env) {
		if value, ok := strings.CutPrefix(kv, name+"="); ok {
			return value
		}
	}
	return ""
}
