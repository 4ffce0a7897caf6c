package hook

import (
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// endless are the fuzz targets of nested workspaces that `cargo test` would run
// without end.
func endless(r *manifest.Reader, tree nested.Tree) map[string]string {
	list := map[string]string{}
	for _, ws := range tree.Nested() {
		var names []string
		for _, m := range ws.Members {
			names = append(names, r.Settings(m.Manifest).EndlessTests()...)
		}
		list[ws.Dir] = strings.Join(names, ", ")
	}
	return list
}

// refuseEndless leaves a workspace out of a test, which must end.
func refuseEndless(names string) lockguard.Verdict {
	return lockguard.Verdict{
		Action: lockguard.Refuse, Hint: "add `test = false` to each [[bin]] there",
		Reason: "`cargo test` would run the fuzzer without end: " + names + " without test = false",
	}
}
