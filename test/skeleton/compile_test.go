package skeleton_test

import (
	"path/filepath"
	"testing"
)

// TestCompiles compiles skeletons whole, under the strictest lints that people
// set for everything: no stand-in may break the layer.
func TestCompiles(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"zoo", "across", "embedded"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, name)
			w.skeleton("out")
			strict := w.With("RUSTFLAGS=-Dwarnings -Fmissing_docs -Fmissing_debug_implementations -Wunused -Wunused_crate_dependencies -Wunreachable_pub -Wrust_2024_compatibility -Dunsafe_code", "CARGO_INCREMENTAL=0")
			for _, root := range w.roots {
				out := strict.Cargo(filepath.Join("out", root), "test", "--workspace", "--all-targets", "--locked", "--offline").Status(0)
				out.Silent("warning")
			}
		})
	}
}
