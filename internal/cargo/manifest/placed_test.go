package manifest_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
)

// TestPlaced distinguishes a package of the user from what cargo has put there.
func TestPlaced(t *testing.T) {
	t.Parallel()
	base := tree(
		t, "own/", "own/package/x/", "home/registry/src/index/p-1.0.0/", "home/git/checkouts/p/", "home/other/",
		"vendor/p/.cargo-checksum.json: {}", "unpacked/p/.cargo-ok: ok", "packed/p/.cargo_vcs_info.json: {}", "vendor/q/",
		"target/package/p-1.0.0/Cargo.toml.orig: ", "edited/Cargo.toml.orig: ",
	)
	home, vendor := filepath.Join(base, "home"), []string{filepath.Join(base, "other"), filepath.Join(base, "vendor")}
	for dir, want := range map[string]string{
		"own": "", "own/package/x": "", "home/other": "", "edited": "", "vendor/q": "",
		"home/registry/src/index/p-1.0.0": "fetched", "home/git/checkouts/p": "fetched", "target/package/p-1.0.0": "packaged",
		"vendor/p": "placed vendored", "unpacked/p": "placed", "packed/p": "placed",
	} {
		at := filepath.Join(base, filepath.FromSlash(dir))
		var got []string
		for word, is := range map[string]bool{
			"fetched": manifest.Fetched(at, home), "packaged": manifest.Packaged(at), "placed": manifest.Placed(at), "vendored": manifest.Vendored(at, vendor),
		} {
			if is {
				got = append(got, word)
			}
		}
		slices.Sort(got)
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %q, want %q", dir, got, want)
		}
	}
	if manifest.Fetched(filepath.Join(base, "home", "registry", "x"), "") {
		t.Error("without a home of cargo's nothing lies in it")
	}
	if manifest.Vendored(filepath.Join(base, "vendor", "p"), nil) {
		t.Error("something is vendored although no directory source is named")
	}
}
