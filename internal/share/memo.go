package share

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
	"github.com/cargo-nw/cargo-nw/internal/store"
)

// memo remembers that there is nothing to bring from the store to a workspace, or
// back. While the times of the directories are the same, they are not read again.
type memo struct {
	path  string
	stamp func() string
}

func (s *Sharing) memo(w work, g store.Group) memo {
	wanted := profiles(w.command, w.compilation.Targets, units.Profiles(w.build))
	slices.Sort(wanted)
	name := sha256.Sum256([]byte(strings.Join(append(wanted, w.build, w.root), "\x00")))
	return memo{
		path: filepath.Join(s.store.Dir, "seen", hex.EncodeToString(name[:8])),
		stamp: func() string {
			var b strings.Builder
			fmt.Fprintln(&b, g.Name(), g.Changed().Format(time.RFC3339Nano))
			look(&b, filepath.Join(w.root, lockfile.Name))
			for _, profile := range units.Profiles(w.build) {
				at := filepath.Join(w.build, filepath.FromSlash(profile))
				for _, dir := range []string{".fingerprint", "deps", "build"} {
					look(&b, filepath.Join(at, dir))
				}
				packages, _ := os.ReadDir(filepath.Join(at, "build"))
				for _, pkg := range packages { // the new layout has its units there
					look(&b, filepath.Join(at, "build", pkg.Name()))
				}
			}
			return b.String()
		},
	}
}

// look adds what shows whether a file or directory has changed.
func look(b *strings.Builder, path string) {
	if info, err := os.Stat(path); err == nil {
		fmt.Fprintln(b, path, info.Size(), info.ModTime().Format(time.RFC3339Nano))
	}
}

// holds says that nothing has changed.
func (m memo) holds() bool {
	text, err := os.ReadFile(m.path)
	return err == nil && string(text) == m.stamp()
}

// keep records the present state.
func (m memo) keep() error {
	if err := os.MkdirAll(filepath.Dir(m.path), 0o755); err != nil { //nolint:gosec // as cargo makes it
		return err
	}
	return os.WriteFile(m.path, []byte(m.stamp()), 0o644) //nolint:gosec // as cargo writes it
}
