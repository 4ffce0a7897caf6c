package manifest

import (
	"path/filepath"
	"strings"
)

// StandIn is how the names of files begin that stand for real sources in a
// skeleton (docs/adr/0022-in-a-skeleton.md).
const StandIn = "nw-skeleton-"

// skeletonTable is in [workspace.metadata] of a skeleton's root.
const skeletonTable = "nw-skeleton"

// IsStandIn says whether a file is called as those that stand for real sources.
func IsStandIn(path string) bool {
	base := path[strings.LastIndexAny(path, `/\`)+1:]
	return strings.HasPrefix(base, StandIn) && filepath.Ext(base) == ".rs"
}

// skeleton says whether a [workspace] table is that of a skeleton.
func skeleton(table map[string]any) bool {
	return in[map[string]any](in[map[string]any](table, "metadata"), skeletonTable) != nil
}

// standIn says whether the sources of the package are stand-ins.
func (d *decoder) standIn(pkg map[string]any) bool {
	if IsStandIn(in[string](pkg, "build")) || IsStandIn(in[string](in[map[string]any](d.doc, "lib"), "path")) {
		return true
	}
	for _, kind := range [...]string{"bin", "example", "test", "bench"} {
		for _, target := range in[[]any](d.doc, kind) {
			if table, ok := target.(map[string]any); ok && IsStandIn(in[string](table, "path")) {
				return true
			}
		}
	}
	return false
}
