package drift_test

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// format are all keys of what drift features and drift explain write as JSON. Of
// the other parts, scripts compare the whole.
const format = `
explain:packages
explain:packages.features
explain:packages.features.asked_for_by
explain:packages.features.name
explain:packages.features.own_features
explain:packages.features.paths
explain:packages.features.paths.member
explain:packages.features.paths.steps
explain:packages.id
explain:packages.name
explain:packages.version
explain:packages.workspace
explain:version
features:features
features:features.artifact_dependencies
features:features.builds
features:features.builds.command
features:features.builds.compiled_again
features:features.builds.compiled_again.local
features:features.builds.compiled_again.third_party
features:features.command
features:features.compiled_again
features:features.compiled_again.local
features:features.compiled_again.third_party
features:features.debuginfo
features:features.exact
features:features.leaks
features:features.leaks.changes_behaviour
features:features.leaks.features
features:features.leaks.member
features:features.leaks.name
features:features.leaks.side
features:features.leaks.version
features:features.link_time_optimization
features:features.packages
features:features.packages.asked_for
features:features.packages.asked_for.by
features:features.packages.asked_for.feature
features:features.packages.asked_for.own_features
features:features.packages.compiled_again
features:features.packages.dependents_compiled_again
features:features.packages.dependents_compiled_again.local
features:features.packages.dependents_compiled_again.third_party
features:features.packages.id
features:features.packages.name
features:features.packages.sides
features:features.packages.sides.common
features:features.packages.sides.sets
features:features.packages.sides.sets.builds
features:features.packages.sides.sets.features
features:features.packages.sides.side
features:features.packages.version
features:features.ways
features:features.ways.after
features:features.ways.after.local
features:features.ways.after.third_party
features:features.ways.before
features:features.ways.before.local
features:features.ways.before.third_party
features:features.ways.instead_of
features:features.ways.kind
features:features.ways.text
features:features.whole_build
features:features.workspace
features:version
`

// keys adds the paths of all keys of a document.
func keys(value any, path string, to map[string]bool) {
	switch value := value.(type) {
	case map[string]any:
		for key, inner := range value {
			to[path+key] = true
			keys(inner, path+key+".", to)
		}
	case []any:
		for _, inner := range value {
			keys(inner, path, to)
		}
	}
}

// TestFormat holds the keys of the JSON, and that the manual has each of them.
func TestFormat(t *testing.T) {
	t.Parallel()
	manual, err := os.ReadFile("../../docs/drift.md")
	if err != nil {
		t.Fatal(err)
	}
	section := string(manual)
	w := harness.Real(t, harness.Archive(strings.NewReplacer("RESOLVER", "2", "EDITION", "2021").Replace(kinds)))
	w.Cargo("ws", "generate-lockfile", "--offline").Status(0)
	found := map[string]bool{}
	for _, argv := range [][]string{{"drift", "features", "--format", "json", "--builds", "check"}, {"drift", "explain", "num", "--format", "json"}} {
		out := w.NWIn("ws", argv...).Status(0)
		var doc any
		if err := json.Unmarshal([]byte(out.Stdout), &doc); err != nil {
			t.Fatal(err)
		}
		keys(doc, argv[1]+":", found)
	}
	if got := slices.Sorted(maps.Keys(found)); !slices.Equal(got, strings.Fields(format)) {
		t.Errorf("the keys are\n%s", strings.Join(got, "\n"))
	}
	for path := range found {
		key := path[strings.LastIndexAny(path, ".:")+1:]
		if !strings.Contains(section, "`"+key+"`") {
			t.Errorf("the manual does not have `%s`", key)
		}
	}
}
