package unify_test

import (
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

func TestMain(m *testing.M) { harness.Main(m) }
