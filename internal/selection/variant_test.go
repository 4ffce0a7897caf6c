package selection_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/selection"
	"github.com/cargo-nw/cargo-nw/nested"
)

// TestVariants selects runs of workspaces.
func TestVariants(t *testing.T) {
	t.Parallel()
	runs := []manifest.Run{{Name: "x"}, {Name: "y"}}
	tree := nested.Tree{Start: "/w", Workspaces: []nested.Workspace{
		{Dir: "/w"}, {Dir: "/w/a", Depth: 1, Runs: runs}, {Dir: "/w/b", Depth: 1, Runs: runs}, {Dir: "/w/c", Depth: 1}, {Dir: "/w/d#x", Depth: 1}, {Dir: "/w/d", Depth: 1, Runs: runs},
	}}
	for _, tt := range []struct{ only, exclude, done, want string }{
		{"", "", "", ". a#x a#y b#x b#y c d#x d#x d#y"},
		{"a#x", "", "", "a#x"},
		{"**#y", "", "", "a#y b#y d#y"},
		{"a#x b", "", "", "a#x b#x b#y"},
		{"a#x a", "", "", "a#x a#y"},
		{"c#x", "", "", ""},
		{"d#x", "", "", "d#x"}, // the workspace of that name
		{"./d#y", "", "", "d#y"},
		{"", "**#x d", "", ". a#y b#y c d#x"},
		{"", "a#x a#y", "", ". b#x b#y c d#x d#x d#y"},
		{"", "", "/w /w/a#x /w/b#x /w/b#y /w/c", "a#y d#x d#x d#y"},
		{"a", "", "/w/a#y", "a#x"},
	} {
		req := selection.Request{Cwd: "/w", Depth: selection.AnyDepth}
		facts := selection.Facts{}
		for text := range strings.FieldsSeq(tt.only) {
			p, err := selection.ParseRun(text)
			if err != nil {
				t.Fatal(err)
			}
			req.Only = append(req.Only, p)
		}
		for text := range strings.FieldsSeq(tt.exclude) {
			p, err := selection.ParseRun(text)
			if err != nil {
				t.Fatal(err)
			}
			req.Exclude = append(req.Exclude, p)
		}
		for key := range strings.FieldsSeq(tt.done) {
			if facts.Done == nil {
				facts.Done = map[string]bool{}
			}
			facts.Done[key] = true
		}
		var got []string
		after := selection.Select(tree, req, facts)
		for _, ws := range after.Workspaces {
			for _, run := range ws.AllRuns() {
				got = append(got, strings.TrimSuffix(selection.Name("/w", ws.Dir)+"#"+run.Name, "#"))
			}
		}
		if strings.Join(got, " ") != tt.want || len(after.Done) != len(facts.Done) {
			t.Errorf("--only %s --exclude %s, done %s: got %q, %d done", tt.only, tt.exclude, tt.done, got, len(after.Done))
		}
		if len(tree.Workspaces[1].Runs) != 2 || tree.Workspaces[1].Runs[0].Name != "x" {
			t.Fatal("the tree itself has changed")
		}
	}
	if _, err := selection.ParseRun("#x"); err == nil || !strings.Contains(err.Error(), "before the #") {
		t.Errorf("no path: %v", err)
	}
}

func TestMembers(t *testing.T) {
	t.Parallel()
	tree := nested.Tree{Start: "/w", Workspaces: []nested.Workspace{
		{Dir: "/w", Members: []nested.Member{{Name: "outer"}}}, {Dir: "/w/a", Depth: 1, Members: []nested.Member{{Name: "a-core"}, {Name: "a-cli"}}}, {Dir: "/w/b", Depth: 1, Members: []nested.Member{{Name: "b-core"}}},
	}}
	for members, want := range map[string]string{"outer": "/w", "*-core": "/w/a /w/b", "a-cli outer": "/w /w/a", "core": ""} {
		req := selection.Request{Cwd: "/w", Depth: selection.AnyDepth, Members: strings.Fields(members)}
		after := selection.Select(tree, req, selection.Facts{})
		if got := strings.Join(nested.Directories(after.Workspaces), " "); got != want || !req.Limits() {
			t.Errorf("%s: got %s, want %s", members, got, want)
		}
		if misses := req.Unmatched(tree); (len(misses) == 1) != (want == "") {
			t.Errorf("%s: misses %v", members, misses)
		}
	}
}
