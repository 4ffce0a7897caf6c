package paths_test

import (
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// TestVolumes has what is special about Windows paths, as Rust's Path::join
// sees it.
func TestVolumes(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, got, want string }{
		{"join below", paths.Join(`C:\a`, `b/../c`), `C:\a\b/../c`},
		{"join on another volume", paths.Join(`C:\a`, `D:\b`), `D:\b`},
		{"join at the root of the volume", paths.Join(`C:\a`, `/b/..`), `C:/b/..`},
		{"join in the directory of another volume", paths.Join(`C:\a`, `D:b`), `D:b`},
		{"join on a share", paths.Join(`C:\a`, `\\host\share\b`), `\\host\share\b`},
		{"join at the root of a share", paths.Join(`\\host\share\a`, `/b`), `\\host\share/b`},
		{"absolute below", paths.Absolute(`C:\a`, `b/../c`), `C:\a\c`},
		{"absolute on another volume", paths.Absolute(`C:\a`, `D:/b/..`), `D:\`},
		{"absolute at the root of the volume", paths.Absolute(`C:\a`, `/b`), `C:\b`},
		{"relative on another volume", paths.Relative(`C:\a`, `D:\b`), `D:\b`},
		{"relative in another case", paths.Relative(`C:\A`, `c:\a\B`), `B`},
		{"shown below", paths.Shown(`C:\a`, `C:\a\b\c`), `b/c`},
		{"shown beside", paths.Shown(`C:\a`, `C:\b`), `../b`},
		{"shown on another volume", paths.Shown(`C:\a`, `D:\b\c`), `D:/b/c`},
		{"shown on a share", paths.Shown(`C:\a`, `\\host\share\b`), `//host/share/b`},
	} {
		if row.got != row.want {
			t.Errorf("%s: got %s, want %s", row.name, row.got, row.want)
		}
	}
	for path, want := range map[string]bool{`a`: false, ``: false, `a\b`: false, `..\a`: false, `\a`: true, `/a`: true, `C:\a`: true, `C:a`: true, `\\h\s`: true} {
		if got := paths.Rooted(path); got != want {
			t.Errorf("Rooted(%q) is %t", path, got)
		}
	}
	if !paths.Inside(`C:\a`, `c:\A\b`) || paths.Inside(`C:\a`, `D:\a`) || paths.Inside(`C:\a`, `C:\ab`) {
		t.Error("Inside is wrong")
	}
}
