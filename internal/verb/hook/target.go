package hook

import (
	"path/filepath"
	"regexp"
)

// hashed is the name of a test program: the target's crate name and cargo's
// hash.
var hashed = regexp.MustCompile(`^(.+)-[0-9a-f]{16}(\.exe)?$`)

// testTarget is the crate name of the test target whose program called us, ""
// for none.
func testTarget(caller string) string {
	m := hashed.FindStringSubmatch(filepath.Base(caller))
	if m == nil {
		return ""
	}
	return m[1]
}
