package nested_test

import (
	"slices"
	"testing"
	"unsafe"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// TestPlanEnvironment has one list of variables for all runs that differ in
// nothing but their directory: it is what a plan of thousands of runs is made
// of. Each process gets all of them, with its own PWD.
func TestPlanEnvironment(t *testing.T) {
	t.Parallel()
	tree := nested.Tree{Start: "/w", Workspaces: []nested.Workspace{
		{Dir: "/w", Manifest: "/w/Cargo.toml"}, {Dir: "/w/a", Depth: 1, Manifest: "/w/a/Cargo.toml"}, {Dir: "/w/b", Depth: 1, Manifest: "/w/b/Cargo.toml"},
	}}
	sit := lockguard.Situation{Self: "/bin/cargo-nw", Stand: "/w", Env: []string{"HOME=/h", "PWD=/link-to-w", "CARGO_MAKEFLAGS=x"}, Program: "/bin/cargo"}
	plan := nested.NewPlan(args.Command{Subcommand: "check"}, tree, sit, nil, nil).Sharing([]string{"POOL=1", "_CARGO_NW_NOTICES=/n"})
	for i, pwd := range []string{"", "PWD=/w/a", "PWD=/w/b"} {
		spec := plan.Steps[i].Spec
		if unsafe.SliceData(spec.Env) != unsafe.SliceData(plan.Steps[0].Spec.Env) || unsafe.SliceData(spec.Shared) != unsafe.SliceData(plan.Steps[0].Spec.Shared) {
			t.Errorf("run %d has a list of its own", i)
		}
		want := []string{"HOME=/h", "PWD=/link-to-w", "NESTED_WORKSPACE_CARGO_NESTED=1", "CARGO_NW=/bin/cargo-nw", "POOL=1", "_CARGO_NW_NOTICES=/n"}
		if pwd != "" {
			want = append(want, pwd)
		}
		if got := spec.Command().Env; !slices.Equal(got, want) {
			t.Errorf("run %d gets %q, want %q", i, got, want)
		}
	}
}
