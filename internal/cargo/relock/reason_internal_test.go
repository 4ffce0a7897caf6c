package relock

import "testing"

// TestReason reads what cargo 1.95 prints.
func TestReason(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ text, want string }{
		{"error: failed to select a version for the requirement `itoa = \"=1.0.9\"`\ncandidate versions found which didn't match: 1.0.17\nlocation searched: `/reg` index\nrequired by package `w v0.1.0 (/w)`\nperhaps a crate was updated and forgotten to be re-vendored?\n", "w 0.1.0 asks for =1.0.9"},
		{"    Updating crates.io index\nerror: failed to select a version for the requirement `derive = \"=1.0.1\"`\ncandidate versions found which didn't match: 1.0.3\nrequired by package `serde v1.0.1`\n    ... which satisfies dependency `serde = \"^1\"` of package `w v0.1.0 (/w)`\n", "serde 1.0.1 asks for =1.0.1"},
		{"error: no matching package named `memchr` found\nlocation searched: `/reg` index\nrequired by package `w v0.1.0`\nAs a reminder, you're using offline mode", "no matching package named `memchr` found"},
		{"    Updating x\nwarning: x\nerror: failed to download `p v1.1.0`\n\nCaused by:\n  attempting to make an HTTP request, but --offline was specified\n", "failed to download `p v1.1.0`"},
		{"", ""},
	} {
		if got := reason(row.text); got != row.want {
			t.Errorf("%q: got %q, want %q", row.text, got, row.want)
		}
	}
}

func TestYanked(t *testing.T) {
	t.Parallel()
	const said = "warning: selected package `log@0.3.2` was yanked by the author\n  |\n  = help: if possible, try a compatible non-yanked version\n    Updating log v0.3.0 -> v0.3.2\n"
	if !yanked(said, "log", "0.3.2") || yanked(said, "log", "0.3") || yanked(said, "og", "0.3.2") || yanked("    Updating yanked@1", "yanked", "1") {
		t.Error("a warning is not read as it is meant")
	}
}
