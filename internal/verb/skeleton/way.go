package skeleton

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// follow records the symlinks on the way to a directory. by is the manifest that
// leads there.
func (b *observer) follow(dir, to, by string) error {
	var way []string
	for up := range paths.Up(dir) {
		if up == b.facts.Top {
			break
		}
		if !paths.Inside(b.facts.Top, up) {
			return b.outside(to, by)
		}
		way = append(way, up)
	}
	for _, at := range slices.Backward(way) {
		if b.plain[at] {
			continue
		}
		if _, known := b.facts.Links[at]; known {
			return nil
		}
		info, err := os.Lstat(at)
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			b.plain[at] = true
			continue
		}
		target := paths.Resolve(at)
		if !paths.Inside(b.facts.Top, target) {
			return b.outside(to, by)
		}
		b.facts.Links[at] = target
		return nil
	}
	return nil
}

// outside is the error about a package that is not below the top.
func (b *observer) outside(to, by string) error {
	base := b.facts.Top
	for !paths.Inside(base, to) && base != filepath.Dir(base) {
		base = filepath.Dir(base)
	}
	remedy := "start further up: cd " + b.call.Style.Argument(base) + " && cargo nw skeleton --discover …"
	for up := range paths.Up(base) {
		if path := filepath.Join(up, manifest.FileName); paths.IsFile(path) {
			remedy = "start further up: cargo nw skeleton --manifest-path " + b.call.Style.Argument(path) + " …"
			break
		}
	}
	if by == to { // a member
		return hint.New(fmt.Sprintf("%s is not in %s", b.call.Style.Path(to), where(b.call, b.facts.Top)), remedy)
	}
	return hint.New(fmt.Sprintf("%s depends on %s, which is not in %s", b.call.Style.Path(by), b.call.Style.Path(to), where(b.call, b.facts.Top)), remedy)
}
