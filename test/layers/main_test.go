// Package layers_test plays the layers of an image, and the jobs of CI, with
// directories: a skeleton is copied and built, sources are copied over it, and
// built. What was compiled is told by cargo's own messages, and what was linked by
// what the programs print.
package layers_test

import (
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

func TestMain(m *testing.M) { harness.Main(m) }
