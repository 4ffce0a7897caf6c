package manifest_test

import (
	"path/filepath"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
)

// TestDependency tells a package of the user's from what cargo has put there.
func TestDependency(t *testing.T) {
	t.Parallel()
	base := tree(
		t, "own/", "own/package/x/", "home/registry/src/index/p-1.0.0/", "home/git/checkouts/p/", "home/other/",
		"vendor/p/.cargo-checksum.json: {}", "unpacked/p/.cargo-ok: ok", "packed/p/.cargo_vcs_info.json: {}",
		"target/package/p-1.0.0/Cargo.toml.orig: ", "edited/Cargo.toml.orig: ",
	)
	for dir, want := range map[string][2]bool{ // a dependency, placed
		"own": {}, "own/package/x": {}, "home/other": {}, "edited": {},
		"home/registry/src/index/p-1.0.0": {true, false}, "home/git/checkouts/p": {true, false}, "target/package/p-1.0.0": {true, false},
		"vendor/p": {true, true}, "unpacked/p": {true, true}, "packed/p": {true, true},
	} {
		at := filepath.Join(base, filepath.FromSlash(dir))
		got := [2]bool{manifest.Dependency(filepath.Join(at, "Cargo.toml"), filepath.Join(base, "home")), manifest.Placed(at)}
		if got != want {
			t.Errorf("%s: got %t, want %t", dir, got, want)
		}
	}
	if at := filepath.Join(base, "home", "registry", "x", "Cargo.toml"); manifest.Dependency(at, "") {
		t.Error("without a home of cargo's nothing lies in it")
	}
}
