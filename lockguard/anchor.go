package lockguard

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// Anchored makes the files that words of a cargo command line name absolute,
// so that they are the same from another directory: `--config FILE`, which
// cargo takes for a file where there is one (src/cargo/util/context/mod.rs,
// cli_args_as_table), and `--target SPEC.json`. dir is where the command was
// typed.
func Anchored(dir string, words []string) []string {
	words = slices.Clone(words)
	for i := 0; i < len(words) && words[i] != "--"; i++ {
		name, value, glued := strings.Cut(words[i], "=")
		if name != "--config" && name != "--target" {
			continue
		}
		if !glued {
			if i++; i == len(words) {
				break
			}
			value = words[i]
		}
		if dir == "" || value == "" || paths.Rooted(value) || name == "--target" && !strings.HasSuffix(value, ".json") {
			continue
		}
		path := filepath.Join(dir, value)
		if !paths.Exists(path) {
			continue
		}
		words[i] = path
		if glued {
			words[i] = name + "=" + path
		}
	}
	return words
}
